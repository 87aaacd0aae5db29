import type { BusinessObject } from '../com/business-object';
import { ComFault } from '../com/refusals';
import type { Company } from '../company';
import { linesOf } from '../lists/document-lines';
import { SageFault, type RegisterRun, type Row } from '../port';
import type { Condition } from '../read/conditions';
import { boundsAround, keyId, type Found, type Values } from '../read/table';
import { sageDay } from '../stamps';
import { callOneOf } from './configured-method';

const refuse = (message: string, code: string): never => {
	throw new SageFault('VALIDATION', message, { details: [{ field: 'batchNo', code, message }] });
};

/** Entries that wait for this register. */
const waiting = (company: Company, { sourceJournal, batchNo }: RegisterRun): Found[] => {
	const table = company.table('journalHeaders');
	const conditions: Condition[] = [{ role: 'sourceJournal', is: '=', value: sourceJournal }];
	if (batchNo !== undefined) conditions.push({ role: 'batchNo', is: '=', value: batchNo });
	return table.select(['postingDate', 'comment', 'batchNo'], { all: conditions }, boundsAround([sourceJournal]));
};

/** A line by which the ledger is asked afterwards: it stands there with the account, the day and the comment that it has now. */
const firstLine = (company: Company, { key }: Found): Values | undefined => linesOf(company, 'journalHeaders', 'journalLines', [key]).get(keyId(key))?.[0];

/** The newest register in which this line stands; null where the ledger does not tell. */
const registerOf = (company: Company, { sourceJournal }: RegisterRun, header: Values, { accountKey = '', comment = '' }: Values): string | null => {
	const found = company.optional(() => company.table('postings').select(['registerNo', 'comment'], {
		all: [
			{ role: 'accountKey', is: '=', value: accountKey }, { role: 'sourceJournal', is: '=', value: sourceJournal },
			{ role: 'postingDate', is: '=', value: sageDay(header['postingDate'] ?? '') },
		],
	}, boundsAround([accountKey])));
	const numbers = (found ?? []).filter(({ values }) => values['comment'] === comment).map(({ values }) => values['registerNo'] ?? '').filter((number) => number !== '');
	return numbers.sort((left, right) => left.length - right.length || (left < right ? -1 : 1)).at(-1) ?? null;
};

const released = (company: Company, update: BusinessObject): void => {
	try {
		company.session.drop(update);
	} catch (error) {
		if (!(error instanceof ComFault)) throw error;
	}
};

/**
 * Prints no paper: runs the update of the register, which puts the entries of the journal, or of one batch of it, into the ledger. Class and method are
 * UNCONFIRMED (reference sage-100 9.1, 9.3 name the classes and not the method), so an administrator has to have named the method.
 *
 * **What is answered has happened.** Entries are counted before and afterwards, so neither a code of success that moved nothing nor one of failure behind
 * an update of a part passes for the other: with a failure nothing is counted, and whoever asked looks the entries up. Running it again is harmless.
 *
 * @param isWanted whether the one who asked is still there
 * @throws SageFault RECORD_LOCKED or EXCLUSIVE_TASK where somebody stands in the journal, VALIDATION for what else Sage refuses
 */
export const runRegister = (company: Company, run: RegisterRun, isWanted: () => boolean = () => true): Row => {
	const usesBatches = company.usesBatches();
	if (usesBatches && run.batchNo === undefined) refuse(`Company ${company.code} uses journal batches: name the one to be posted.`, 'BATCH_REQUIRED');
	if (!usesBatches && run.batchNo !== undefined) refuse(`Company ${company.code} does not use journal batches.`, 'NO_BATCHES');
	const answer = { sourceJournal: run.sourceJournal, batchNo: run.batchNo ?? null };
	const before = waiting(company, run);
	const [first] = before;
	if (first === undefined) return { ...answer, journalRegisterNo: null, postedEntries: 0, warnings: [] };
	const line = firstLine(company, first);
	const { settings: { journal: { updateClasses, updateMethods }, names: { journalHeaders: { module, tasks } } }, session } = company;
	const update = session.object({ classes: updateClasses, module, tasks });
	try {
		if (!isWanted()) throw new SageFault('SAGE_ERROR', 'The agent has ended; the register is not run.');
		callOneOf(update, updateMethods, run.batchNo === undefined ? [] : [run.batchNo]);
	} finally {
		released(company, update);
	}
	const left = new Set(waiting(company, run).map(({ key }) => keyId(key)));
	const posted = before.filter(({ key }) => !left.has(keyId(key))).length;
	const remarks = posted === before.length ? [] : [`${before.length - posted} of ${before.length} entries still wait in the journal.`];
	return {
		...answer, journalRegisterNo: posted === 0 || line === undefined ? null : registerOf(company, run, first.values, line), postedEntries: posted,
		warnings: [...session.warnings, ...remarks],
	};
};
