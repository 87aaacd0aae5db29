import { readAccountFormat, type AccountFormat } from './account-format';
import { Calendar } from './calendar';
import { SageFault, type Row } from './port';
import type { BusinessObject } from './com/business-object';
import type { SageSession } from './com/session';
import type { TableName, TableNames } from './names';
import { amongKeys } from './read/conditions';
import { onlyRecord, Table, type Values } from './read/table';

const yes = (value: string): boolean => /^(?:y|1|t)/i.test(value);

const listedBy = (session: SageSession, names: TableNames): BusinessObject => {
	try {
		return session.object(names);
	} catch (error) {
		if (!(error instanceof SageFault) || error.code !== 'SAGE_ERROR') throw error;
		throw new SageFault('SAGE_UNAVAILABLE', `${error.message} Name the companies in the agent's configuration, under "companies".`, { ...error.more, retryAfterSeconds: 600 });
	}
};

/** One company behind one session: its tables, its calendar and the facts about it. */
export class Company {
	private readonly tables = new Map<TableName, Table>();

	constructor(readonly session: SageSession, readonly code: string) {}

	get settings(): SageSession['settings'] {
		return this.session.settings;
	}

	/** A table, its object made at the first use and kept with the session. */
	table(name: TableName): Table {
		const known = this.tables.get(name);
		if (known !== undefined) return known;
		const names = this.settings.names[name];
		const table = new Table(this.session.object(names), names, this.settings);
		this.tables.set(name, table);
		return table;
	}

	/** A table without which we know less, and nothing wrong. */
	optional<T>(read: () => T): T | undefined {
		try {
			return read();
		} catch (error) {
			if (error instanceof SageFault) return undefined;
			throw error;
		}
	}

	options(): Values {
		return onlyRecord(this.table('glOptions'));
	}

	accountFormat(options = this.options()): AccountFormat {
		const text = options['accountFormat'] ?? '';
		try {
			return readAccountFormat(text);
		} catch (cause) {
			throw new SageFault('SAGE_ERROR', `Company ${this.code}: ${cause instanceof Error ? cause.message : String(cause)}.`);
		}
	}

	/** The structure of the account number; names where the release tells them. */
	segments(options = this.options()): Row[] {
		const names = this.optional(() => new Map(this.table('accountStructure')
			.select(['segmentNo', 'name'], { all: [] })
			.map(({ values }) => [(values['segmentNo'] ?? '').padStart(2, '0'), values['name'] ?? ''])));
		return this.accountFormat(options).segments.map((segment) => {
			const name = names?.get(segment.segmentNo) ?? '';
			return { ...segment, ...(name === '' ? {} : { name }) };
		});
	}

	calendar(options = this.options()): Calendar {
		const roles = ['fiscalYear', 'fiscalPeriod', 'startDate', 'endDate', 'closed', 'status'];
		const current = { year: options['currentYear'] ?? '', period: (options['currentPeriod'] ?? '').padStart(2, '0') };
		const records = this.table('fiscalPeriods').select(roles, { all: [] }).map(({ values }) => values);
		return new Calendar(records, current, this.settings.journal.pastPeriodsOpen);
	}

	usesBatches(options = this.options()): boolean {
		const { useBatches } = this.settings.journal;
		return useBatches === 'auto' ? yes(options['usesBatches'] ?? '') : useBatches === 'yes';
	}

	/** Widths as the objects tell them, else as configured. */
	limits(): { journalComment: number | null; lineComment: number | null; journalLines: number | null } {
		const { journalComment, lineComment, journalLines } = this.settings.journal;
		const told = (table: TableName): number | null => this.optional(() => this.table(table).columns.column('comment').width) ?? null;
		return { journalComment: told('journalHeaders') ?? journalComment, lineComment: told('journalLines') ?? lineComment, journalLines };
	}

	/** The facts of the contract's `Company`. */
	facts(): Row {
		const options = this.options();
		const { delimiter } = this.accountFormat(options);
		const own = this.settings.companies.find(({ code }) => code === this.code);
		const names = this.optional(() => {
			const table = this.table('companies');
			return table.byKeys(['name'], [[this.code]]);
		});
		const name = [...(names?.values() ?? [])].map((values) => values['name'] ?? '').find((text) => text !== '');
		const divisions = this.optional(() => onlyRecord(this.table('apOptions'))['usesDivisions']);
		const currency = own?.functionalCurrency ?? options['currency'] ?? '';
		const period = (options['currentPeriod'] ?? '').padStart(2, '0');
		return {
			code: this.code,
			name: name ?? this.code,
			timeZone: this.session.zone,
			...(/^[A-Z]{3}$/.test(currency) ? { functionalCurrency: currency } : {}),
			accountFormat: { delimiter, segments: this.segments(options) },
			...(/^\d{4}$/.test(options['currentYear'] ?? '') ? { currentFiscalYear: options['currentYear'] } : {}),
			...(/^(?:0[1-9]|1[0-3])$/.test(period) ? { currentPeriod: period } : {}),
			...(divisions === undefined || divisions === '' ? {} : { usesDivisions: yes(divisions) }),
			usesJournalBatches: this.usesBatches(options),
			canRunRegister: false,
			limits: this.limits(),
		};
	}

	/** Formatted numbers by account key. */
	accountTexts(keys: Iterable<string>): Map<string, string> {
		const wanted = [...new Set(keys)].filter((key) => key !== '').sort().map((key) => [key]);
		return new Map([...this.table('accounts').byKeys(['account'], wanted).values()].map((values) => [values['accountKey'] ?? '', values['account'] ?? '']));
	}

	/**
	 * Companies that Sage lists; only for a session without a company. Their file is that of the whole system (reference sage-100 8), so it should
	 * open before a company is set; where it does not, the administrator names them.
	 */
	static list(session: SageSession): string[] {
		const names = session.settings.names.companies;
		const table = new Table(listedBy(session, names), names, session.settings);
		return table.select(['code'], amongKeys([], [])).map(({ values }) => values['code'] ?? '').filter((code) => /^[0-9A-Za-z]{3}$/.test(code));
	}
}
