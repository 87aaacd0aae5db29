import { peeked } from '../../nodes/shared/data/peeked';

describe('a look before a file is begun', () => {
	let ended = 0;
	const pages = async function* (...all: number[][]): AsyncGenerator<number[]> {
		try {
			yield* all;
		} finally {
			ended += 1;
		}
	};
	const isEmpty = ({ length }: readonly number[]): boolean => length === 0;
	beforeEach(() => (ended = 0));

	it('gives everything, from the first part that holds something', async () => {
		const found: number[][] = [];
		for await (const page of (await peeked(pages([], [], [1], [], [2]), isEmpty)) ?? []) found.push(page);
		expect([found, ended]).toEqual([[[1], [], [2]], 1]);
	});

	it('nothing is nothing', async () => {
		expect([await peeked(pages()), await peeked(pages([], []), isEmpty), ended]).toEqual([undefined, undefined, 2]);
	});

	it('whoever stops early ends the source too', async () => {
		for await (const page of (await peeked(pages([1], [2]))) ?? []) if (page[0] === 1) break;
		expect(ended).toBe(1);
	});
});
