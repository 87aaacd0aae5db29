import type { Clock, JournalField, JournalRules } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import type { Sage300Gateway } from '../gateway';
import { realmOf, SYSTEM, type CompletePlace } from '../identity';
import type { Catalogue } from '../metadata/catalogue';
import { MARK_LENGTH, REFERENCE_LENGTH, REFERENCE_LETTERS } from './header-text';

/** What a target needs of a client. */
export interface JournalClient {
	readonly lasting: Sage300Gateway;
	readonly catalogue: Catalogue;
	readonly place: CompletePlace;
}

/** What `release` does. A batch that is ready to post waits for the accountant who posts; posting cannot be taken back. */
export type ReleaseAs = 'ready to post' | 'post';

export interface JournalOptions {
	readonly client: JournalClient;
	readonly clock: Clock;
	/** What every reference begins with, `ANP-`: up to 12 letters, digits and hyphens. */
	readonly referencePrefix: string;
	/** See `JournalRules.settleMs`: longer than the web server lets one request run. */
	readonly settleMs: number;
	/** `ready to post` unless set. */
	readonly releaseAs?: ReleaseAs;
	/** Decimal places of amounts; 2 unless set. */
	readonly places?: number;
	/** Lines of one batch; 500 unless set. No source states a limit. */
	readonly mostLines?: number;
	/** Both forms are taken (reference sage-300 5.4, 17.1); `with time` unless set. */
	readonly dates?: 'with time' | 'plain';
	/** References per search: the address of a request must not grow too long. */
	readonly referencesPerSearch?: number;
	/** Parameters of the posting process beside what its template has; `{batch}` stands for the number of the batch. */
	readonly postParameters?: Readonly<Record<string, string>>;
	/** Before a G/L batch is created, whether the ledger's lines are looked at for one that was cleared; true unless set. */
	readonly searchLedger?: boolean;
	/** Between two looks at a batch that is being posted. */
	readonly pollMs?: number;
	/** How long a posting is followed. */
	readonly longestPostMs?: number;
}

export type JournalSettings = Required<JournalOptions>;

const DEFAULTS = {
	releaseAs: 'ready to post', places: 2, mostLines: 500, dates: 'with time', referencesPerSearch: 10, searchLedger: true, postParameters: {}, pollMs: 5_000,
	longestPostMs: 10 * 60_000,
} as const;

const LEAST_POLL_MS = 5_000;

/** @throws FatalError for a setting that cannot work */
export const settingsOf = (options: JournalOptions): JournalSettings => {
	const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as unknown as JournalOptions;
	const settings = { ...DEFAULTS, ...given };
	const referencePrefix = settings.referencePrefix.trim().toUpperCase();
	if (!/^[A-Z0-9-]{0,12}$/.test(referencePrefix)) {
		throw new FatalError({
			system: SYSTEM, operation: 'prepare the journals', said: `"${settings.referencePrefix}" cannot begin a reference`,
			remedy: 'Use up to 12 letters, digits and hyphens, like ANP-.',
		});
	}
	return { ...settings, referencePrefix, pollMs: Math.max(LEAST_POLL_MS, settings.pollMs) };
};

export const DATE_FIELD = {
	name: 'date', place: 'head', required: true, pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, like: '2026-03-31',
} as const satisfies JournalField;

/** A day as requests carry it. Sage 300 knows no zones; the time is midnight and means nothing. */
export const dayText = (day: string, { dates }: Pick<JournalSettings, 'dates'>): string => (dates === 'plain' ? day : `${day}T00:00:00Z`);

/** What holds for both kinds of batches. The company is the set of books. */
export const commonRules = (
	{ client, referencePrefix, places, mostLines, settleMs }: JournalSettings, kind: string,
): Omit<JournalRules, 'fields' | 'balancedBy' | 'longestDescription'> => ({
	system: SYSTEM,
	book: `${realmOf(client.place)}/${kind}`.toLowerCase(),
	longestAccount: 45,
	places,
	mostLines,
	reference: { alphabet: REFERENCE_LETTERS, longest: referencePrefix.length + REFERENCE_LENGTH, prefix: referencePrefix },
	mark: { alphabet: REFERENCE_LETTERS, longest: MARK_LENGTH },
	settleMs,
});
