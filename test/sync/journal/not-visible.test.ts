import type { PostingReport } from '../../../src/sync/journal';
import { Play } from './play';
import { TWO_MONTHS } from './samples';

const said = ({ journals }: PostingReport): string[] => journals.map(({ outcome }) => (outcome.kind === 'ambiguous' ? outcome.doubt : outcome.kind));

/** What this user stores, no search shows him: a restriction group, or something at the site that rewrites the description. */
describe('a journal that was stored and is never shown', () => {
	test('ends the run: the next one would be stored as unseen', async () => {
		const play = new Play(undefined, { blind: true });
		const report = await play.one({ rows: TWO_MONTHS });
		expect(said(report)).toEqual(['not visible', 'unsent']);
		expect(report.stoppedBy?.facts.said).toContain('it was stored as N1');
		expect(play.ledger.history).toHaveLength(1);
		play.checkClaims();
	});

	test('is not created again by the same process, however often n8n repeats the run', async () => {
		const play = new Play(undefined, { blind: true });
		for (let run = 1; run <= 3; run += 1) expect(said(await play.one({ rows: TWO_MONTHS }))).toEqual(['not visible', 'unsent']);
		expect(play.runs[2]?.report?.journals[0]?.outcome).toMatchObject({ numbers: ['N1'], mayBeStoredByThisRun: false });
		expect(play.ledger.history).toHaveLength(1);
		play.checkClaims();
	});
});
