import { amountText, cents } from '../amounts';
import type { Company } from '../company';
import { SageFault, type EntryToCreate, type SageFaultCode } from '../port';
import { readDay, sageDay } from '../stamps';
import { keyId, type Values } from '../read/table';
import { totals, withKey, type CheckedEntry, type CheckedLine } from './entry';

interface Detail {
	readonly field: string;
	readonly code?: string;
	readonly message: string;
}

type Line = EntryToCreate['lines'][number];

const refuse = (code: SageFaultCode, message: string, details: readonly Detail[]): never => {
	throw new SageFault(code, message, { stored: 'no', details });
};

/** What is wrong with the amounts of one line by itself. */
const amountDetails = ({ debit, credit }: Line, at: string): Detail[] => {
	try {
		const [left, right] = [cents(debit), cents(credit)];
		if (left < 0n || right < 0n) return [{ field: at, code: 'NEGATIVE', message: 'Amounts are not negative; write the amount on the other side.' }];
		return (left === 0n) === (right === 0n) ? [{ field: at, code: 'ONE_SIDE', message: 'Exactly one of debit and credit is above zero.' }] : [];
	} catch {
		return [{ field: at, code: 'AMOUNT', message: 'Debit and credit are decimals with two places.' }];
	}
};

const checkShape = (entry: EntryToCreate, company: Company): void => {
	const limits = company.limits();
	const details = entry.lines.flatMap((line, index) => amountDetails(line, `lines[${index}]`));
	const tooLong = (field: string, text: string, most: number | null): void => {
		if (most !== null && text.length > most) details.push({ field, code: 'TOO_LONG', message: `With the key in front it has ${text.length} letters; ${most} fit.` });
	};
	tooLong('comment', withKey(entry.naturalKey, entry.comment), limits.journalComment);
	entry.lines.forEach((line, index) => tooLong(`lines[${index}].comment`, withKey(entry.naturalKey, line.comment), limits.lineComment));
	if (entry.lines.length < 2) details.push({ field: 'lines', code: 'TOO_FEW', message: 'An entry has at least two lines.' });
	if (limits.journalLines !== null && entry.lines.length > limits.journalLines) {
		details.push({ field: 'lines', code: 'TOO_MANY', message: `At most ${limits.journalLines} lines fit into one entry.` });
	}
	if (readDay(sageDay(entry.postingDate)) === null) details.push({ field: 'postingDate', code: 'DATE', message: 'The posting date is no day.' });
	if (details.length > 0) refuse('VALIDATION', details.map(({ field, message }) => `${field}: ${message}`).join(' '), details);
};

/** Sixteen digits, two of them behind the point (reference sage-100 6.1); the contract has no form for more. */
const LARGEST = 10n ** 16n;

const checkBalanced = ({ lines }: EntryToCreate): void => {
	const { totalDebit, totalCredit } = totals(lines);
	if ([totalDebit, totalCredit].some((total) => cents(total) >= LARGEST)) {
		refuse('VALIDATION', `The lines add up to ${totalDebit}; Sage 100 takes 14 digits before the point.`, [
			{ field: 'lines', code: 'TOO_LARGE', message: 'The sum of the lines has too many digits.' },
		]);
	}
	if (totalDebit === totalCredit) return;
	const difference = amountText(cents(totalDebit) - cents(totalCredit));
	refuse('UNBALANCED', `Debits are ${totalDebit} and credits ${totalCredit}, a difference of ${difference}.`, [
		{ field: 'lines', code: 'DIFFERENCE', message: `Debits less credits are ${difference}.` },
	]);
};

const checkPeriod = ({ postingDate }: EntryToCreate, company: Company): { fiscalYear: string; fiscalPeriod: string } => {
	const period = company.calendar().periodOf(sageDay(postingDate));
	if (period === undefined) return refuse('PERIOD_CLOSED', `${postingDate} is in no fiscal year of company ${company.code}.`, [{ field: 'postingDate', code: 'NO_PERIOD', message: 'No fiscal period contains this day.' }]);
	if (!period.open) return refuse('PERIOD_CLOSED', `Period ${period.fiscalPeriod} of ${period.fiscalYear} is closed.`, [{ field: 'postingDate', code: 'CLOSED', message: 'The period is closed.' }]);
	return period;
};

