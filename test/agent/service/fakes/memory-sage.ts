import { type EntryToCreate, type ListFilter, type ListName, type RegisterRun, type Row, SageFault, type SagePort, type ServerTime } from '../../../../agent/src/index';

const TIME: ServerTime = { stamp: '20250401T8.25000', local: '2025-04-01T08:15:00', utc: '2025-04-01T13:15:00Z', utcOffset: '-05:00', timeZone: 'America/Chicago' };

export const stampOf = (value: string) => ({ value, basis: 'updated', local: '2025-03-31T15:30:00' });

/** One row per list in the contract's shape. */
const SAMPLES: Readonly<Record<ListName, (key: string) => Row>> = {
	accounts: (key) => ({
		accountKey: key, account: `6200-${key.slice(-3)}`, rawAccount: `6200${key.slice(-3)}`, description: 'Reisekosten Š', mainAccountCode: '6200',
		segments: [{ segmentNo: '01', value: '6200' }, { segmentNo: '02', value: key.slice(-3) }], status: 'A', clearBalance: 'N', dateStart: null, dateEnd: null,
		stamp: stampOf('20250331T15.50000'),
	}),
	segmentValues: (key) => ({ segmentNo: '02', value: key, description: 'Sales', status: 'A', dateStart: null, dateEnd: null, stamp: stampOf('20240105T9.50000') }),
	balances: (key) => ({
		accountKey: key, account: '6200-200', fiscalYear: '2025', fiscalPeriod: '03', beginningBalance: null, debitAmount: '300.00', creditAmount: '50.00',
		endingBalance: '1450.00', stamp: null,
	}),
	postings: (key) => ({
		accountKey: '000000417', account: '6200-200', postingDate: '2025-03-31', sourceJournal: 'GJ', journalRegisterNo: '000118', sequenceNo: key, debitAmount: '1.00',
		creditAmount: '0.00', stamp: stampOf('20250331T15.50000'),
	}),
	vendors: (key) => ({ divisionNo: '00', vendorNo: key.slice(0, 7), name: 'Acme', email: null, balance: null, stamp: stampOf('20250331T15.50000') }),
	invoices: (key) => ({ stage: 'entry', divisionNo: '00', vendorNo: 'ACME01', invoiceNo: key, invoiceDate: '2025-03-01', dueDate: null, amount: '10.00', stamp: null }),
	openInvoices: (key) => ({ divisionNo: '00', vendorNo: 'ACME01', invoiceNo: key, invoiceDate: '2025-03-01', invoiceAmount: '10.00', balance: '10.00', stamp: null }),
	purchaseOrders: (key) => ({
		purchaseOrderNo: key.slice(0, 7), orderType: 'S', orderStatus: 'O', purchaseOrderDate: '2025-03-12', divisionNo: '00', vendorNo: 'ACME01',
		amounts: { taxable: '0.00', nonTaxable: '480.00', salesTax: '0.00', freight: '12.00' }, lines: [], stamp: stampOf('20250312T14.12361'),
	}),
};

const company = (code: string): Row => ({
	code, name: `Company ${code}`, timeZone: 'America/Chicago',
	accountFormat: { delimiter: '-', segments: [{ segmentNo: '01', kind: 'numeric', length: 4 }, { segmentNo: '02', kind: 'alphanumeric', length: 3 }] },
	limits: { journalComment: 2048, lineComment: null, journalLines: null },
});

const totalOf = (amounts: readonly string[]): string => {
	const cents = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n).toString().padStart(3, '0');
	return `${cents.slice(0, -2)}.${cents.slice(-2)}`;
};

/** A Sage 100 in memory, as the port shows it: no checks of its own, but whatever a test puts in its way. */
export class MemorySage implements SagePort {
	readonly calls: string[] = [];
	readonly entries = new Map<string, Row[]>();
	readonly keys = new Map<ListName, string[]>();
	readonly gone = new Set<string>();
	runRegister?: (code: string, run: RegisterRun) => Promise<Row>;
	/** Calls that run now, by company, and the most there ever were at once. */
	readonly running = new Map<string, number>();
	mostAtOnce = 0;
	/** Every call fails with it while it is there. */
	failing: Error | undefined;
	closed = false;
	private readonly obstacles: Array<{ readonly call: string; readonly act: () => Promise<void> | void }> = [];
	private number = 320;

	constructor(readonly codes: readonly string[] = ['ABC', 'XYZ']) {
		for (const list of Object.keys(SAMPLES) as ListName[]) this.fill(list, 3);
	}

	fill(list: ListName, count: number): void {
		this.keys.set(list, Array.from({ length: count }, (_, index) => String(index + 1).padStart(9, '0')));
	}

