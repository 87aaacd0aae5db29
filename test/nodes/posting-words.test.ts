import { summarySentence } from '../../nodes/shared/journal/posting-words';
import type { JournalStage } from '../../src/contracts';
import type { ReportedJournal } from '../../src/sync/journal';

type Posted = Extract<ReportedJournal['outcome'], { kind: 'posted' }>;

const posted = (stage: JournalStage | undefined, more: Partial<Posted> = {}): ReportedJournal => ({
	journal: { reference: 'ANP-A', mark: 'A', title: '', part: 1, head: {}, lines: [] }, rowOfLine: [], omitted: [], remarks: [],
	outcome: { kind: 'posted', number: 'GJ-1', status: '', ...(stage && { stage }), evidence: 'answered', verified: true, release: { kind: 'not asked' }, warnings: [], ...more },
});

const said = (journals: readonly ReportedJournal[], storedAs?: string, releasedAs?: string): string =>
	summarySentence({ system: 'Sage 100', name: 'Budget', storedAs, releasedAs, dryRun: false, report: { journals, rejected: [], stoppedBy: undefined }, open: [] });

describe('the hint of a posting', () => {
	const JOURNALS = [
		posted('entered'), posted('entered', { evidence: 'answer lost' }), posted(undefined), posted('released'), posted('entered', { release: { kind: 'done' } }), posted('entered', { evidence: 'found' }),
	];

	it('calls all new journals posted where the system tells no difference', () => {
		expect(said(JOURNALS)).toBe('Budget: 5 journals posted, 1 found.');
	});

	it('tells what is stored and does not count from what counts', () => {
		expect(said(JOURNALS, 'entered and not posted yet')).toBe('Budget: 2 journals posted, 3 journals entered and not posted yet, 1 found.');
	});

	it('does not call posted what was only set ready to post', () => {
		expect(said(JOURNALS, 'left open', 'set ready to post')).toBe('Budget: 2 journals set ready to post, 3 journals left open, 1 found.');
	});
});
