import { amountText, centsOf } from '../data/amount';
import type { Column } from '../data/schema';
import { keyOf, Row } from '../data/table';
import type { Arguments } from './calls';
import { BusinessObject, WARNING } from './business';
import type { LinesObject } from './lines';
import type { Method } from './server-object';

/** Journal entries (reference sage-100 9): batches, next number, header, lines, write. Entered is not posted. */
export class JournalObject extends BusinessObject {
	private batch = '00000';

	protected override readonly methods: Readonly<Record<string, Method>> = {
		...this.writing,
		nSelectNewBatch: (args) => this.selectNewBatch(args),
		nSelectBatch: (args) => this.selectBatch(args.text(0)),
		nGetNextEntryNo: (args) => this.nextNumber(args),
		nGetNextJournalNo: (args) => this.nextNumber(args),
	};

	/** The name differs by class and is not confirmed: nGetNext…No. */
	override method(name: string): Method | undefined {
		return /^nGetNext\w*No$/i.test(name) ? (args) => this.nextNumber(args) : super.method(name);
	}

	override get lines(): LinesObject | undefined {
		const lines = super.lines;
		if (lines !== undefined) lines.rules ??= { value: (column, text) => this.lineValue(column, text), line: (row) => this.line(row) };
		return lines;
	}

	protected override beforeKey(): string | undefined {
		const needed = this.company.definition.batches === true && this.batch === '00000';
		return super.beforeKey() ?? (needed ? 'A batch must be selected.' : undefined);
	}

	protected override fresh(key: string): Row {
		const row = super.fresh(key);
		row.set('PostingDate', this.session.dates.get('G/L') ?? '');
		row.set('TransactionType', 'A');
		row.set('JournalType', 'N');
		row.set('AcceptOutofBalance', 'N');
		row.set('BatchNo', this.batch);
		return row;
	}

	/** Dates outside the current period get a warning when the site is so set. */
	protected override accepts({ at }: Column, text: string): string | undefined {
		if (at !== this.schema.own('PostingDate').at) return undefined;
		const period = this.company.periodOf(text);
		if (period === undefined) return `The date ${text} is in no fiscal period.`;
		const options = this.company.options();
		const current = period.year === options.get('CurrentFiscalYr') && period.period === options.get('CurrentPeriod');
		return this.session.world.switches.values.warnOutsidePeriod && !current ? `${WARNING}The posting date is not within the current period.` : undefined;
	}

	private selectNewBatch(args: Arguments): number {
		if (this.company.definition.batches !== true) return this.refuse('Batch processing is not enabled.');
		if (this.company.locks.refuses('batch', '*', this.id)) return this.refuseLock();
		const batches = this.company.table('GL_CompanyActiveBatch');
		const batchNo = this.company.next('BatchNo', 5);
		const { date, time } = this.session.world.stamp();
		batches.put(Row.of(batches.schema, {
			ModuleCode: 'G/L', BatchNo: batchNo, BatchType: 'TJ', PrivateBatch: args.text(1), BatchComment: args.text(2).slice(0, 30),
			DateCreated: date, TimeCreated: time, UserCreatedKey: this.session.user?.key ?? '',
		}));
		this.batch = batchNo;
		args.put(0, batchNo);
		this.session.world.history.effect('batch-opened', { company: this.company.code, batchNo });
		return 1;
	}

	private selectBatch(batchNo: string): number {
		const batches = this.company.table('GL_CompanyActiveBatch');
		if (batches.find(keyOf(batches.schema, ['G/L', batchNo])) === undefined) return this.refuse(`Batch ${batchNo} is not on file.`);
		if (this.company.locks.refuses('batch', batchNo, this.id)) return this.refuseLock();
		this.batch = batchNo;
		return 1;
	}

	/** By reference; the number is taken even if nothing is written. */
	private nextNumber(args: Arguments): number {
		const why = this.beforeKey();
		if (why !== undefined) return this.refuse(why);
		if (this.company.locks.refuses('number', '*', this.id)) return this.refuseLock();
		args.put(0, this.company.next('EntryNo', 6));
		return 1;
	}

	private lineValue({ at }: Column, text: string): string | undefined {
		if (at !== super.lines?.schema.own('AccountKey').at) return undefined;
		const account = this.company.accountByKey(text);
		if (account === undefined) return `The account ${text} is not on file.`;
		return account.get('Status') === 'A' ? undefined : `The account ${account.get('Account')} is not active.`;
	}

	private line(row: Row): string | undefined {
		const account = this.company.accountByKey(row.get('AccountKey'));
		if (account === undefined) return 'The account is required.';
		const [day, start, end] = [this.editing?.row.get('PostingDate') ?? '', account.get('DateStart'), account.get('DateEnd')];
		if ((start !== '' && day < start) || (end !== '' && day > end)) return `The account ${account.get('Account')} is not valid on ${day}.`;
		const [debit, credit] = [centsOf(row.get('DebitAmount')), centsOf(row.get('CreditAmount'))];
		return debit !== 0n && credit !== 0n ? 'A line has a debit or a credit amount, not both.' : undefined;
	}

	/** The first reason against the entry as a whole (reference sage-100 9.5). */
	private reason(header: Row, lines: readonly Row[], balance: bigint): string | undefined {
		const { closedPeriod, outOfBalance, lineLimit } = this.session.world.switches.values;
		const period = this.company.periodOf(header.get('PostingDate'));
		if (period === undefined) return 'The posting date is in no fiscal period.';
		if (period.closed && closedPeriod === 'refuse') return `Period ${period.period} of ${period.year} is closed.`;
		if (lines.length === 0) return 'The entry has no lines.';
		if (lineLimit > 0 && lines.length > lineLimit) return `An entry has ${lineLimit} lines at most.`;
		const mustBalance = outOfBalance === 'refuse' && header.get('AcceptOutofBalance') !== 'Y';
		if (balance !== 0n && mustBalance) return `The entry is out of balance by ${amountText(balance)}.`;
		return undefined;
	}

	/** Only now is the entry stored (reference sage-100 9.2). */
	protected override write(): number {
		const { editing, lines } = this;
		if (editing === undefined || lines === undefined) return super.write();
		const rows = lines.written();
		const sum = (name: string): bigint => rows.reduce((total, row) => total + centsOf(row.get(name)), 0n);
		const [debits, credits] = [sum('DebitAmount'), sum('CreditAmount')];
		const why = this.exclusive() ?? this.reason(editing.row, rows, debits - credits);
		if (why !== undefined) return this.refuse(why);
		const table = this.company.table(lines.schema.name);
		for (const old of [...this.linesOf(editing.row)]) table.delete(old.key());
		for (const row of rows) table.put(row.copy());
		this.stampRow(editing.row, editing.isNew);
		this.row = this.source().put(editing.row.copy());
		this.session.world.history.effect('entry-written', {
			company: this.company.code, sourceJournal: editing.row.get('SourceJournal'), entryNo: editing.row.get('EntryNo'), isNew: editing.isNew,
			comment: editing.row.get('JournalComment'), batchNo: editing.row.get('BatchNo'), postingDate: editing.row.get('PostingDate'),
			lines: rows.length, debits: amountText(debits), credits: amountText(credits), user: this.session.user?.name,
		});
		this.letGo();
		return 1;
	}
}
