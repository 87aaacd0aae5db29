/** Members of a page, evaluated as the server does: filter, order, a cursor of the values that the list is ordered by. */
export interface Node { readonly [name: string]: unknown }

const at = (node: unknown, name: string): unknown => (typeof node === 'object' && node !== null ? (node as Node)[name] : undefined);

type Test = (value: unknown, wanted: unknown) => boolean;
const ordered = (value: unknown): string | number => (typeof value === 'number' ? value : String(value));
const TESTS: Readonly<Record<string, Test>> = {
	_eq: (value, wanted) => (value ?? null) === wanted, _ne: (value, wanted) => value !== wanted,
	_gt: (value, wanted) => value !== null && ordered(value) > ordered(wanted), _gte: (value, wanted) => value !== null && ordered(value) >= ordered(wanted),
	_lt: (value, wanted) => value !== null && ordered(value) < ordered(wanted), _lte: (value, wanted) => value !== null && ordered(value) <= ordered(wanted),
	_in: (value, wanted) => (wanted as unknown[]).includes(value), _nin: (value, wanted) => !(wanted as unknown[]).includes(value),
	_regex: (value, wanted) => new RegExp(String(wanted)).test(String(value)),
};

const holds = (value: unknown, condition: unknown): boolean => {
	if (typeof condition !== 'object' || condition === null) return value === condition;
	if (Array.isArray(value)) {
		const { _atLeast = 1, ...rest } = condition as { _atLeast?: number };
		return value.filter((member) => matches(member, rest)).length >= _atLeast;
	}
	return Object.entries(condition).every(([written, wanted]) => {
		const name = written.replace(/^\$/, '_');
		const test = TESTS[name];
		if (test) return test(value, wanted);
		if (name.startsWith('_') && !['_id', '_updateStamp'].includes(name)) throw new Error(`Unknown operator ${name}`);
		return holds(at(value, name) ?? null, wanted);
	});
};

/** Operators begin with a dollar in the generation of 2019. */
export const matches = (node: unknown, filter: object): boolean => Object.entries(filter).every(([written, condition]) => {
	const name = written.replace(/^\$/, '_');
	if (name === '_and') return (condition as object[]).every((each) => matches(node, each));
	if (name === '_or') return (condition as object[]).some((each) => matches(node, each));
	return holds(at(node, name) ?? null, condition);
});

export interface PageArgs { readonly filter?: string | null; readonly orderBy?: string | null; readonly first?: number | null; readonly after?: string | null }

const compared = (a: readonly unknown[], b: readonly unknown[]): number => {
	for (const [index, value] of a.entries()) {
		const [left, right] = [ordered(value ?? ''), ordered(b[index] ?? '')];
		if (left !== right) return left < right ? -1 : 1;
	}
	return 0;
};

export const page = (all: readonly Node[], { filter, orderBy, first, after }: PageArgs) => {
	const names = Object.keys(JSON.parse(orderBy ?? '{"_id":1}') as object);
	const keyOf = (node: Node): unknown[] => names.map((name) => node[name]);
	const found = (filter ? all.filter((node) => matches(node, JSON.parse(filter) as object)) : [...all]).sort((a, b) => compared(keyOf(a), keyOf(b)));
	const place = after ? (JSON.parse(after.slice(0, after.lastIndexOf('#'))) as unknown[]) : undefined;
	if (place && place.length !== names.length) throw new Error('Invalid cursor');
	const rest = place ? found.filter((node) => compared(keyOf(node), place) > 0) : found;
	const nodes = rest.slice(0, first ?? 20);
	const last = nodes.at(-1);
	return {
		edges: nodes.map((node) => ({ node })), totalCount: found.length,
		pageInfo: { hasNextPage: rest.length > nodes.length, endCursor: last ? `${JSON.stringify(keyOf(last))}#${names.length}7` : null },
	};
};
