import { fitsNumber } from '../amounts';
import type { BusinessObject } from '../com/business-object';
import { ComFault } from '../com/refusals';
import type { Company } from '../company';
import { SageFault, type EntryToCreate, type Row } from '../port';
import { askColumns, ColumnSet } from '../read/columns';
import { keyId } from '../read/table';
import { linesOf } from '../lists/document-lines';
import { sageDay } from '../stamps';
import { checkEntry } from './check';
import { callOneOf } from './configured-method';
import { entryRow, POSTING, type CheckedEntry, type CheckedLine } from './entry';
import { enteredRow } from './find';

/**
 * How far a creation came. Until `prepared` nothing that could be the entry is in Sage. While `lines` are written, some classes may keep
 * them without a header (reference sage-100 9.2, UNCONFIRMED). After `header` was called the entry may be there.
 */
export type Progress = 'checking' | 'prepared' | 'lines' | 'header' | 'stored';

/** A fault together with what is known about the entry. */
export const withStored = (fault: SageFault, stored: 'no' | 'unknown'): SageFault => new SageFault(fault.code, fault.message, { ...fault.more, stored });

interface Draft {
	readonly header: BusinessObject;
	readonly lines: BusinessObject;
	readonly headerColumns: ColumnSet;
	readonly lineColumns: ColumnSet;
}

const set = (object: BusinessObject, columns: ColumnSet, role: string, value: string): void =>
	object.done('nSetValue', [columns.column(role).name, value], 'VALIDATION');

/** As a number where that is exact, else as text; the interface takes both (reference sage-100 3.3). */
const setAmount = (object: BusinessObject, columns: ColumnSet, role: string, value: string): void =>
	object.done('nSetValue', [columns.column(role).name, fitsNumber(value) ? Number(value) : value], 'VALIDATION');

/** The object of an entry, its columns asked before anything is written (reference sage-100 9.1). */
const openDraft = (company: Company, day: string): Draft => {
	const { journalHeaders, journalLines } = company.settings.names;
	const header = company.session.object(journalHeaders, day);
	const lines = header.child('oLines');
	return {
		header,
		lines,
		headerColumns: ColumnSet.resolve(header.name, journalHeaders, askColumns(header, journalHeaders.source)),
		// The key columns of a line belong to its header and are filled by Sage.
		lineColumns: ColumnSet.resolve(lines.name, { columns: linesOnly(journalLines.columns) }, askColumns(lines, journalLines.source)),
	};
};

const linesOnly = (columns: Readonly<Record<string, string>>): Record<string, string> =>
	Object.fromEntries(['accountKey', 'debit', 'credit', 'comment'].map((role) => [role, columns[role] ?? '']));

const chooseBatch = (company: Company, { header }: Draft, { entry, comment, usesBatches }: CheckedEntry): string | null => {
	if (!usesBatches) return null;
	const { selectBatchMethods, newBatchMethods } = company.settings.journal;
	if (entry.batchNo !== undefined) {
		callOneOf(header, selectBatchMethods, [entry.batchNo]);
		return entry.batchNo;
	}
	const batchNo = header.byRef('');
	callOneOf(header, newBatchMethods, [batchNo.argument, 'N', comment]);
	return String(batchNo.read() ?? '').trim();
};

const MOST_NUMBERS = 3;

/** A number that nobody has: Sage counts, and only an answer of 2 means that the record is new. */
const takeNumber = (company: Company, { header, headerColumns }: Draft, { entry }: CheckedEntry): string => {
	for (let tries = 1; ; tries += 1) {
		header.done('nSetKeyValue', [headerColumns.column('sourceJournal').name, entry.sourceJournal], 'VALIDATION');
		const number = header.byRef('');
		callOneOf(header, company.settings.journal.nextNumberMethods, [number.argument]);
		const entryNo = String(number.read() ?? '').trim();
		header.done('nSetKeyValue', [headerColumns.column('entryNo').name, entryNo], 'VALIDATION');
		const code = header.code('nSetKey');
		if (code === 2) return entryNo;
		if (code !== 1 && code !== -1) throw header.refusals.fault(header.refusal('nSetKey', code), 'VALIDATION');
		if (tries === MOST_NUMBERS) throw header.refusals.faultAs(header.refusal('nSetKey', code), 'RECORD_LOCKED', `Entry ${entryNo} is there already; another program counts at the same time.`);
	}
};

const fillHeader = (company: Company, { header, headerColumns }: Draft, { entry, comment }: CheckedEntry): void => {
	set(header, headerColumns, 'postingDate', sageDay(entry.postingDate));
	set(header, headerColumns, 'comment', comment);
	if (!entry.autoReverse) return;
	if (!headerColumns.has('autoReverse')) {
		throw new SageFault('VALIDATION', `${header.name} has no column for automatic reversal on this release.`, {
			details: [{ field: 'autoReverse', code: 'NOT_SUPPORTED', message: 'Not known on this release.' }],
		});
	}
	set(header, headerColumns, 'autoReverse', company.settings.journal.autoReverseValue);
};

