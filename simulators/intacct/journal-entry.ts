import { FunctionFailure, wrapped } from './failures';
import { decimal, isDecimal, negative, units } from './money';
import { saveRecord, type Author } from './record-change';
import type { Row } from './table';
import type { World } from './world';
import { dayNumber } from './zone';

/** A journal entry as it comes in: header fields and lines, by field name. */
export interface JournalDraft {
	readonly header: Readonly<Record<string, string>>;
	readonly lines: readonly Readonly<Record<string, string>>[];
}

interface CheckedLine {
	readonly values: Readonly<Record<string, string>>;
	readonly debit: boolean;
	/** Unsigned, transaction and base currency. */
	readonly transactionAmount: string;
	readonly amount: string;
	readonly currency: string;
	readonly baseCurrency: string;
	readonly entity: string;
}

const refuse = (description2: string, ...more: string[]): never => {
	const errors = wrapped({ errorno: 'BL03000018', description: '', description2, correction: '' }, 'Could not create glbatch record.');
	const middle = more.map((text) => ({
		errorno: 'BL01001973',
		description: '',
		description2: text,
		correction: 'Check the transaction for errors or inconsistencies, then try again.',
	}));
	throw new FunctionFailure([errors[0]!, ...middle, errors[1]!]);
};

/** References are checked against an object unless the company has no records of it at all. */
const needRecord = (world: World, object: string, field: string, value: string, what: string): Row | undefined => {
	const found = world.database.find(object, field, value);
	if (!found && world.database.table(object).size > 0) refuse(`${what} '${value}' is not valid.`);
	return found;
};

/** The topmost location above one: entries balance for each of them (reference 15). */
const entityOf = (world: World, location: string): string => {
	let [here, steps] = [location, 0];
	for (; steps < 20; steps++) {
		const parent = world.database.find('LOCATION', 'LOCATIONID', here)?.values.PARENTID ?? '';
		if (parent === '') break;
		here = parent;
	}
	return here;
};

const CENT = 10_000n;

const baseAmount = (transactionAmount: string, rate: string): string => {
	const exact = (units(transactionAmount) * units(rate)) / 1_000_000n;
	return decimal(((exact + CENT / 2n) / CENT) * CENT);
};

const checkLine = (world: World, line: Readonly<Record<string, string>>): CheckedLine => {
	const type = line.TR_TYPE ?? '';
	if (type !== '1' && type !== '-1') refuse(`TR_TYPE '${type}' is not valid, it must be 1 or -1.`);
	const transactionAmount = line.TRX_AMOUNT || line.AMOUNT || '';
	if (!isDecimal(transactionAmount) || units(transactionAmount) <= 0n)
		refuse(`Amount '${transactionAmount}' is not valid, it must be a positive number.`);
	if (!line.ACCOUNTNO) refuse('ACCOUNTNO is required.');
	needRecord(world, 'GLACCOUNT', 'ACCOUNTNO', line.ACCOUNTNO ?? '', 'Account');
	if (line.DEPARTMENT) needRecord(world, 'DEPARTMENT', 'DEPARTMENTID', line.DEPARTMENT, 'Department');
	if (!line.LOCATION && world.database.table('LOCATION').size > 0) refuse('LOCATION is required in a multi-entity company.');
	if (line.LOCATION) needRecord(world, 'LOCATION', 'LOCATIONID', line.LOCATION, 'Location');
	if (line.VENDORID) needRecord(world, 'VENDOR', 'VENDORID', line.VENDORID, 'Vendor');
	const entity = entityOf(world, line.LOCATION ?? '');
	const baseCurrency = world.database.find('LOCATION', 'LOCATIONID', entity)?.values.CURRENCY || 'USD';
	const currency = line.CURRENCY || baseCurrency;
	if (currency !== baseCurrency && !line.EXCHANGE_RATE && !line.EXCH_RATE_TYPE_ID)
		refuse(`An exchange rate from ${currency} to ${baseCurrency} is required.`);
	const rate = currency === baseCurrency ? '1' : line.EXCHANGE_RATE || '1';
	return {
		values: { ...line, EXCHANGE_RATE: rate },
		debit: type === '1',
		transactionAmount: decimal(units(transactionAmount)),
		amount: baseAmount(transactionAmount, rate),
		currency,
		baseCurrency,
		entity,
	};
};

