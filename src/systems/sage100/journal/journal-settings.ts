import type { Clock, JournalField, JournalRules } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import type { Company } from '../facts/company';
import type { Sage100Gateway } from '../gateway';
import { realmOf, SYSTEM, type CompletePlace } from '../identity';
import { MARK_LENGTH, REFERENCE_LENGTH, REFERENCE_LETTERS } from './comment-text';

/** What a target needs of a client. */
export interface JournalClient {
	readonly lasting: Sage100Gateway;
	readonly place: CompletePlace;
}

export interface Sage100JournalOptions {
	readonly client: JournalClient;
	readonly clock: Clock;
	/** Its limits, its batches and whether its register may be run: `client.company()`. */
	readonly company: Company;
	/** What every reference begins with, `ANP-`: up to 12 letters, digits and hyphens. A short one leaves more of the line comments. */
	readonly referencePrefix: string;
	/** See `JournalRules.settleMs`: longer than the agent lets one request run. Two minutes unless set. */
	readonly settleMs?: number;
	/** Of journals that name none: `GJ` unless set. */
	readonly sourceJournal?: string;
	/** An existing batch of five digits; unless set the agent opens one for each entry, where batches are used. */
	readonly batchNo?: string;
	/** What becomes of line descriptions that are longer than the column (30 letters where nobody knows): `reject` unless set. They move no money. */
	readonly longDescriptions?: 'reject' | 'cut';
	/** At most; 500 unless set, and never more than the agent names. */
	readonly mostLines?: number;
	/** Where the company uses no batches a register posts the entries of everybody: only with this it is run then. */
	readonly mayPostOthers?: boolean;
}

export interface JournalSettings extends Required<Omit<Sage100JournalOptions, 'batchNo'>> {
	readonly batchNo: string | undefined;
	/** Letters behind the key, in the comment of the entry and of a line. */
	readonly commentRoom: number;
	readonly lineRoom: number;
}

const DEFAULTS = { settleMs: 120_000, sourceJournal: 'GJ', longDescriptions: 'reject', mostLines: 500, mayPostOthers: false } as const;

/** Of the contract. */
const LONGEST_COMMENT = 2_000;
const MOST_LINES = 2_000;
/** Where the object does not tell its width: long enough for a title, short enough for any release. */
const USUAL_COMMENT = 255;
/** The same of a line, where its text may be cut: a longer one would be refused by a release whose column is as short as the contract's example. */
const USUAL_LINE_COMMENT = 30;

export const SOURCE_JOURNAL = /^[0-9A-Z]{2}$/;

const wrong = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'prepare the journals', said, remedy });

/** @throws FatalError for a setting that cannot work */
export const settingsOf = (options: Sage100JournalOptions): JournalSettings => {
	const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== '')) as unknown as Sage100JournalOptions;
	const settings = { ...DEFAULTS, ...given, referencePrefix: options.referencePrefix.trim().toUpperCase(), batchNo: given.batchNo?.trim() };
	const { referencePrefix, batchNo, company: { limits } } = settings;
	const sourceJournal = settings.sourceJournal.trim().toUpperCase();
	if (!/^(?:[A-Z0-9][A-Z0-9-]{0,11})?$/.test(referencePrefix)) {
		throw wrong(`"${options.referencePrefix}" cannot begin a reference`, 'Use up to 12 letters, digits and hyphens, a letter or digit first, like ANP-.');
	}
	if (!SOURCE_JOURNAL.test(sourceJournal)) throw wrong(`"${settings.sourceJournal}" is no source journal`, 'Write its two letters or digits, like GJ.');
	if (batchNo !== undefined && !/^\d{5}$/.test(batchNo)) throw wrong(`"${batchNo}" is no batch`, 'Write its five digits, like 00042, or leave it out.');
	const keyLength = referencePrefix.length + REFERENCE_LENGTH + 1;
	const commentRoom = Math.min(LONGEST_COMMENT, (limits.journalComment ?? USUAL_COMMENT) - keyLength);
	if (commentRoom < MARK_LENGTH) throw wrong(`the comment of an entry takes ${limits.journalComment} letters, too few for reference and mark`, 'Choose a shorter prefix.');
	return {
		...settings, sourceJournal, batchNo, commentRoom, lineRoom: Math.max(0, Math.min(LONGEST_COMMENT, (limits.lineComment ?? (settings.longDescriptions === 'cut' ? USUAL_LINE_COMMENT : LONGEST_COMMENT)) - keyLength)),
		mostLines: Math.min(settings.mostLines, limits.journalLines ?? MOST_LINES, MOST_LINES),
	};
};

const capitals = (value: string): string => value.toUpperCase();
const flagAsGiven = (value: string): string => value.trim().toUpperCase().replace(/^(?:TRUE|YES|1)$/, 'Y').replace(/^(?:FALSE|NO|0)$/, 'N');

/** The period follows from the date; there is no field for it. */
const FIELDS: readonly JournalField[] = [
	{ name: 'date', place: 'head', required: true, pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, like: '2026-03-31' },
	{ name: 'sourceJournal', place: 'head', respell: capitals, pattern: SOURCE_JOURNAL, like: 'GJ' },
	{ name: 'autoReverse', place: 'head', respell: flagAsGiven, pattern: /^[YN]$/, like: 'Y' },
];

/** The company is the set of books. Amounts have two places in the contract. */
export const rulesOf = ({ client, referencePrefix, mostLines, settleMs, lineRoom, longDescriptions }: JournalSettings): JournalRules => ({
	system: SYSTEM,
	book: realmOf(client.place).toLowerCase(),
	fields: FIELDS,
	longestAccount: 41,
	longestDescription: longDescriptions === 'cut' ? LONGEST_COMMENT : lineRoom,
	places: 2,
	mostLines,
	balancedBy: [],
	reference: { alphabet: REFERENCE_LETTERS, longest: referencePrefix.length + REFERENCE_LENGTH, prefix: referencePrefix },
	mark: { alphabet: REFERENCE_LETTERS, longest: MARK_LENGTH },
	settleMs,
});
