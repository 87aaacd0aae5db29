import type { EntityType, Property } from '../contract/types';
import type { SwitchValues } from '../switches';
import { comparison, literalOf, type Operand, type Predicate } from './filter-operands';
import { badFilter, wordsOf, type Token } from './filter-words';
import { valueOf } from './shown';

type Test = (value: string, part: string) => boolean;

/** Name to where the property stands among the two parts, and the test. */
const FUNCTIONS: Readonly<Record<string, { readonly property: 0 | 1; readonly test: Test }>> = {
	startswith: { property: 0, test: (value, part) => value.startsWith(part) },
	endswith: { property: 0, test: (value, part) => value.endsWith(part) },
	substringof: { property: 1, test: (value, part) => value.includes(part) },
	contains: { property: 0, test: (value, part) => value.includes(part) },
};

/** $filter as the vendor lists it: eq ne gt lt le and or, substringof, startswith, endswith, length (reference sage-300 5.3). */
class Parser {
	private at = 0;

	constructor(private readonly tokens: readonly Token[], private readonly type: EntityType, private readonly switches: SwitchValues) {}

	whole(): Predicate {
		const predicate = this.either();
		if (this.next().kind !== 'end') throw badFilter('something stands behind the condition');
		return predicate;
	}

	private either(): Predicate {
		const parts = [this.both()];
		while (this.takesWord('or')) parts.push(this.both());
		return parts.length === 1 ? parts[0]! : (row) => parts.some((part) => part(row));
	}

	private both(): Predicate {
		const parts = [this.condition()];
		while (this.takesWord('and')) parts.push(this.condition());
		return parts.length === 1 ? parts[0]! : (row) => parts.every((part) => part(row));
	}

	private condition(): Predicate {
		if (this.takesSign('(')) {
			const inner = this.either();
			this.needsSign(')');
			return inner;
		}
		const token = this.peek();
		if (token.kind === 'word' && Object.hasOwn(FUNCTIONS, token.value)) return this.tested(token.value);
		const left = this.operand();
		const operator = this.next();
		if (operator.kind !== 'word') throw badFilter('an operator was expected');
		if (operator.value === 'ge' && this.switches.ge === 'refuse') throw badFilter('unknown operator ge');
		return comparison(left, operator.value, this.operand());
	}

	private tested(name: string): Predicate {
		if (name === 'contains' && this.switches.contains === 'refuse') throw badFilter('unknown function contains');
		const { property: place, test } = FUNCTIONS[name]!;
		this.next();
		this.needsSign('(');
		const first = this.next();
		this.needsSign(',');
		const second = this.next();
		this.needsSign(')');
		const [of, part] = place === 0 ? [first, second] : [second, first];
		if (of.kind !== 'word' || part.kind !== 'text') throw badFilter(`${name} takes a property and a text`);
		const property = this.property(of.value);
		if (property.kind !== 'text') throw badFilter(`${name} takes a property with text`);
		const wanted = this.equalsTrue();
		return (row) => test(valueOf(row, property), part.value) === wanted;
	}

	/** `startswith(…) eq true` says the same as without. */
	private equalsTrue(): boolean {
		if (!this.takesWord('eq')) return true;
		const token = this.next();
		if (token.kind !== 'word' || (token.value !== 'true' && token.value !== 'false')) throw badFilter('true or false was expected');
		return token.value === 'true';
	}

	private operand(): Operand {
		const token = this.next();
		const literal = literalOf(token, this.switches);
		if (literal !== undefined) return literal;
		if (token.kind !== 'word') throw badFilter('a property or a value was expected');
		if (token.value !== 'length') return { kind: 'property', property: this.property(token.value) };
		this.needsSign('(');
		const inner = this.next();
		this.needsSign(')');
		if (inner.kind !== 'word') throw badFilter('length takes a property');
		return { kind: 'length', property: this.property(inner.value) };
	}

	private property(name: string): Property {
		const property = this.type.byName.get(name);
		if (property === undefined) throw badFilter(`could not find a property named '${name}' on type '${this.type.name}'`);
		return property;
	}

	private peek(): Token {
		return this.tokens[this.at] ?? { kind: 'end' };
	}

	private next(): Token {
		const token = this.peek();
		this.at += 1;
		return token;
	}

	private takesWord(word: string): boolean {
		const token = this.peek();
		if (token.kind !== 'word' || token.value !== word) return false;
		this.at += 1;
		return true;
	}

	private takesSign(sign: string): boolean {
		const token = this.peek();
		if (token.kind !== 'sign' || token.value !== sign) return false;
		this.at += 1;
		return true;
	}

	private needsSign(sign: string): void {
		if (!this.takesSign(sign)) throw badFilter(`${sign} was expected`);
	}
}

/** The test that a $filter is. Throws Refusal for whatever the service does not know. */
export const predicateOf = (text: string, type: EntityType, switches: SwitchValues): Predicate => new Parser(wordsOf(text), type, switches).whole();
