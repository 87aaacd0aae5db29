import { FatalError } from '../../src/core/errors';
import { readChanges, type ReadOptions } from '../../src/sync/changes';
import { confirm, cursorId, parseBatch, type Cursor } from '../../src/sync/cursor';
import { at, drain, ModelSource } from './model-source';

const options: ReadOptions = { overlapSeconds: 100, generation: 'initial', startFrom: null };

async function readAll(source: ModelSource, cursor: Cursor | undefined, changes: Partial<ReadOptions> = {}) {
	const read = readChanges(source, cursor, { ...options, ...changes });
	const records = await drain(read);
	const batch = read.finish();
	return { keys: records.map(({ key }) => key), batch, cursor: confirm(cursor, batch).cursor };
}

function sourceWith(...keys: string[]): ModelSource {
	const source = new ModelSource();
	for (const key of keys) {
		source.edit(key);
		source.second += 10;
	}
	return source;
}

describe('reading without a cursor', () => {
	test('is one segment from the start to now, and the unstamped records', async () => {
		const source = sourceWith('a', 'b', 'c');
		source.editUnstamped('u');
		const { keys, batch } = await readAll(source, undefined);
		expect(keys).toEqual(['a', 'b', 'c', 'u']);
		expect(source.asked).toEqual([`records start..${at(1030)}`, 'unstamped']);
		expect(batch).toMatchObject({ from: null, to: at(1030), count: 4, overlapSeconds: 100, stream: 'model', generation: 'initial' });
		expect(parseBatch(batch)).toEqual(batch);
	});

	test('starts where the generation starts, and still says that it starts it', async () => {
		const { keys, batch } = await readAll(sourceWith('a', 'b', 'c'), undefined, { startFrom: at(1010), generation: 'later' });
		expect(keys).toEqual(['b', 'c']);
		expect(batch.from).toBeNull();
	});

	test('what was left out is said in the batch', async () => {
		const source = sourceWith('a');
		const { cursor, batch } = await readAll(source, undefined);
		if (cursor === undefined) throw new Error('no cursor');
		expect(batch.reliesOn).toBeNull();
		expect((await readAll(source, cursor)).batch.reliesOn).toBe(cursorId(cursor));
		expect((await readAll(source, cursor, { tail: 'always' })).batch.reliesOn).toBeNull();
		source.editUnstamped('u');
		const unstamped = await readAll(source, undefined, { overlapSeconds: 0 });
		expect((await readAll(source, unstamped.cursor, { overlapSeconds: 0 })).batch.reliesOn).not.toBeNull();
		source.delete('u');
		expect((await readAll(source, unstamped.cursor, { overlapSeconds: 0 })).batch.reliesOn).toBeNull();
	});

	test('an empty result is a batch that may be confirmed', async () => {
		const { keys, batch, cursor } = await readAll(new ModelSource(), undefined);
		expect(keys).toEqual([]);
		expect(batch.count).toBe(0);
		expect(cursor?.to).toBe(at(1000));
	});

	test('a cursor of another generation counts as none', async () => {
		const source = sourceWith('a');
		const { cursor } = await readAll(source, undefined);
		const { keys, batch } = await readAll(source, cursor, { generation: 'beginning' });
		expect(keys).toEqual(['a']);
		expect(batch).toMatchObject({ from: null, generation: 'beginning' });
	});
});

