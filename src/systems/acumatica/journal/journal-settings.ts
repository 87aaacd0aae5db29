import type { Clock } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import type { AcumaticaGateway } from '../gateway';
import { SYSTEM, type AcumaticaPlace } from '../identity';

/** What a target needs of a client. */
export interface JournalClient {
	readonly lasting: AcumaticaGateway;
	readonly place: AcumaticaPlace;
}

export interface AcumaticaJournalOptions {
	readonly client: JournalClient;
	readonly clock: Clock;
	/** Leave batches on hold, for a person to look at; otherwise they are `Balanced`, or wait for an approval. */
	readonly hold: boolean;
	/** What every reference begins with, `PLAN-`: letters, digits and hyphens. */
	readonly referencePrefix: string;
	/** See `JournalRules.settleMs`. A request may wait ten minutes in the queue of the site (reference acumatica 7). */
	readonly settleMs: number;
	/**
	 * A user-defined field of the batch that holds the reference as well, `BatchModule.AttributePLANREF`: it is searched beside the
	 * description, so that a batch is found even if somebody has rewritten that.
	 */
	readonly searchField?: string;
	/** Types of ledgers that may be posted to; all but `Budget`, which takes no journals (reference acumatica 5.4), unless set. */
	readonly ledgerKinds?: readonly string[];
	/** Decimal places of amounts; 2 unless set. */
	readonly places?: number;
	/** Lines of one batch; 500, what the vendor advises for one request (reference acumatica 6.1), unless set. */
	readonly mostLines?: number;
	/** Characters of a batch's description. No source states it for current builds; older ones of the product have 255. */
	readonly longestHeaderText?: number;
	/** Characters of a line's description. No source states it for current builds; older ones of the product have 256. */
	readonly longestDescription?: number;
	/** Send the control total, for sites with *Validate Batch Control Totals on Entry* (reference acumatica 6.2; not confirmed). */
	readonly controlTotal?: boolean;
	/** The user may post to closed periods (role Financial Supervisor), so closed ones are left to the site. */
	readonly closedPeriods?: 'refuse' | 'leave to the site';
	/** References per search: the address of a request must not grow too long. */
	readonly referencesPerSearch?: number;
	/** Between two questions how a release goes; never less than 5 s. */
	readonly pollMs?: number;
	/** How long a release is followed. */
	readonly longestReleaseMs?: number;
}

export type JournalSettings = Required<Omit<AcumaticaJournalOptions, 'searchField' | 'ledgerKinds'>> & Pick<AcumaticaJournalOptions, 'searchField' | 'ledgerKinds'>;

const DEFAULTS = {
	places: 2, mostLines: 500, longestHeaderText: 255, longestDescription: 256, controlTotal: false, closedPeriods: 'refuse', referencesPerSearch: 10,
	pollMs: 5_000, longestReleaseMs: 30 * 60_000,
} as const;

const LEAST_POLL_MS = 5_000;
/** With what is no number, lines would be left out of every part. */
const LEAST = [
	['places', 0, 'the number of decimal places'], ['mostLines', 2, 'the most lines of a batch'], ['longestDescription', 1, 'the longest description of a line'],
	['longestHeaderText', 1, 'the longest description of a batch'], ['settleMs', 0, 'the time to settle'],
] as const;
/** Reference and mark have to fit, whatever is cut. */
const LEAST_HEADER_TEXT = 50;

const wrong = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'prepare the journal entries', said, remedy });

/** @throws FatalError for a setting that cannot work */
export const settingsOf = (options: AcumaticaJournalOptions): JournalSettings => {
	const { searchField, ledgerKinds, referencePrefix, ...others } = options;
	const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)) as typeof others;
	const settings = { ...DEFAULTS, ...given };
	for (const [name, least, what] of LEAST) {
		if (!Number.isInteger(settings[name]) || settings[name] < least) throw wrong(`"${String(settings[name])}" cannot be ${what}`, `Give a whole number from ${least} on.`);
	}
	const prefix = referencePrefix.trim().toUpperCase();
	if (!/^[A-Z0-9-]{0,20}$/.test(prefix)) {
		throw wrong(`"${referencePrefix}" cannot begin a reference`, 'Use up to 20 letters, digits and hyphens, like PLAN-.');
	}
	const field = searchField?.trim() ?? '';
	if (field !== '' && !/^\w+\.\w+$/.test(field)) {
		throw wrong(`"${field}" is not the name of a user-defined field of the batch`, 'Write view and field, like BatchModule.AttributePLANREF, or leave it empty.');
	}
	if (settings.longestHeaderText < LEAST_HEADER_TEXT) {
		throw wrong(`${settings.longestHeaderText} characters of description are too few for the reference`, `Allow at least ${LEAST_HEADER_TEXT}.`);
	}
	return {
		...settings, referencePrefix: prefix, pollMs: Math.max(LEAST_POLL_MS, settings.pollMs),
		...(field === '' ? {} : { searchField: field }), ...(ledgerKinds && ledgerKinds.length > 0 ? { ledgerKinds } : {}),
	};
};
