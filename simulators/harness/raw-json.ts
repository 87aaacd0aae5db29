/**
 * JSON whose numbers keep the digits they were written with: JSON.parse would make 9007199254740993.01 another amount before a simulator
 * has looked at it. What an object becomes is up to the system: some go by the order of the members.
 */

/** A number as it stood or shall stand in JSON text: its digits and its scale stay (`30.0000`). */
export class RawNumber {
	constructor(readonly text: string) {}
}

export type RawJson<ObjectForm> = string | boolean | null | RawNumber | readonly RawJson<ObjectForm>[] | ObjectForm;

/** The text is no JSON. */
export class NoJson extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Control characters inside are refused by JSON.parse, which reads what this finds. */
const STRING = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const BLANK = /[ \t\r\n]*/y;
const WORDS: readonly (readonly [string, boolean | null])[] = [['true', true], ['false', false], ['null', null]];

class Reader<ObjectForm> {
	private at = 0;

	constructor(private readonly text: string, private readonly objectOf: (members: ReadonlyMap<string, RawJson<ObjectForm>>) => ObjectForm) {}

	whole(): RawJson<ObjectForm> {
		const value = this.value();
		this.matched(BLANK);
		if (this.at < this.text.length) throw new NoJson(`text behind the value at ${this.at}`);
		return value;
	}

	private value(): RawJson<ObjectForm> {
		if (this.taken('{')) return this.objectOf(this.members());
		if (this.taken('[')) return this.items();
		if (this.text[this.at] === '"') return this.string();
		for (const [word, meant] of WORDS) {
			if (!this.text.startsWith(word, this.at)) continue;
			this.at += word.length;
			return meant;
		}
		const number = this.matched(NUMBER);
		if (number === undefined || number === '') throw new NoJson(`a value expected at ${this.at}`);
		return new RawNumber(number);
	}

	private members(): ReadonlyMap<string, RawJson<ObjectForm>> {
		const found = new Map<string, RawJson<ObjectForm>>();
		if (this.taken('}')) return found;
		do {
			const name = this.string();
			this.needed(':');
			found.set(name, this.value());
		} while (this.taken(','));
		this.needed('}');
		return found;
	}

	private items(): readonly RawJson<ObjectForm>[] {
		const found: RawJson<ObjectForm>[] = [];
		if (this.taken(']')) return found;
		do found.push(this.value());
		while (this.taken(','));
		this.needed(']');
		return found;
	}

	private string(): string {
		this.matched(BLANK);
		const found = this.matched(STRING);
		if (found === undefined) throw new NoJson(`a string expected at ${this.at}`);
		try {
			return JSON.parse(found) as string;
		} catch {
			throw new NoJson(`a control character in the string before ${this.at}`);
		}
	}

	private matched(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.text)?.[0];
		if (found !== undefined) this.at += found.length;
		return found;
	}

	private taken(sign: string): boolean {
		this.matched(BLANK);
		if (this.text[this.at] !== sign) return false;
		this.at += 1;
		return true;
	}

	private needed(sign: string): void {
		if (!this.taken(sign)) throw new NoJson(`${sign} expected at ${this.at}`);
	}
}

/** Throws NoJson. Of a name that comes twice the last value counts. */
export const readRawJson = <ObjectForm>(text: string, objectOf: (members: ReadonlyMap<string, RawJson<ObjectForm>>) => ObjectForm): RawJson<ObjectForm> =>
	new Reader(text, objectOf).whole();
