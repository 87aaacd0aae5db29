import {
	confirmationKey,
	describe as describeConfirmations,
	entriesToBringBack,
	keptEntries,
	readCursor,
	writeConfirmation,
	type CursorQuestion,
} from '../../src/sync/confirmations';
import { readChanges } from '../../src/sync/changes';
import type { Batch } from '../../src/sync/cursor';
import { at, drain, MemoryStore, ModelSource } from './model-source';

const question: CursorQuestion = { source: 'erp', stream: 'model', generation: 'initial', loads: ['load 1', 'load 2'], mode: 'every' };
const place = (load: string) => ({ source: 'erp', stream: 'model', load });

async function read(source: ModelSource, store: MemoryStore, changes: Partial<CursorQuestion> = {}) {
	const asked = { ...question, ...changes };
	const changed = readChanges(source, readCursor(store, asked), { overlapSeconds: 20, generation: asked.generation, startFrom: null });
	const keys = (await drain(changed)).map(({ key }) => key);
	return { keys, batch: changed.finish() };
}

const confirmBoth = (store: MemoryStore, batch: Batch) =>
	question.loads.map((load) => writeConfirmation(store, place(load), batch).moved);

const listing = (store: MemoryStore) => ({ read: (key: string) => store.read(key), keys: () => Object.keys(store.values) });

describe('confirmations', () => {
	test('the cursor moves only after all required loads have confirmed', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		const { batch } = await read(source, store);
		writeConfirmation(store, place('load 1'), batch);
		expect(readCursor(store, question)).toBeUndefined();
		expect(readCursor(store, { ...question, mode: 'any' })?.to).toBe(batch.to);
		writeConfirmation(store, place('load 2'), batch);
		expect(readCursor(store, question)?.to).toBe(batch.to);
	});

	test('each load writes a key of its own, and different places never share one', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		confirmBoth(store, (await read(source, store)).batch);
		expect(Object.keys(store.values)).toEqual(['confirmed/erp/model/load%201', 'confirmed/erp/model/load%202']);
		expect(confirmationKey({ source: 'a', stream: 'b/c', load: 'd' })).not.toBe(confirmationKey({ source: 'a', stream: 'b', load: 'c/d' }));
	});

	test('nothing is written when nothing moved', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		const first = (await read(source, store)).batch;
		confirmBoth(store, first);
		source.second += 10;
		const second = (await read(source, store)).batch;
		const empty = new MemoryStore();
		expect(writeConfirmation(empty, place('load 1'), second).because).toMatch(/^gap: /);
		expect(empty.values).toEqual({});
		store.write = () => {
			throw new Error('written');
		};
		expect(confirmBoth(store, first)).toEqual([false, false]);
	});

	test('a batch of another stream confirms nothing', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		const { batch } = await read(source, store);
		const result = writeConfirmation(store, { ...place('load 1'), stream: 'other' }, batch);
		expect(result).toMatchObject({ moved: false, because: expect.stringContaining('"model"') });
		expect(store.values).toEqual({});
	});

	test('starting over: older batches no longer move the cursor, and the text used before starts over again', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		source.edit('a');
		source.second += 10;
		const old = await read(source, store);
		confirmBoth(store, old.batch);

		source.second += 10;
		const anew = await read(source, store, { generation: 'beginning' });
		expect(anew.keys).toEqual(['a']);
		confirmBoth(store, anew.batch);
		expect(readCursor(store, question)).toBeUndefined();

		confirmBoth(store, old.batch);
		const now = { ...question, generation: 'beginning' };
		expect(readCursor(store, now)?.to).toBe(anew.batch.to);

		source.second += 10;
		const again = await read(source, store);
		expect(again.batch.from).toBe(old.batch.to);
		source.second += 10;
		const oldest = await read(source, new MemoryStore());
		confirmBoth(store, oldest.batch);
		expect(readCursor(store, now)).toBeUndefined();
	});

	test('a load that a batch relied past keeps its own facts, and the next read completes it', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		source.second = 1008;
		source.edit('late', 3);
		source.second = 1010;
		const without = (await read(source, store)).batch;
		source.second = 1011;
		source.now = () => Promise.resolve(at(1010));
		const withIt = (await read(source, new MemoryStore())).batch;
		writeConfirmation(store, place('load 1'), withIt);
		writeConfirmation(store, place('load 2'), without);

		source.now = () => Promise.resolve(at(1020));
		const any = await read(source, store, { mode: 'any' });
		expect(any.keys).toEqual([]);
		expect(writeConfirmation(store, place('load 1'), any.batch).moved).toBe(true);
		expect(writeConfirmation(store, place('load 2'), any.batch)).toMatchObject({ moved: false, because: expect.stringContaining('left out') });

		const every = await read(source, store);
		expect(every.keys).toEqual(['late']);
	});

	test('what cannot be read counts as lost', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		confirmBoth(store, (await read(source, store)).batch);
		const key = confirmationKey(place('load 1'));
		for (const odd of [undefined, null, 7, 'text', [], {}, { v: 2 }, { v: 1, cursors: 'x' }, { v: 1, cursors: [{ v: 1 }] }]) {
			store.values[key] = odd;
			expect(readCursor(store, question)).toBeUndefined();
		}
	});

	test('describes what each load has confirmed', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		const { batch } = await read(source, store);
		writeConfirmation(store, place('load 1'), batch);
		const common = { stream: 'model', generation: 'initial' };
		expect(describeConfirmations(store, question)).toEqual([
			{ ...common, load: 'load 1', confirmedUpTo: at(1000), overlapSeconds: 20, lastBatch: batch.id },
			{ ...common, load: 'load 2', confirmedUpTo: null, overlapSeconds: null, lastBatch: null },
		]);
	});

	test('a state written by version 1 is read', () => {
		const kept = {
			v: 1,
			...place('load 1'),
			cursors: [{ v: 1, generation: 'initial', to: '2026-03-01T08:10:11Z', overlapSeconds: 7200, tail: 'aa', unstamped: 'bb' }],
			lastBatch: 'cc',
		};
		const store = new MemoryStore({ 'confirmed/erp/model/load%201': kept });
		expect(readCursor(store, { ...question, loads: ['load 1'] })).toEqual(kept.cursors[0]);
	});

	test('a resumed run brings back what was kept, and only into a store that holds nothing', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		confirmBoth(store, (await read(source, store)).batch);
		const kept = keptEntries(listing(store));
		expect(Object.keys(kept)).toEqual(['confirmed/erp/model/load%201', 'confirmed/erp/model/load%202']);
		expect(entriesToBringBack(listing(new MemoryStore()), [{}, kept])).toEqual(kept);
		const other = new MemoryStore();
		other.write('anything', 1);
		expect(entriesToBringBack(listing(other), [kept])).toEqual({});
	});

	test('nothing else is carried or brought back: no foreign key, no spoiled entry', async () => {
		const [source, store] = [new ModelSource(), new MemoryStore()];
		confirmBoth(store, (await read(source, store)).batch);
		store.write('session/sealed', 'v1.AAAA');
		expect(keptEntries(listing(store))).not.toHaveProperty(['session/sealed']);
		const spoiled = { 'confirmed/erp/model/load': { v: 2, cursors: [] }, 'session/sealed': 'v1.AAAA', 'confirmed/x': null };
		expect(entriesToBringBack(listing(new MemoryStore()), [spoiled])).toEqual({});
	});
});
