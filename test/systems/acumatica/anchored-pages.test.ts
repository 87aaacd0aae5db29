import fc from 'fast-check';
import { RetryableError } from '../../../src/core/errors';
import { anchoredPages, type ListedRow } from '../../../src/systems/acumatica/reading/anchored-pages';

interface Row { key: number; stamp: number; touched: boolean }

const row = (key: number): Row => ({ key, stamp: 0, touched: false });
const listed = (each: Row): ListedRow<number> => ({ identity: String(each.key), stamp: String(each.stamp), row: each.key });

interface Reading { given: number[]; requests: Array<readonly [skip: number, top: number]> }

/** Reads a list that `change` may alter before each request, from the second on. */
const read = async (
	list: Row[], { pageSize, memory, readAhead, change = () => undefined }: { pageSize: number; memory?: number; readAhead?: boolean; change?: (request: number) => void },
): Promise<Reading> => {
	const reading: Reading = { given: [], requests: [] };
	const ask = async (skip: number, top: number): Promise<ReadonlyArray<ListedRow<number>>> => {
		if (reading.requests.length > 0) change(reading.requests.length);
		reading.requests.push([skip, top]);
		return list.slice(skip, skip + top).map(listed);
	};
	for await (const page of anchoredPages({ what: 'test', ask, pageSize, ...(memory && { memory }), ...(readAhead && { readAhead }) })) {
		expect(page.length).toBeGreaterThan(0);
		reading.given.push(...page);
	}
	return reading;
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const remove = (list: Row[], ...keys: number[]): void => {
	for (const key of keys) list.splice(list.findIndex((each) => each.key === key), 1);
};

describe('a list that nobody touches', () => {
	it.each([0, 1, 49, 50, 51, 52, 100, 101, 102, 149, 150, 151, 1_000])('asks as often as it must for %i rows in pages of 50', async (count) => {
		const { given, requests } = await read(numbers(count).map(row), { pageSize: 50 });
		expect(given).toEqual(numbers(count));
		expect(requests.length).toBeLessThanOrEqual(Math.max(1, Math.ceil(count / 50)));
	});

	it('asks as often as it must: 100,000 rows in pages of 1,000', async () => {
		const { given, requests } = await read(numbers(100_000).map(row), { pageSize: 1_000, readAhead: true });
		expect(given.length).toBe(100_000);
		expect(requests.length / 100).toBeLessThanOrEqual(1.1);
		expect(requests.every(([, top]) => top === 1_020)).toBe(true);
	});
});

describe('shifting pages', () => {
	it('rows that leave before the page do not hide the next ones', async () => {
		const list = numbers(30).map(row);
		const { given } = await read(list, { pageSize: 10, change: (request) => request === 1 && remove(list, 0, 3, 10) });
		expect(given).toEqual(numbers(30));
	});

	it('costs no request when fewer leave than the overlap holds', async () => {
		const list = numbers(500).map(row);
		const { given, requests } = await read(list, { pageSize: 100, change: (request) => request === 1 && remove(list, 5) });
		expect(given).toEqual(numbers(500));
		expect(requests.length).toBe(5);
	});

	it('rows that enter before the page do not repeat others', async () => {
		const list = numbers(30).map(row);
		const { given } = await read(list, { pageSize: 10, change: (request) => request === 1 && list.splice(0, 0, row(-1), row(-2), row(-3)) && undefined });
		expect(given.filter((key) => key >= 0)).toEqual(numbers(30));
	});

	it('a list that has shrunk away from behind is not taken for its end', async () => {
		const list = numbers(40).map(row);
		const { given } = await read(list, { pageSize: 10, memory: 100, change: (request) => request === 1 && remove(list, 8, 9, 10, 0, 1, 2, 3, 4, 5, 6) });
		expect(given).toEqual(numbers(40));
	});

	it('more than the memory reaches ends with an error and not with silence', async () => {
		const list = numbers(2_000).map(row);
		const work = read(list, { pageSize: 10, memory: 44, change: (request) => request === 100 && remove(list, ...numbers(900)) });
		await expect(work).rejects.toBeInstanceOf(RetryableError);
		await expect(work).rejects.toThrow(/place in the list was lost/);
	});

	it('the first row of the list is no anchor once rows were forgotten', async () => {
		const list = numbers(100).map(row);
		const work = read(list, { pageSize: 10, memory: 44, change: (request) => request === 6 && remove(list, ...numbers(30).map((index) => 20 + index)) });
		await expect(work).rejects.toThrow(/place in the list was lost/);
	});
});

describe('the order is watched', () => {
	it('a server without a fixed order is found out', async () => {
		const list = numbers(400).map(row);
		const work = read(list, { pageSize: 100, change: () => list.reverse() && undefined });
		await expect(work).rejects.toBeInstanceOf(RetryableError);
	});

	it('key fields that do not tell rows apart are found out, also across a page boundary', async () => {
		for (const twin of [3, 10, 11]) {
			const list = [...numbers(twin).map(row), row(twin), { ...row(twin), stamp: 7 }, ...numbers(20).map((each) => row(100 + each))];
			await expect(read(list, { pageSize: 10 })).rejects.toThrow(/do not tell records apart/);
		}
	});
});

type Change = { readonly at: number; readonly what: 'delete' | 'insert' | 'edit'; readonly where: number };

const change = fc.record<Change>({
	at: fc.integer({ min: 1, max: 30 }), what: fc.constantFrom('delete', 'insert', 'edit'), where: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

/** Whatever comes and goes between two requests: an untouched row is given once, and at all. */
describe('paging under concurrent change', () => {
	it('gives each untouched row exactly once, or says that it lost its place', async () => {
		await fc.assert(fc.asyncProperty(
			fc.integer({ min: 0, max: 120 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 4, max: 200 }), fc.array(change, { maxLength: 120 }), fc.boolean(),
			async (count, pageSize, memory, changes, readAhead) => {
				const list = numbers(count).map((index) => row(index * 1_000));
				const untouched = new Set(list);
				let next = 0;
				const apply = ({ what, where }: Change): void => {
					const index = Math.floor(where * (list.length + (what === 'insert' ? 1 : 0)));
					if (what === 'insert') {
						const before = list[index - 1]?.key ?? -1_000_000;
						next += 1;
						const inserted = { key: before + next / 1_000_000, stamp: 1, touched: true };
						list.splice(index, 0, inserted);
						list.sort((a, b) => a.key - b.key);
						return;
					}
					const found = list[index];
					if (!found) return;
					untouched.delete(found);
					if (what === 'delete') list.splice(index, 1);
					else found.stamp += 1;
				};
				let given: number[];
				try {
					({ given } = await read(list, { pageSize, memory, readAhead, change: (request) => changes.filter(({ at }) => at === request).forEach(apply) }));
				} catch (error) {
					expect(error).toBeInstanceOf(RetryableError);
					expect(String(error)).toMatch(/place in the list was lost/);
					return;
				}
				const counts = new Map<number, number>();
				for (const key of given) counts.set(key, (counts.get(key) ?? 0) + 1);
				for (const { key } of untouched) expect([key, counts.get(key)]).toEqual([key, 1]);
			},
		), { numRuns: 300 });
	});

	it('does not lose its place as long as the memory holds the list', async () => {
		await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 10 }), fc.array(fc.nat({ max: 59 }), { maxLength: 20 }), async (count, pageSize, gone) => {
			const list = numbers(count).map(row);
			const stay = new Set(list);
			const { given } = await read(list, {
				pageSize, memory: 1_000,
				change: (request) => {
					const key = gone[request - 1];
					const found = list.find((each) => each.key === key);
					if (!found) return;
					stay.delete(found);
					list.splice(list.indexOf(found), 1);
				},
			});
			for (const { key } of stay) expect(given.filter((each) => each === key)).toEqual([key]);
		}), { numRuns: 300 });
	});
});
