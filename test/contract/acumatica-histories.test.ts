import fc from 'fast-check';
import type { RecordSource, SourceRecord } from '../../src/contracts';
import { readChanges } from '../../src/sync/changes';
import { confirm, type Cursor } from '../../src/sync/cursor';
import { ownText, type SourceOptions } from '../../src/systems/acumatica';
import { collect } from '../doubles/results';
import { ContractSite } from './acumatica-site';

/** What one kind of record looks like on the site and in a load. `text` is what every edit changes. */
interface Kind {
	readonly options: SourceOptions;
	readonly record: (number: number, text: string) => Readonly<Record<string, unknown>>;
	readonly address: (number: number) => string;
	/** What a load holds when nothing was lost: key and text of every record that is there. */
	readonly loaded: (stored: Readonly<Record<string, unknown>>) => ReadonlyArray<readonly [key: string, text: string]>;
	readonly textOf: (record: SourceRecord) => string;
}

const two = (number: number): string => String(number).padStart(2, '0');

const ACCOUNTS: Kind = {
	options: { entity: 'Account', filter: ownText('startswith(AccountCD,\'Z\')')!, fields: ['Description'], pageSize: 3 },
	record: (number, text) => ({ AccountCD: `Z${two(number)}`, Description: text }),
	address: (number) => `Z${two(number)}`,
	loaded: ({ AccountCD, Description }) => (String(AccountCD).startsWith('Z') ? [[String(AccountCD), String(Description)]] : []),
	textOf: ({ fields }) => fields.Description ?? '',
};

/** One batch in three has one line, one two, one three; edits never take a line away, because nobody tells of deletions. */
const LINES: Kind = {
	options: { entity: 'JournalTransaction', filter: ownText('LedgerID eq \'REPORT\'')!, fields: ['Details/TransactionDescription'], pageSize: 3 },
	record: (number, text) => ({
		Module: 'GL', BatchNbr: `GL90000${two(number)}`, LedgerID: 'REPORT', Description: text,
		Details: Array.from({ length: 1 + (number % 3) }, (_, at) => ({ LineNbr: String(at + 1), Account: '52000', DebitAmount: '1.0000', TransactionDescription: text })),
	}),
	address: (number) => `GL/GL90000${two(number)}`,
	loaded: ({ BatchNbr, LedgerID, Details }) => (LedgerID !== 'REPORT' ? [] :
		(Details as Array<Record<string, string>>).map((line) => [`GL/${String(BatchNbr)}/${line.LineNbr ?? ''}`, line.TransactionDescription ?? ''])),
	textOf: ({ fields }) => fields['Details/TransactionDescription'] ?? '',
};

/** No stamp: only ever compared as a whole. */
const SUBACCOUNTS: Kind = {
	options: { entity: 'Subaccount', filter: ownText('startswith(SubaccountCD,\'Z\')')!, fields: ['Description'], pageSize: 3 },
	record: (number, text) => ({ SubaccountCD: `Z${two(number)}`, Description: text }),
	address: (number) => `Z${two(number)}`,
	loaded: ({ SubaccountCD, Description }) => (String(SubaccountCD).startsWith('Z') ? [[String(SubaccountCD), String(Description)]] : []),
	textOf: ({ fields }) => fields.Description ?? '',
};

type Edit = { readonly what: 'save' | 'late' | 'touch' | 'delete'; readonly number: number; readonly afterPages: number };
interface Step {
	readonly passMs: number;
	readonly before: readonly Edit[];
	/** Happen behind so many answers of the read, or of a later one if it has fewer. */
	readonly during: readonly Edit[];
	readonly cursor: 'newest' | 'older' | 'lost';
	/** The batch was read and its load failed, so nothing is confirmed. */
	readonly fails: boolean;
}

const edit = fc.record<Edit>({ what: fc.constantFrom('save', 'save', 'late', 'touch', 'delete'), number: fc.nat({ max: 17 }), afterPages: fc.integer({ min: 1, max: 4 }) });
/** Nothing late: by then more than the overlap may have passed. */
const editBetweenPages = edit.map((one): Edit => (one.what === 'late' ? { ...one, what: 'save' } : one));
const step = fc.record<Step>({
	passMs: fc.constantFrom(0, 300, 1_000, 4_000, 90_000), before: fc.array(edit, { maxLength: 3 }), during: fc.array(editBetweenPages, { maxLength: 4 }),
	cursor: fc.constantFrom('newest', 'newest', 'newest', 'older', 'lost'), fails: fc.boolean(),
});

const OVERLAP = 60;

class History {
	private readonly cursors: Cursor[] = [];
	private readonly load = new Map<string, string>();
	private edits = 0;

	constructor(private readonly site: ContractSite, private readonly kind: Kind, private readonly source: RecordSource) {}