const addLine = ({ lines, lineColumns }: Draft, line: CheckedLine): void => {
	// 1 by most accounts, 2 in one working program (reference sage-100 2).
	const code = lines.code('nAddLine');
	if (code !== 1 && code !== 2 && code !== -1) throw lines.refusals.fault(lines.refusal('nAddLine', code), 'VALIDATION');
	set(lines, lineColumns, 'accountKey', line.accountKey);
	setAmount(lines, lineColumns, 'debit', line.debit);
	setAmount(lines, lineColumns, 'credit', line.credit);
	set(lines, lineColumns, 'comment', line.comment);
	lines.done('nWrite', [], 'VALIDATION');
};

/** Says which line a refusal belongs to. */
const inLine = (error: unknown, { lineNo }: CheckedLine): unknown => {
	if (!(error instanceof SageFault) || error.code !== 'VALIDATION') return error;
	return new SageFault(error.code, `Line ${lineNo}: ${error.message}`, {
		...error.more, details: [{ field: `lines[${lineNo - 1}]`, message: error.message }],
	});
};

/** Whether header or lines of this number are in Sage after a failure. What cannot be looked at is unknown. */
const leftBehind = (company: Company, sourceJournal: string, entryNo: string): 'no' | 'unknown' => {
	try {
		const key = [sourceJournal, entryNo];
		if (company.table('journalHeaders').byKeys([], [key]).size > 0) return 'unknown';
		const lines = linesOf(company, 'journalHeaders', 'journalLines', [key]);
		return (lines.get(keyId(key)) ?? []).length > 0 ? 'unknown' : 'no';
	} catch {
		return 'unknown';
	}
};

/** What Sage has now; the entry is stored, so a failure here only costs detail. */
const readBack = (company: Company, checked: CheckedEntry, key: readonly [string, string]): Row => {
	try {
		const table = company.table('journalHeaders');
		const header = table.byKeys(table.columns.roles(), [key]).get(keyId(key));
		if (header === undefined) return { warnings: ['The entry is stored, but was not found when it was read back.'] };
		const { stamp, batchNo } = enteredRow(company, checked.entry.naturalKey, header, []);
		return { stamp, ...(batchNo === null ? {} : { batchNo }) };
	} catch {
		return { warnings: ['The entry is stored, but could not be read back.'] };
	}
};

/**
 * Creates one entry in the order of reference sage-100 9.2. Not repeatable.
 *
 * **`stored` is never wrong by saying "no".** Before the first line is written nothing that could be the entry exists, so a failure says no. From
 * there on a refusal is followed by a look at the number it took: no when neither header nor line is there, unknown when there is or
 * the look fails. A COM fault ends the session, so nobody can look: unknown. And a failure after the header's nWrite said yes does not
 * exist, reading back is only detail. `announce` is awaited before the first line, so that whoever watches from outside knows it too.
 *
 * **Nobody writes behind the back of the agent.** When the agent ends in the middle, this process may stand in a call to Sage and cannot be told.
 * So before each thing that Sage may keep it looks whether it is still wanted. Otherwise an agent that was started again might look the key
 * up, find nothing, and create a second entry beside the one that comes late.
 *
 * @param announce told before anything can be left behind
 * @param isWanted whether the one who asked is still there
 * @throws SageFault with `stored`; ComFault with the progress told by `announce`
 */
export const createEntry = async (company: Company, entry: EntryToCreate, announce: (progress: Progress) => Promise<void>, isWanted: () => boolean = () => true): Promise<Row> => {
	const { warnings } = company.session;
	const before = warnings.length;
	const checked = checkEntry(company, entry);
	let draft: Draft | undefined;
	let progress: Progress = 'checking';
	let entryNo = '';
	try {
		draft = openDraft(company, sageDay(entry.postingDate));
		const batchNo = chooseBatch(company, draft, checked);
		entryNo = takeNumber(company, draft, checked);
		fillHeader(company, draft, checked);
		progress = 'prepared';
		await announce('lines');
		progress = 'lines';
		for (const line of checked.lines) {
			demand(isWanted);
			writeLine(draft, line);
		}
		demand(isWanted);
		progress = 'header';
		draft.header.done('nWrite', [], 'VALIDATION');
		progress = 'stored';
		const back = readBack(company, checked, [entry.sourceJournal, entryNo]);
		return entryRow(checked, {
			state: 'entered', entryNo, batchNo, posting: POSTING.needed, ...back,
			warnings: [...warnings.slice(before), ...(Array.isArray(back['warnings']) ? back['warnings'] as unknown[] : [])],
		});
	} catch (error) {
		if (!(error instanceof SageFault)) throw error;
		const header = draft?.header;
		if (header !== undefined) release(company, header);
		draft = undefined;
		throw withStored(error, isUntouched(progress) ? 'no' : leftBehind(company, entry.sourceJournal, entryNo));
	} finally {
		if (draft !== undefined) release(company, draft.header);
	}
};

const demand = (isWanted: () => boolean): void => {
	if (!isWanted()) throw new SageFault('SAGE_ERROR', 'The agent has ended; the entry is not written.');
};

const isUntouched = (progress: Progress): boolean => progress === 'checking' || progress === 'prepared';

const writeLine = (draft: Draft, line: CheckedLine): void => {
	try {
		addLine(draft, line);
	} catch (error) {
		throw inLine(error, line);
	}
};

/** Dropping before the header's nWrite discards what was not written (reference sage-100 9.2). */
const release = (company: Company, header: BusinessObject): void => {
	try {
		company.session.drop(header);
	} catch (error) {
		if (!(error instanceof ComFault)) throw error;
	}
};
