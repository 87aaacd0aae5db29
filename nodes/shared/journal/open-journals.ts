import type { IDataObject } from 'n8n-workflow';
import type { JournalRules } from '../../../src/contracts';
import type { ReportedJournal } from '../../../src/sync/journal';
import { journalFacts, type KeyOf } from './journal-item';

/** What became of a journal that is not as it should be, and what a person does about it. */
export interface OpenJournal {
	readonly reported: ReportedJournal;
	readonly state: 'ambiguous' | 'unsent' | 'not released' | 'release undecided';
	/** Numbers under which it is stored, as far as they are known. */
	readonly numbers: readonly string[];
	readonly said: string;
	readonly remedy: string;
	readonly howToFindOut: string;
}

const AGAIN = 'Run it again: what is posted already is found and not posted once more.';

type Posted = Extract<ReportedJournal['outcome'], { kind: 'posted' }>;

const openRelease = (reported: ReportedJournal, { number, release }: Posted): OpenJournal | undefined => {
	const open = { reported, numbers: [number], howToFindOut: '' };
	if (release.kind === 'failed') {
		return { ...open, state: 'not released', said: `it is stored and was not released: ${release.said}`, remedy: `${release.error?.facts.remedy ?? 'Mend what is said there.'} ${AGAIN} The release is then tried again.` };
	}
	if (release.kind === 'undecided') {
		return { ...open, state: 'release undecided', said: 'it is stored; whether it was released could not be found out', remedy: `${AGAIN} It is released if it is still open.`, howToFindOut: release.howToFindOut };
	}
	if (release.kind === 'not tried') {
		return { ...open, state: 'not released', said: `it is stored, and its release was not begun: ${release.because}`, remedy: `${AGAIN} It is then released.` };
	}
	return undefined;
};

/** Undefined where all is well: stored and, if that was asked for, released; or planned, or empty. */
export const openJournal = (reported: ReportedJournal): OpenJournal | undefined => {
	const { outcome } = reported;
	if (outcome.kind === 'posted') return openRelease(reported, outcome);
	if (outcome.kind === 'unsent') {
		const remedy = [outcome.error?.facts.remedy ?? '', AGAIN].filter((part) => part !== '').join(' ');
		return { reported, state: 'unsent', numbers: [], said: `nothing of it was stored: ${outcome.because}`, remedy, howToFindOut: '' };
	}
	if (outcome.kind !== 'ambiguous') return undefined;
	const { error, numbers, mayBeStoredByThisRun } = outcome;
	const said = `${error.facts.said}${mayBeStoredByThisRun ? ' (this run has sent it)' : ''}`;
	return { reported, state: 'ambiguous', numbers, said, remedy: error.facts.remedy, howToFindOut: error.howToFindOut };
};

/** As it leaves by the output "Not Posted". */
export const openJson = (rules: JournalRules, { reported, state, numbers, said, remedy, howToFindOut }: OpenJournal, keyOf: KeyOf): IDataObject => {
	const { outcome } = reported;
	const { reference, ...facts } = journalFacts(rules, reported, keyOf);
	return {
		reference, number: numbers.length === 1 ? numbers[0] : '', numbers: [...numbers],
		status: outcome.kind === 'posted' ? outcome.status : '', outcome: outcome.kind, state, said, remedy, howToFindOut,
		...(outcome.kind === 'ambiguous' ? { doubt: outcome.doubt, mayBeStoredByThisRun: outcome.mayBeStoredByThisRun } : {}),
		link: outcome.kind === 'posted' ? (outcome.link ?? '') : '',
		...facts,
	};
};