describe('reading from a cursor', () => {
	test('a run without changes yields zero records', async () => {
		const source = sourceWith('a', 'b', 'c');
		source.editUnstamped('u');
		let { cursor } = await readAll(source, undefined);
		for (const wait of [0, 1, 50, 100, 1000]) {
			source.second += wait;
			const next = await readAll(source, cursor);
			expect(next.keys).toEqual([]);
			cursor = next.cursor;
		}
		expect(cursor?.to).toBe(at(1030 + 1151));
	});

	test('only what is fresh is read when the tail is unchanged', async () => {
		const source = sourceWith('a', 'b');
		const { cursor } = await readAll(source, undefined);
		source.edit('c');
		source.second += 10;
		source.asked.length = 0;
		const { keys, batch } = await readAll(source, cursor);
		expect(keys).toEqual(['c']);
		expect(source.asked).toEqual([`marks ${at(920)}..${at(1020)}`, `records ${at(1020)}..${at(1030)}`, 'unstamped']);
		expect(batch).toMatchObject({ from: at(1020), to: at(1030), count: 1 });
	});

	test('a late visible record hands out the whole tail', async () => {
		const source = sourceWith('a');
		source.edit('late', 40);
		source.second += 20;
		const first = await readAll(source, undefined);
		expect(first.keys).toEqual(['a']);
		source.second += 20;
		const second = await readAll(source, first.cursor);
		expect(second.keys).toEqual(['a', 'late']);
		source.second += 1;
		expect((await readAll(source, second.cursor)).keys).toEqual([]);
	});

	test('what becomes visible behind the position of a read is found by the next one', async () => {
		const source = sourceWith('a', 'b', 'c', 'd');
		source.second = 1001;
		source.edit('late', 60);
		source.second = 1050;
		source.betweenPages = () => (source.second += 20);
		const first = await readAll(source, undefined);
		expect(first.keys).not.toContain('late');
		expect((await readAll(source, first.cursor)).keys).toContain('late');
	});

	test('equal stamps across pages are all in one segment', async () => {
		const source = new ModelSource();
		const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
		for (const key of many) source.edit(key);
		const early = await readAll(source, undefined);
		expect(early.keys).toEqual([]);
		source.second += 1;
		expect((await readAll(source, early.cursor)).keys).toEqual(many);
	});

	test('null stamps are handed out as a whole when one of them changed', async () => {
		const source = sourceWith('a');
		source.editUnstamped('u', 'one');
		source.editUnstamped('w', 'one');
		const first = await readAll(source, undefined);
		source.editUnstamped('w', 'two');
		const second = await readAll(source, first.cursor);
		expect(second.keys).toEqual(['u', 'w']);
		source.second += 1;
		source.delete('u');
		expect((await readAll(source, second.cursor)).keys).toEqual(['w']);
	});

	test('deletions during the read do not hide others', async () => {
		const source = sourceWith('a', 'b', 'c', 'd', 'e');
		source.betweenPages = () => source.delete('a');
		expect((await readAll(source, undefined)).keys).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	test('edits during the read are found by the next one', async () => {
		const source = sourceWith('a', 'b', 'c', 'd', 'e');
		source.betweenPages = () => {
			source.edit('d');
			source.betweenPages = () => undefined;
		};
		const first = await readAll(source, undefined);
		expect(first.keys).toEqual(['a', 'b', 'c', 'e']);
		source.second += 1;
		expect((await readAll(source, first.cursor)).keys).toContain('d');
	});

	test('a changed overlap reads the larger tail once without comparing', async () => {
		const source = sourceWith('a', 'b', 'c');
		const { cursor } = await readAll(source, undefined);
		for (const overlapSeconds of [15, 200]) {
			const next = await readAll(source, cursor, { overlapSeconds });
			expect(next.keys).toEqual(['a', 'b', 'c']);
		}
		source.second += 1;
		const smaller = await readAll(source, cursor, { overlapSeconds: 15 });
		expect((await readAll(source, smaller.cursor, { overlapSeconds: 15 })).keys).toEqual([]);
	});

	test('unknown fingerprints leave nothing out', async () => {
		const source = sourceWith('a');
		source.editUnstamped('u');
		const { cursor } = await readAll(source, undefined);
		if (cursor === undefined) throw new Error('no cursor');
		source.asked.length = 0;
		expect((await readAll(source, { ...cursor, tail: '', unstamped: '' })).keys).toEqual(['a', 'u']);
		expect(source.asked.filter((range) => range.startsWith('marks'))).toEqual([]);
	});

	test('the options re-read without comparing', async () => {
		const source = sourceWith('a');
		source.editUnstamped('u');
		const { cursor } = await readAll(source, undefined);
		expect((await readAll(source, cursor, { tail: 'always' })).keys).toEqual(['a']);
		expect((await readAll(source, cursor, { unstamped: 'always' })).keys).toEqual(['u']);
	});

	test('the tail never reaches before the start of the generation', async () => {
		const source = sourceWith('a', 'b', 'c');
		const from = { startFrom: at(1010), generation: 'later' };
		const first = await readAll(source, undefined, from);
		expect((await readAll(source, first.cursor, from)).keys).toEqual([]);
		source.second += 1;
		expect((await readAll(source, first.cursor, { ...from, tail: 'always' })).keys).toEqual(['b', 'c']);
	});
});

describe('what is refused', () => {
	test('a cursor after the server\'s time, unmoved and with a remedy', async () => {
		const source = sourceWith('a');
		const { cursor } = await readAll(source, undefined);
		source.second = 900;
		const read = readChanges(source, cursor, options);
		const error = await drain(read).catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(FatalError);
		expect(error).toMatchObject({ facts: { said: expect.stringContaining(at(1010)), remedy: expect.stringContaining('Start Over From') } });
		expect(() => read.finish()).toThrow(FatalError);
	});

	test('a start after the server\'s time, a broken clock and a broken overlap', async () => {
		const source = sourceWith('a');
		await expect(readAll(source, undefined, { startFrom: at(5000) })).rejects.toThrow(FatalError);
		await expect(readAll(source, undefined, { now: '01/03/2026' })).rejects.toThrow('told no time');
		await expect(readAll(source, undefined, { overlapSeconds: -1 })).rejects.toThrow('overlap of -1');
	});

	test('no batch exists before the end, after a stop in the middle, or when the source fails midway', async () => {
		const source = sourceWith('a', 'b', 'c', 'd', 'e');
		const unread = readChanges(source, undefined, options);
		expect(() => unread.finish()).toThrow('not read to their end');

		const stopped = readChanges(source, undefined, options);
		for await (const page of stopped.pages) {
			expect(page).toHaveLength(2);
			break;
		}
		expect(() => stopped.finish()).toThrow('not read to their end');

		source.failAfterPages = 1;
		const broken = readChanges(source, undefined, options);
		await expect(drain(broken)).rejects.toThrow('the connection broke');
		expect(() => broken.finish()).toThrow('not read to their end');
	});

	test('the pages of one read cannot be read twice', async () => {
		const read = readChanges(sourceWith('a'), undefined, options);
		await drain(read);
		await expect(drain(read)).rejects.toThrow('asked for twice');
	});
});

test('the batch id is deterministic and tells contents apart', async () => {
	const source = sourceWith('a');
	source.editUnstamped('u', 'one');
	const first = (await readAll(source, undefined)).batch;
	expect((await readAll(source, undefined)).batch).toEqual(first);
	source.editUnstamped('u', 'two');
	expect((await readAll(source, undefined)).batch.id).not.toBe(first.id);
});

test('the given now is used instead of asking again', async () => {
	const source = sourceWith('a');
	source.now = () => Promise.reject(new Error('asked'));
	expect((await readAll(source, undefined, { now: at(1005) })).batch.to).toBe(at(1005));
});
