/** As much of ProvideX's expressions as the reference shows: texts, numbers, columns, +, comparisons, AND, OR, STR. */
export type Cell = string | number;
export type Record_ = Readonly<Record<string, Cell>>;

const TOKEN = /\s*(?:("(?:[^"]|"")*")|(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*\$?)|(<>|>=|<=|[=<>+()]))/gy;

const tokensOf = (text: string): string[] => {
	const tokens: string[] = [];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < text.length) {
		const found = TOKEN.exec(text);
		if (!found) throw new Error(`syntax error in ${text}`);
		tokens.push(found[0].trim());
	}
	return tokens;
};

const COMPARE: Readonly<Record<string, (left: Cell, right: Cell) => boolean>> = {
	'=': (left, right) => left === right, '<>': (left, right) => left !== right, '>=': (left, right) => left >= right,
	'<=': (left, right) => left <= right, '<': (left, right) => left < right, '>': (left, right) => left > right,
};

/** A number as ProvideX writes it: no zero in front of the point. */
const asText = (value: Cell): string => String(value).replace(/^(-?)0\./, '$1.');

type Node = (row: Record_) => Cell | boolean;

class Parser {
	private at = 0;

	constructor(private readonly tokens: readonly string[]) {}

	whole(): Node {
		const node = this.either();
		if (this.at < this.tokens.length) throw new Error(`unexpected ${this.tokens[this.at]}`);
		return node;
	}

	private take(word: string): boolean {
		if (this.tokens[this.at] !== word) return false;
		this.at += 1;
		return true;
	}

	private either(): Node {
		let left = this.both();
		while (this.take('OR')) {
			const [one, other] = [left, this.both()];
			left = (row) => one(row) === true || other(row) === true;
		}
		return left;
	}

	private both(): Node {
		let left = this.comparison();
		while (this.take('AND')) {
			const [one, other] = [left, this.comparison()];
			left = (row) => one(row) === true && other(row) === true;
		}
		return left;
	}

	private comparison(): Node {
		const left = this.sum();
		const compare = COMPARE[this.tokens[this.at] ?? ''];
		if (compare === undefined) return left;
		this.at += 1;
		const right = this.sum();
		return (row) => {
			const [one, other] = [left(row), right(row)];
			if (typeof one === 'boolean' || typeof other === 'boolean' || typeof one !== typeof other) throw new Error('type mismatch');
			return compare(one, other);
		};
	}

	private sum(): Node {
		let left = this.primary();
		while (this.take('+')) {
			const [one, other] = [left, this.primary()];
			left = (row) => {
				const [first, second] = [one(row), other(row)];
				if (typeof first !== 'string' || typeof second !== 'string') throw new Error('type mismatch');
				return first + second;
			};
		}
		return left;
	}

	private primary(): Node {
		const token = this.tokens[this.at] ?? '';
		this.at += 1;
		if (token === '(') {
			const inner = this.either();
			if (!this.take(')')) throw new Error('missing )');
			return inner;
		}
		if (token === 'STR') {
			const inner = this.primary();
			return (row) => {
				const value = inner(row);
				if (typeof value !== 'number') throw new Error('type mismatch');
				return asText(value);
			};
		}
		if (token.startsWith('"')) return () => token.slice(1, -1).replaceAll('""', '"');
		if (/^\d/.test(token)) return () => Number(token);
		return (row) => {
			const value = row[token];
			if (value === undefined) throw new Error(`no column ${token}`);
			return value;
		};
	}
}

export const expression = (text: string): Node => new Parser(tokensOf(text)).whole();
