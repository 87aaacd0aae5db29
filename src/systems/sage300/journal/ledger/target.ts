import type { JournalField, JournalTarget } from '../../../../contracts';
import { FatalError } from '../../../../core/errors';
import { SYSTEM } from '../../identity';
import { LONGEST_TEXT, roomBehind } from '../header-text';
import { commonRules, DATE_FIELD, settingsOf, type JournalOptions } from '../journal-settings';
import { targetOfKind } from '../target-of-kind';
import { checkJournals } from './check-journals';
import { ledgerBatches, USUAL_SOURCE_CODE } from './ledger-batch';
import { LedgerSearch } from './ledger-search';

export interface LedgerJournalOptions extends JournalOptions {
	/** Of journals that name none: ledger and type, `GL-JE` unless set. */
	readonly sourceCode?: string;
}

const SOURCE_CODE = /^[A-Z]{2}-[A-Z0-9]{2}$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

const capitals = (value: string): string => value.toUpperCase();
/** `202603`, `2026/03`, `2026-3` → `2026-03` */
const periodAsGiven = (value: string): string =>
	value.replace(/^(\d{4})[-/ ]?(\d{1,2})$/, (_whole, year: string, number: string) => `${year}-${number.padStart(2, '0')}`);

const fieldsOf = (longestReference: number): readonly JournalField[] => [
	DATE_FIELD,
	{ name: 'period', place: 'head', respell: periodAsGiven, pattern: /^\d{4}-(?:0[1-9]|1[0-5])$/, like: '2026-03' },
	{ name: 'sourceCode', place: 'head', respell: capitals, pattern: SOURCE_CODE, like: 'GL-JE' },
	{ name: 'reference', place: 'line', longest: roomBehind(longestReference) },
	{ name: 'sourceCurrency', place: 'line', respell: capitals, pattern: /^[A-Z]{3}$/, like: 'USD' },
	{ name: 'sourceAmount', place: 'line', pattern: DECIMAL, like: '1250.00' },
	{ name: 'rateType', place: 'line', respell: capitals, longest: 2 },
	{ name: 'rateDate', place: 'line', pattern: DATE_FIELD.pattern, like: '2026-03-31' },
	{ name: 'rate', place: 'line', pattern: DECIMAL, like: '1.0825' },
];

/**
 * The general ledger of one company: a journal is a batch of one entry. The server keeps no second batch with the same description away
 * (reference sage-300 8.1): two processes without a common lock can make one each, and the posting says so.
 *
 * @throws FatalError for settings that cannot work
 */
export const createLedgerJournalTarget = ({ sourceCode = USUAL_SOURCE_CODE, ...options }: LedgerJournalOptions): JournalTarget => {
	const settings = settingsOf(options);
	const source = sourceCode.trim().toUpperCase();
	if (!SOURCE_CODE.test(source)) {
		throw new FatalError({ system: SYSTEM, operation: 'prepare the journals', said: `"${sourceCode}" is not a source code`, remedy: 'Write ledger and type, like GL-JE.' });
	}
	const common = commonRules(settings, 'general ledger');
	const rules = { ...common, fields: fieldsOf(common.reference.longest), longestDescription: LONGEST_TEXT, balancedBy: [] };
	const target = targetOfKind(rules, settings, ledgerBatches(settings, source), (journals, signal) => checkJournals(journals, settings, source, signal));
	const search = new LedgerSearch(settings);
	return settings.searchLedger ? { ...target, findCounted: (journals, signal) => search.find(journals, signal) } : target;
};