const checkBalance = (lines: readonly CheckedLine[], acrossEntities: boolean): void => {
	const totals = new Map<string, { debit: bigint; credit: bigint }>();
	for (const { entity, debit, amount } of lines) {
		const group = acrossEntities ? '' : entity;
		const total = totals.get(group) ?? { debit: 0n, credit: 0n };
		total[debit ? 'debit' : 'credit'] += units(amount);
		totals.set(group, total);
	}
	for (const [entity, { debit, credit }] of totals) {
		if (debit === credit) continue;
		refuse(
			`Debits and credits do not balance${entity ? ` for entity ${entity}` : ''}: debits ${decimal(debit)}, credits ${decimal(credit)}.`,
			'The transaction could not be created because it is out of balance.',
		);
	}
};

const checkHeader = (world: World, header: Readonly<Record<string, string>>): void => {
	for (const field of ['JOURNAL', 'BATCH_DATE', 'BATCH_TITLE']) if (!header[field]) refuse(`${field} is required.`);
	if (Number.isNaN(dayNumber(header.BATCH_DATE ?? ''))) refuse(`BATCH_DATE '${header.BATCH_DATE}' is not a valid date.`);
	needRecord(world, 'GLJOURNAL', 'SYMBOL', header.JOURNAL ?? '', 'Journal');
	const { REVERSEDATE: reverse = '' } = header;
	if (reverse !== '' && !(dayNumber(reverse) > dayNumber(header.BATCH_DATE ?? '')))
		refuse(`REVERSEDATE '${reverse}' must be after BATCH_DATE.`);
	if (!['Draft', 'Posted'].includes(header.STATE || 'Posted')) refuse(`STATE '${header.STATE}' is not valid.`);
};

const saveDetail = (world: World, batch: Row, entry: Row, line: CheckedLine, author: Author): void => {
	const definition = world.database.definition('GLDETAIL')!;
	const sign = (amount: string): string => (line.debit ? amount : negative(amount));
	const side = (amount: string, debit: boolean): string => (line.debit === debit ? amount : '0');
	const { values } = entry;
	const key = world.switches.text('glDetailRecordNo') === 'integer' ? entry.key : `${entry.key}-1`;
	saveRecord(
		world,
		definition,
		key,
		{
			BATCHKEY: batch.key,
			BATCH_NO: batch.values.BATCHNO ?? '',
			BATCH_DATE: batch.values.BATCH_DATE ?? '',
			BATCH_TITLE: batch.values.BATCH_TITLE ?? '',
			BOOKID: batch.values.ADJ === 'T' ? 'GAAPADJACCRUAL' : 'ACCRUAL',
			MODULEKEY: '2.GL',
			ENTRY_DATE: values.ENTRY_DATE ?? '',
			ENTRY_STATE: 'P',
			LINE_NO: values.LINE_NO ?? '',
			ACCOUNTNO: values.ACCOUNTNO ?? '',
			ACCOUNTTITLE: values.ACCOUNTTITLE ?? '',
			TR_TYPE: values.TR_TYPE ?? '',
			AMOUNT: sign(line.amount),
			DEBITAMOUNT: side(line.amount, true),
			CREDITAMOUNT: side(line.amount, false),
			TRX_AMOUNT: sign(line.transactionAmount),
			TRX_DEBITAMOUNT: side(line.transactionAmount, true),
			TRX_CREDITAMOUNT: side(line.transactionAmount, false),
			CURRENCY: line.currency,
			BASECURR: line.baseCurrency,
			DEPARTMENTID: values.DEPARTMENT ?? '',
			DEPARTMENTTITLE: world.database.find('DEPARTMENT', 'DEPARTMENTID', values.DEPARTMENT ?? '')?.values.TITLE ?? '',
			LOCATIONID: values.LOCATION ?? '',
			LOCATIONNAME: world.database.find('LOCATION', 'LOCATIONID', values.LOCATION ?? '')?.values.NAME ?? '',
			VENDORID: values.VENDORID ?? '',
			CUSTOMERID: values.CUSTOMERID ?? '',
			PROJECTID: values.PROJECTID ?? '',
			CLASSID: values.CLASSID ?? '',
			GLDIMREGION: values.GLDIMREGION ?? '',
			DOCNUMBER: values.DOCUMENT ?? '',
			DESCRIPTION: values.DESCRIPTION ?? '',
			STATISTICAL: 'F',
			MEGAENTITYID: batch.values.MEGAENTITYID ?? '',
		},
		{ author },
	);
};

