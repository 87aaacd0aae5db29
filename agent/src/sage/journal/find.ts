import { amount } from '../amounts';
import type { Company } from '../company';
import type { Row } from '../port';
import { linesOf } from '../lists/document-lines';
import { blankIsNull, dayOf } from '../lists/list';
import { startsWithWord } from '../read/conditions';
import { keyId, type Values } from '../read/table';
import { compareStamps, readDay, stampOf, stampRow } from '../stamps';
import { POSTING, totals } from './entry';

interface SageLine {
	readonly lineNo: number;
	readonly accountKey: string;
	readonly account: string;
	readonly debit: string;
	readonly credit: string;
	readonly comment: string;
}

const linesWith = (company: Company, records: readonly Values[]): SageLine[] => {
	const accounts = company.accountTexts(records.map(({ accountKey = '' }) => accountKey));
	return records.map((values, index) => ({
		lineNo: index + 1,
		accountKey: values['accountKey'] ?? '',
		account: accounts.get(values['accountKey'] ?? '') ?? '',
		debit: amount(values['debit'] ?? ''),
		credit: amount(values['credit'] ?? ''),
		comment: values['comment'] ?? '',
	}));
};

const periodFacts = (company: Company, postingDate: string | undefined): Row => {
	const period = company.calendar().periodOf(readDay(postingDate ?? '') ?? '');
	return period === undefined ? {} : { fiscalYear: period.fiscalYear, fiscalPeriod: period.fiscalPeriod };
};

const noBatch = (batchNo: string | undefined): string | null => (/^0*$/.test(batchNo ?? '') ? null : batchNo ?? null);

const byLineKey = (left: Values, right: Values): number => (left['lineKey'] ?? '').localeCompare(right['lineKey'] ?? '', 'en');

/** One entry that waits in the journal. */
export const enteredRow = (company: Company, naturalKey: string, header: Values, lines: readonly Values[]): Row => {
	const rows = linesWith(company, [...lines].sort(byLineKey));
	return {
		naturalKey,
		state: 'entered',
		sourceJournal: header['sourceJournal'] ?? '',
		entryNo: header['entryNo'] ?? '',
		batchNo: noBatch(header['batchNo']),
		journalRegisterNo: null,
		postingDate: dayOf(header['postingDate']),
		...periodFacts(company, header['postingDate']),
		comment: header['comment'] ?? '',
		...totals(rows),
		lines: rows,
		warnings: [],
		stamp: stampRow(stampOf(header)),
		posting: POSTING.needed,
	};
};

const entered = (company: Company, naturalKey: string): Row[] => {
	const table = company.table('journalHeaders');
	const headers = table.select(table.columns.roles(), startsWithWord('comment', naturalKey));
	if (headers.length === 0) return [];
	const lines = linesOf(company, 'journalHeaders', 'journalLines', headers.map(({ key }) => key));
	return headers.map(({ key, values }) => enteredRow(company, naturalKey, values, lines.get(keyId(key)) ?? []));
};

/** Ledger lines of one register belong to one entry. */
const posted = (company: Company, naturalKey: string, from: string | undefined): Row[] => {
	const table = company.table('postings');
	const found = table.select(table.columns.roles(), {
		all: [...(from === undefined ? [] : [{ role: 'postingDate', is: '>=' as const, value: from }]), startsWithWord('comment', naturalKey)],
	});
	const registers = new Map<string, Values[]>();
	for (const { values } of found) {
		const id = keyId([values['sourceJournal'] ?? '', values['registerNo'] ?? '', values['postingDate'] ?? '']);
		registers.set(id, [...(registers.get(id) ?? []), values]);
	}
	return [...registers.values()].map((lines) => postedRow(company, naturalKey, lines));
};

const bySequence = (left: Values, right: Values): number => {
	const [one = '', other = ''] = [left['sequenceNo'], right['sequenceNo']];
	return one.length - other.length || (one < other ? -1 : 1);
};

const postedRow = (company: Company, naturalKey: string, records: readonly Values[]): Row => {
	const ledger = [...records].sort(bySequence);
	const [first = {}] = ledger;
	const rows = linesWith(company, ledger);
	const stamps = ledger.map((values) => stampOf(values)).filter((stamp) => stamp !== null).sort(compareStamps);
	return {
		naturalKey,
		state: 'posted',
		sourceJournal: first['sourceJournal'] ?? '',
		entryNo: null,
		batchNo: noBatch(first['batchNo']),
		journalRegisterNo: blankIsNull(first['registerNo']),
		postingDate: dayOf(first['postingDate']),
		...periodFacts(company, first['postingDate']),
		...totals(rows),
		lines: rows,
		warnings: [],
		stamp: stampRow(stamps[stamps.length - 1] ?? null),
		posting: POSTING.done,
	};
};

/**
 * Every entry that carries the key, waiting or posted.
 *
 * **An entry that is stored is found.** Between entering and the update it is in the journal, where the header's comment begins with the key;
 * afterwards in the ledger, where each line's comment does. The journal is read first, so an entry that the update moves between both
 * readings is found in both; the journal is then read once more, and only what still waits there counts as a second entry.
 *
 * @param postingDate when known, the search in the ledger begins with that fiscal year; else with the current one less `lookBackYears`
 */
export const findEntries = (company: Company, naturalKey: string, postingDate?: string): Row[] => {
	const waiting = entered(company, naturalKey);
	const { lookBackYears } = company.settings.journal;
	const calendar = company.calendar();
	const from = postingDate === undefined ? calendar.yearStart(company.session.today(), lookBackYears) : calendar.yearStart(postingDate.replaceAll('-', ''), 0);
	const inLedger = posted(company, naturalKey, from);
	return [...(waiting.length > 0 && inLedger.length > 0 ? entered(company, naturalKey) : waiting), ...inLedger];
};