	/** `late` is a record that was stamped some seconds before anybody could see it. */
	private act({ what, number }: Edit): readonly [route: string, body: Readonly<Record<string, unknown>>] {
		const { entity } = this.kind.options;
		this.edits += 1;
		if (what === 'delete' || (what === 'touch' && this.kind !== SUBACCOUNTS)) return [what, { entity, key: this.kind.address(number) }];
		// A number of its own for each: two edits within one second cannot be told apart by any stamp.
		const late = what === 'late' && this.kind !== SUBACCOUNTS;
		const record = this.kind.record(late ? 20 + (this.edits % 70) : number, `edit ${this.edits}`);
		return ['records', { entity, record, ...(late && { stamp: new Date(this.nowMs() - 1_000 * (1 + (this.edits % 50))).toISOString() }) }];
	}

	private nowMs(): number {
		return this.site.simulator.context.clock.now();
	}

	async happens(change: Edit): Promise<void> {
		const [route, body] = this.act(change);
		await this.site.control(route, body).catch(() => undefined);
	}

	async read(which: Step['cursor'], during: readonly Edit[] = [], fails = false): Promise<number> {
		const { entity } = this.kind.options;
		for (const change of during) await this.site.later(change.afterPages, ...this.act(change), `/${entity}\\?`);
		const cursor = { newest: this.cursors.at(-1), older: this.cursors.at(-2), lost: undefined }[which];
		const read = readChanges(this.source, cursor, { overlapSeconds: OVERLAP, generation: 'g', startFrom: null });
		const records = await collect(read.pages);
		const batch = read.finish();
		expect(records.length).toBe(batch.count);
		// Nothing doubled: neither by shifting pages nor by segments.
		expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
		if (fails) return records.length;
		for (const record of records) this.load.set(record.key, this.kind.textOf(record));
		const confirmed = confirm(cursor, batch);
		if (confirmed.cursor) this.cursors.push(confirmed.cursor);
		return records.length;
	}

	async check(): Promise<void> {
		const there = (await this.site.records(this.kind.options.entity)).flatMap(this.kind.loaded);
		for (const [key, text] of there) expect([key, this.load.get(key)]).toEqual([key, text]);
	}
}

describe('whatever changes between and within the reads, nothing is lost and nothing is doubled', () => {
	let site: ContractSite;
	beforeAll(async () => {
		site = await ContractSite.start();
	});
	afterAll(() => site.close());

	const KINDS = [['accounts', ACCOUNTS], ['lines of batches', LINES], ['subaccounts, which have no stamp', SUBACCOUNTS]] as const;

	it.each(KINDS)('in one read of %s: what nobody touches comes exactly once', async (_, kind) => {
		const { entity } = kind.options;
		const source = site.client().source(kind.options);
		await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 17 }), { minLength: 6, maxLength: 18 }), fc.array(editBetweenPages, { maxLength: 8 }), async (there, edits) => {
			await site.control('reset', { keepSessions: true });
			for (const number of there) await site.save(entity, kind.record(number, 'untouched'));
			for (const { what, number, afterPages } of edits) {
				const [route, body] = what === 'delete' ? ['delete', { entity, key: kind.address(number) }] : ['records', { entity, record: kind.record(number, 'touched') }];
				await site.later(afterPages, String(route), body, `/${entity}\\?`);
			}
			const keys = [...await collect(source.records(null, '2027-01-01T00:00:00Z')), ...await collect(source.unstamped())].map(({ key }) => key);
			expect(new Set(keys).size).toBe(keys.length);
			const untouched = (await site.records(entity)).flatMap(kind.loaded).filter(([, text]) => text === 'untouched');
			for (const [key] of untouched) expect(keys).toContain(key);
		}), { numRuns: 30 });
	}, 120_000);

	it.each(KINDS)('over histories of %s', async (_, kind) => {
		const client = site.client();
		await fc.assert(fc.asyncProperty(fc.array(fc.nat({ max: 17 }), { maxLength: 18 }), fc.array(step, { minLength: 1, maxLength: 5 }), async (there, steps) => {
			await site.control('reset', { keepSessions: true });
			const history = new History(site, kind, client.source(kind.options));
			for (const number of there) await history.happens({ what: 'save', number, afterPages: 1 });
			for (const { passMs, before, during, cursor, fails } of steps) {
				for (const change of before) await history.happens(change);
				await site.control('clock', { advanceMs: passMs });
				await history.read(cursor, during, fails);
			}
			// Whatever still waits for a page to be read happens during these.
			for (let rest = 0; rest < 5; rest += 1) {
				await site.control('clock', { advanceMs: 2_000 });
				await history.read('newest');
			}
			await history.check();
			// A read without changes hands out nothing, however often.
			expect(await history.read('newest')).toBe(0);
		}), { numRuns: 20 });
	}, 120_000);
});