/** The accounts that the lines name, by key and by formatted number. */
const accountsOf = ({ lines }: EntryToCreate, company: Company): { byKey: Map<string, Values>; byText: Map<string, Values> } => {
	const table = company.table('accounts');
	const roles = ['account', 'status', 'dateStart', 'dateEnd'];
	const keys = [...new Set(lines.map(({ accountKey }) => accountKey ?? ''))].filter((key) => key !== '').sort();
	const texts = [...new Set(lines.map(({ account, accountKey }) => (accountKey === undefined ? account ?? '' : '')))].filter((text) => text !== '');
	const byText = texts.length === 0 ? [] : table.among(roles, ['account'], texts.map((text) => [text]));
	const byKey = table.byKeys(roles, keys.map((key) => [key]));
	return {
		byKey: new Map(keys.flatMap((key) => {
			const values = byKey.get(keyId([key]));
			return values === undefined ? [] : [[key, values] as const];
		})),
		byText: new Map(byText.map(({ values }) => [values['account'] ?? '', values])),
	};
};

const accountDetail = (values: Values | undefined, day: string): Omit<Detail, 'field'> | undefined => {
	if (values === undefined) return { code: 'NOT_FOUND', message: 'Unknown account.' };
	if ((values['status'] ?? '') !== 'A') return { code: 'INACTIVE', message: `Account ${values['account'] ?? ''} has state ${values['status'] ?? ''}, not A.` };
	const [start, end] = [readDay(values['dateStart'] ?? ''), readDay(values['dateEnd'] ?? '')];
	if ((start !== null && day < start) || (end !== null && day > end)) return { code: 'DATE', message: `Account ${values['account'] ?? ''} is not valid on the posting date.` };
	return undefined;
};

const checkLines = (entry: EntryToCreate, company: Company): CheckedLine[] => {
	const { byKey, byText } = accountsOf(entry, company);
	const day = sageDay(entry.postingDate);
	const details: Detail[] = [];
	const lines = entry.lines.map((line, index) => {
		const values = line.accountKey === undefined ? byText.get(line.account ?? '') : byKey.get(line.accountKey);
		const wrong = accountDetail(values, day);
		if (wrong !== undefined) details.push({ field: `lines[${index}].${line.accountKey === undefined ? 'account' : 'accountKey'}`, ...wrong });
		return {
			lineNo: index + 1,
			accountKey: values?.['accountKey'] ?? '',
			account: values?.['account'] ?? '',
			debit: amountText(cents(line.debit)),
			credit: amountText(cents(line.credit)),
			comment: withKey(entry.naturalKey, line.comment),
		};
	});
	if (details.length > 0) {
		const [first] = details;
		const named = first === undefined ? '' : /\[(\d+)\]/.exec(first.field)?.[1] ?? '';
		const line = entry.lines[Number(named)];
		refuse('ACCOUNT_INVALID', `Line ${Number(named) + 1}, account ${line?.account ?? line?.accountKey ?? ''}: ${first?.message ?? ''}`, details);
	}
	return lines;
};

/**
 * All checks that can be made without writing (reference sage-100 9.5), so that what Sage would refuse half way is refused at the door.
 *
 * @throws SageFault with `stored: 'no'`
 */
export const checkEntry = (company: Company, entry: EntryToCreate): CheckedEntry => {
	checkShape(entry, company);
	checkBalanced(entry);
	const usesBatches = company.usesBatches();
	if (entry.batchNo !== undefined && !usesBatches) {
		refuse('VALIDATION', `Company ${company.code} does not use journal batches.`, [{ field: 'batchNo', code: 'NO_BATCHES', message: 'Leave the batch out.' }]);
	}
	const { fiscalYear, fiscalPeriod } = checkPeriod(entry, company);
	return { entry, comment: withKey(entry.naturalKey, entry.comment), lines: checkLines(entry, company), fiscalYear, fiscalPeriod, usesBatches };
};