	/** As new: nothing called, nothing stored, nothing in the way. */
	reset(): void {
		this.calls.length = 0;
		this.obstacles.length = 0;
		this.entries.clear();
		this.failing = undefined;
	}

	/** Runs once, at the next such call, after the company is known: throw to fail, wait to hang. */
	next(call: string, act: () => Promise<void> | void): void {
		this.obstacles.push({ call, act });
	}

	knows = (code: string): Promise<boolean> => Promise.resolve(this.codes.includes(code));
	company = (code: string): Promise<Row> => this.meet('company', code, () => company(code));
	companies = (wanted: (code: string) => boolean = () => true): Promise<readonly Row[]> => this.meet('companies', '*', () => this.codes.filter(wanted).map(company));
	ready = (code?: string) => this.meet('ready', code ?? '*', () => [{ name: 'com' as const, ok: true }, { name: 'logon' as const, ok: true }], code !== undefined);
	clock = (code: string): Promise<ServerTime> => this.meet('clock', code, () => TIME);
	segments = (code: string): Promise<readonly Row[]> => this.meet('segments', code, () => [{ segmentNo: '01', kind: 'numeric', length: 4, isMainAccount: true }]);
	fiscalYears = (code: string): Promise<readonly Row[]> =>
		this.meet('fiscalYears', code, () => [{
			fiscalYear: '2025',
			periods: Array.from({ length: 12 }, (_, index) => ({ period: String(index + 1).padStart(2, '0'), startDate: '2025-01-01', endDate: '2025-01-31', open: true })),
		}]);

	lastFilter: ListFilter = {};
	lastSince: string | undefined;
	scan = (code: string, list: ListName, filter: ListFilter, since?: string): Promise<readonly string[]> =>
		this.meet('scan', code, () => {
			this.lastFilter = filter;
			this.lastSince = since;
			return [...(this.keys.get(list) ?? [])];
		});

	fetch = (code: string, list: ListName, _filter: ListFilter, keys: readonly string[]): Promise<readonly Row[]> =>
		this.meet('fetch', code, () => {
			if (keys.length > 250) throw new Error(`${keys.length} keys at once`);
			return keys.filter((key) => !this.gone.has(key) && (this.keys.get(list) ?? []).includes(key)).map((key) => SAMPLES[list](key));
		});

	findEntries = (code: string, naturalKey: string, _postingDate?: string): Promise<readonly Row[]> => this.meet('findEntries', code, () => this.entries.get(naturalKey) ?? []);

	checkEntry = (code: string, entry: EntryToCreate): Promise<Row> => this.meet('checkEntry', code, () => this.rowOf(entry, 'validated', null));

	createEntry = (code: string, entry: EntryToCreate): Promise<Row> => this.meet('createEntry', code, () => this.store(entry));

	/** As the desktop or a lost answer leaves it. */
	store(entry: EntryToCreate): Row {
		this.number += 1;
		const row = this.rowOf(entry, 'entered', String(this.number).padStart(6, '0'));
		this.entries.set(entry.naturalKey, [...(this.entries.get(entry.naturalKey) ?? []), row]);
		return row;
	}

	close = (): Promise<void> => {
		this.closed = true;
		return Promise.resolve();
	};

	private rowOf(entry: EntryToCreate, state: string, entryNo: string | null): Row {
		return {
			naturalKey: entry.naturalKey, state, sourceJournal: entry.sourceJournal, entryNo, batchNo: '00042', journalRegisterNo: null, postingDate: entry.postingDate,
			fiscalYear: '2025', fiscalPeriod: '03', comment: `${entry.naturalKey} ${entry.comment}`,
			totalDebit: totalOf(entry.lines.map(({ debit }) => debit)), totalCredit: totalOf(entry.lines.map(({ credit }) => credit)),
			lines: entry.lines.map(({ account = '6200-200', accountKey = '000000417', debit, credit }, index) => ({ lineNo: index + 1, account, accountKey, debit, credit })),
			warnings: [], stamp: null,
		};
	}

	/** Every call goes through here: it is noted, may meet an obstacle, and then answers. */
	async meet<T>(call: string, code: string, answer: () => T, checked = code !== '*'): Promise<T> {
		this.calls.push(`${call} ${code}`);
		const now = (this.running.get(code) ?? 0) + 1;
		this.running.set(code, now);
		this.mostAtOnce = Math.max(this.mostAtOnce, now);
		try {
			if (this.failing !== undefined) throw this.failing;
			if (checked && !this.codes.includes(code)) throw new SageFault('COMPANY_NOT_FOUND', `No company ${code}.`);
			const at = this.obstacles.findIndex((obstacle) => obstacle.call === call);
			if (at !== -1) await this.obstacles.splice(at, 1)[0]?.act();
			return answer();
		} finally {
			this.running.set(code, (this.running.get(code) ?? 1) - 1);
		}
	}
}
