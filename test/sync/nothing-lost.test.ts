/**
 * The cursor's promise against a model: whatever happens to the kept state, no record is lost and no cursor says more
 * than what was loaded. Executions overlap at will; each works on its own copy of the state, taken at its start (or
 * empty, as after a retry with the original workflow), and replaces the whole state at its end (or loses it).
 */
import fc from 'fast-check';
import type { SourceRecord } from '../../src/contracts';
import { readChanges } from '../../src/sync/changes';
import { readCursor, writeConfirmation } from '../../src/sync/confirmations';
import type { Batch, LoadMode } from '../../src/sync/cursor';
import { parseStartOver } from '../../src/sync/start-over';
import { at, drain, MemoryStore, ModelSource } from './model-source';

const OVERLAP = 20;
const LOADS = ['load 1', 'load 2'];
const SLOTS = 3;

type Event =
	| { readonly do: 'tick'; readonly seconds: number }
	| { readonly do: 'edit'; readonly key: string; readonly delay: number }
	| { readonly do: 'edit unstamped'; readonly key: string }
	| { readonly do: 'delete'; readonly key: string };

type Step =
	| Event
	| { readonly do: 'begin'; readonly slot: number; readonly empty: boolean }
	| { readonly do: 'retry'; readonly slot: number; readonly empty: boolean }
	| { readonly do: 'read'; readonly slot: number; readonly meanwhile: readonly Event[] }
	| { readonly do: 'load'; readonly slot: number; readonly load: number; readonly confirms: boolean }
	| { readonly do: 'finish'; readonly slot: number; readonly saved: boolean }
	| { readonly do: 'lose state' }
	| { readonly do: 'require'; readonly loads: readonly string[]; readonly mode: LoadMode }
	| { readonly do: 'start over'; readonly ago: number | null };

interface Execution {
	readonly store: MemoryStore;
	readonly generation: string;
	readonly startFrom: string | null;
	batch?: Batch;
	records: SourceRecord[];
}

class Model {
	readonly source = new ModelSource();
	column: Record<string, unknown> = {};
	startOver = '';
	private readonly slots: Array<Execution | undefined> = Array.from({ length: SLOTS }, () => undefined);
	private readonly loaded = new Set<string>();
	private readonly editedAt = new Map<string, number>();
	private remark = 0;

	/** The loads that count may change at any time: nodes are added, switched off and on. */
	private required: readonly string[] = LOADS;

	constructor(private mode: LoadMode) {}

	async step(step: Step): Promise<void> {
		if (step.do === 'begin') this.slots[step.slot] = this.begin(step.empty);
		else if (step.do === 'retry') this.retry(step.slot, step.empty);
		else if (step.do === 'read') await this.read(this.slots[step.slot], step.meanwhile);
		else if (step.do === 'load') this.load(this.slots[step.slot], step.load, step.confirms);
		else if (step.do === 'finish') this.finish(step.slot, step.saved);
		else if (step.do === 'lose state') this.column = {};
		else if (step.do === 'require') [this.required, this.mode] = [step.loads, step.mode];
		else if (step.do === 'start over') this.startOver = `${this.startText(step.ago)} #${++this.remark}`;
		else this.happen(step);
	}

	private startText(ago: number | null): string {
		return ago === null ? 'beginning' : at(this.source.second - ago);
	}

	happen(event: Event): void {
		if (event.do === 'tick') this.source.second += event.seconds;
		else if (event.do === 'edit unstamped') this.source.editUnstamped(event.key);
		else if (event.do === 'delete') this.source.delete(event.key);
		else if (this.editedAt.get(event.key) !== this.source.second) {
			this.editedAt.set(event.key, this.source.second);
			this.source.edit(event.key, event.delay);
		}
	}

	begin(empty: boolean): Execution {
		const store = new MemoryStore(empty ? {} : structuredClone(this.column));
		return { store, ...parseStartOver(this.startOver), records: [] };
	}

	retry(slot: number, empty: boolean): void {
		const old = this.slots[slot];
		if (old !== undefined) this.slots[slot] = { ...old, store: this.begin(empty).store };
	}

	async read(execution: Execution | undefined, meanwhile: readonly Event[]): Promise<number> {
		if (execution === undefined) return 0;
		const { generation, startFrom } = execution;
		const cursor = readCursor(execution.store, { source: 'erp', stream: 'model', generation, loads: this.required, mode: this.mode });
		const events = [...meanwhile];
		this.source.betweenPages = () => events.splice(0, 1).forEach((event) => this.happen(event));
		const read = readChanges(this.source, cursor, { overlapSeconds: OVERLAP, generation, startFrom });
		execution.records = await drain(read);
		execution.batch = read.finish();
		this.source.betweenPages = () => undefined;
		return execution.records.length;
	}

	load(execution: Execution | undefined, load: number, confirms: boolean): void {
		const name = LOADS[load];
		if (execution?.batch === undefined || name === undefined) return;
		for (const record of execution.records) this.loaded.add(version(record, execution.generation, name));
		if (confirms) writeConfirmation(execution.store, { source: 'erp', stream: 'model', load: name }, execution.batch);
		this.check(execution.store);
	}

