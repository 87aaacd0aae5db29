/** Just enough of the filter language to judge what the client sends; it refuses whatever the vendor's list does not have. */
export type Row = Readonly<Record<string, unknown>>;

type Test = (row: Row) => boolean;

const TOKENS = /\s*(?:('(?:[^']|'')*')|([()])|([,])|([A-Za-z_][\w.]*)|(-?\d[\w.:-]*))/y;

const tokensOf = (text: string): string[] => {
	const tokens: string[] = [];
	TOKENS.lastIndex = 0;
	while (TOKENS.lastIndex < text.trimEnd().length) {
		const found = TOKENS.exec(text);
		if (!found) throw new Error(`the fake cannot read "${text}"`);
		tokens.push(found[0].trim());
	}
	return tokens;
};

const isQuoted = (token: string): boolean => token.startsWith('\'');
const plain = (token: string): string => (isQuoted(token) ? token.slice(1, -1).replace(/''/g, '\'') : token);

const order = (left: unknown, token: string): number => {
	if (isQuoted(token)) {
		const [a, b] = [String(left ?? ''), plain(token)];
		return a === b ? 0 : a < b ? -1 : 1;
	}
	if (/^\d{4}-\d{2}-\d{2}/.test(token)) return left === null || left === undefined ? Number.NaN : Date.parse(`${String(left).slice(0, 10)}T00:00:00Z`) - Date.parse(token);
	return Number(left) - Number(token);
};

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
	eq: (value) => value === 0, ne: (value) => value !== 0, gt: (value) => value > 0, lt: (value) => value < 0,
};

const FUNCTIONS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
	startswith: (text, part) => text.startsWith(part), endswith: (text, part) => text.endsWith(part), substringof: (text, part) => text.includes(part),
};

/** @throws Error for what a strict server refuses */
export const readFilter = (text: string, fields: readonly string[]): Test => {
	const tokens = tokensOf(text);
	let at = 0;
	const take = (): string => tokens[at++] ?? '';
	const field = (name: string): string => {
		if (!fields.includes(name)) throw new Error(`unknown property ${name}`);
		return name;
	};

	const term = (): Test => {
		const token = take();
		if (token === '(') {
			const inner = any();
			if (take() !== ')') throw new Error(`unclosed bracket in "${text}"`);
			return inner;
		}
		const call = FUNCTIONS[token];
		if (call) {
			take();
			const [first, , second] = [take(), take(), take()];
			take();
			const [name, part] = token === 'substringof' ? [second, first] : [first, second];
			const of = field(name);
			return (row) => call(String(row[of] ?? ''), plain(part));
		}
		const [operator, value] = [take(), take()];
		const compare = COMPARISONS[operator];
		if (!compare) throw new Error(`"${operator}" is not in the vendor's list`);
		const name = field(token);
		return (row) => compare(order(row[name], value));
	};
	const all = (): Test => {
		const terms = [term()];
		while (tokens[at] === 'and') terms.push((take(), term()));
		return (row) => terms.every((test) => test(row));
	};
	const any = (): Test => {
		const terms = [all()];
		while (tokens[at] === 'or') terms.push((take(), all()));
		return (row) => terms.some((test) => test(row));
	};
	const test = any();
	if (at !== tokens.length) throw new Error(`"${tokens.slice(at).join(' ')}" is left over`);
	return test;
};