const saveBatch = (
	world: World,
	header: Readonly<Record<string, string>>,
	lines: readonly CheckedLine[],
	entity: string,
	author: Author,
): Row => {
	const definition = world.database.definition('GLBATCH')!;
	const state = header.STATE || 'Posted';
	const number = String(1 + Math.max(0, ...world.database.truths('GLBATCH').map((row) => Number(row.values.BATCHNO) || 0)));
	const batch = saveRecord(
		world,
		definition,
		undefined,
		{
			...header,
			STATE: state,
			BATCHNO: number,
			MODULE: '2.GL',
			MEGAENTITYID: entity,
			'USERINFO.LOGINID': author.user,
			ADJ: world.database.find('GLJOURNAL', 'SYMBOL', header.JOURNAL ?? '')?.values.ADJ ?? 'F',
		},
		{ author },
	);
	for (const [at, line] of lines.entries()) {
		const account = world.database.find('GLACCOUNT', 'ACCOUNTNO', line.values.ACCOUNTNO ?? '');
		const entry = saveRecord(
			world,
			world.database.definition('GLENTRY')!,
			undefined,
			{
				...line.values,
				BATCHNO: batch.key,
				BATCH_NUMBER: number,
				BATCH_DATE: header.BATCH_DATE ?? '',
				BATCHTITLE: header.BATCH_TITLE ?? '',
				LINE_NO: String(at + 1),
				ENTRY_DATE: header.BATCH_DATE ?? '',
				ACCOUNTKEY: account?.key ?? '',
				ACCOUNTTITLE: account?.values.TITLE ?? '',
				TR_TYPE: line.debit ? '1' : '-1',
				AMOUNT: line.amount,
				TRX_AMOUNT: line.transactionAmount,
				CURRENCY: line.currency,
				BASECURR: line.baseCurrency,
				STATISTICAL: 'F',
				MEGAENTITYID: entity,
			},
			{ author },
		);
		if (state === 'Posted') saveDetail(world, batch, entry, line, author);
	}
	return batch;
};

/** Checks, then posts: header, lines, and ledger detail unless it is a draft. With REVERSEDATE the mirror entry follows (reference 15). */
export const postJournal = (world: World, { header, lines: drafts }: JournalDraft, entity: string, author: Author): Row => {
	checkHeader(world, header);
	if (drafts.length < 2) refuse('A journal entry needs two or more lines.');
	const lines = drafts.map((line) => checkLine(world, line));
	checkBalance(lines, Boolean(header.BASELOCATION_NO));
	const batch = saveBatch(world, header, lines, entity, author);
	const { REVERSEDATE: reverse = '', ...rest } = header;
	if (reverse !== '') {
		const mirror = saveBatch(
			world,
			{
				...rest,
				BATCH_DATE: reverse,
				BATCH_TITLE: `Reversed - ${header.BATCH_TITLE}`,
				REVERSEDKEY: batch.key,
				REVERSEDFROM: header.BATCH_DATE ?? '',
			},
			lines.map((line) => ({ ...line, debit: !line.debit })),
			entity,
			author,
		);
		saveRecord(world, world.database.definition('GLBATCH')!, batch.key, { REVERSEDKEY: mirror.key, REVERSED: reverse }, { author });
	}
	world.effects.add('journal-posted', {
		recordno: batch.key,
		lines: lines.length,
		reference: header.REFERENCENO ?? '',
		state: batch.values.STATE,
	});
	return batch;
};