	finish(slot: number, saved: boolean): void {
		const execution = this.slots[slot];
		if (execution !== undefined && saved) this.column = structuredClone(execution.store.values);
		this.slots[slot] = undefined;
	}

	/** No cursor exceeds what its load has: every version visible and stamped before it is in the target. */
	check(store: MemoryStore): void {
		const { generation, startFrom } = parseStartOver(this.startOver);
		for (const load of LOADS) {
			const cursor = readCursor(store, { source: 'erp', stream: 'model', generation, loads: [load], mode: 'every' });
			if (cursor === undefined) continue;
			const end = (Date.parse(cursor.to) - Date.parse(at(0))) / 1000;
			expect(end).toBeLessThanOrEqual(this.source.second);
			for (const record of this.source.visible(end)) {
				const newest = this.source.visible().find(({ key }) => key === record.key);
				if (record.stamp === null || record.stamp >= cursor.to || newest?.stamp !== record.stamp) continue;
				if (startFrom !== null && record.stamp < startFrom) continue;
				this.expectLoaded(record, generation, load);
			}
		}
	}

	expectLoaded(record: SourceRecord, generation: string, load: string): void {
		const found = this.loaded.has(version(record, generation, load));
		expect(found ? '' : `${record.key} changed at ${record.stamp} is not in ${load}`).toBe('');
	}

	/** Everything comes to rest and two undisturbed runs follow: nothing is missing, and the second one reads nothing. */
	async rest(): Promise<void> {
		[this.required, this.mode] = [LOADS, 'every'];
		this.source.second += OVERLAP + 1;
		const { generation, startFrom } = parseStartOver(this.startOver);
		for (const run of ['first', 'second']) {
			this.slots[0] = this.begin(false);
			const count = await this.read(this.slots[0], []);
			if (run === 'second') expect(count).toBe(0);
			LOADS.forEach((_name, load) => this.load(this.slots[0], load, true));
			this.finish(0, true);
			this.source.second += 1;
		}
		for (const record of this.source.visible()) {
			if (record.stamp !== null && startFrom !== null && record.stamp < startFrom) continue;
			for (const load of LOADS) this.expectLoaded(record, generation, load);
		}
	}
}

function version(record: SourceRecord, generation: string, load: string): string {
	return JSON.stringify([generation, load, record.key, record.stamp, record.fields.value]);
}

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const slot = fc.nat(SLOTS - 1);
const tick = fc.record({ do: fc.constant('tick' as const), seconds: fc.integer({ min: 1, max: 15 }) });
const edit = fc.record({ do: fc.constant('edit' as const), key, delay: fc.nat(OVERLAP) });
const event: fc.Arbitrary<Event> = fc.oneof(
	{ weight: 3, arbitrary: tick },
	{ weight: 4, arbitrary: edit },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('edit unstamped' as const), key: fc.constantFrom('u', 'w') }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), key }) },
);
const mostly = fc.integer({ min: 0, max: 3 }).map((n) => n > 0);
const rarely = mostly.map((yes) => !yes);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: event },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('begin' as const), slot, empty: rarely }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const), slot, empty: fc.boolean() }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('read' as const), slot, meanwhile: fc.array(event, { maxLength: 3 }) }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('load' as const), slot, load: fc.nat(1), confirms: mostly }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('finish' as const), slot, saved: mostly }) },
	{ weight: 1, arbitrary: fc.constant<Step>({ do: 'lose state' }) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('require' as const),
			loads: fc.constantFrom(LOADS, LOADS.slice(0, 1), LOADS.slice(1)),
			mode: fc.constantFrom<LoadMode>('every', 'any'),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('start over' as const), ago: fc.option(fc.nat(60)) }) },
);

/** A whole run in one go, so that long histories get far. */
const run = fc
	.tuple(slot, rarely, fc.array(event, { maxLength: 3 }), fc.array(fc.nat(1), { maxLength: 3 }), mostly)
	.map(([at, empty, meanwhile, loads, saved]): Step[] => [
		{ do: 'begin', slot: at, empty },
		{ do: 'read', slot: at, meanwhile },
		...loads.map((load): Step => ({ do: 'load', slot: at, load, confirms: true })),
		{ do: 'finish', slot: at, saved },
	]);
const history = fc
	.array(fc.oneof({ weight: 5, arbitrary: step.map((one) => [one]) }, { weight: 1, arbitrary: run }), {
		minLength: 5,
		maxLength: 60,
		size: 'max',
	})
	.map((steps) => steps.flat());

test.each<LoadMode>(['every', 'any'])(
	'beginning in mode %s: whatever state is lost, stale or overwritten, no record is lost and no cursor exceeds confirmed data',
	async (mode) => {
		await fc.assert(
			fc.asyncProperty(history, async (steps) => {
				const model = new Model(mode);
				for (const one of steps) {
					await model.step(one);
					model.check(new MemoryStore(model.column));
				}
				await model.rest();
			}),
			{ numRuns: 400 },
		);
	},
	60_000,
);
