import type { PostedVerdict } from '../checker/posted-batches';
import type { HistoryEntry } from '../checker/simulator-control';
import type { Scene } from './flows/flow';
import { postedBy, postingCounts, type PostedFigures } from './posted';
import { failureOf, ranOnce } from './production-run';
import type { Step, StepFigures } from './step';

/** Steps that every flow out of Anaplan has in common. */

export interface PostingStory {
	readonly firstRun: string;
	readonly secondRun: string;
	/** What is compared and with what. */
	readonly checks: string;
	/** Writes that reached the ERP, out of its own history. */
	readonly written: (entries: readonly HistoryEntry[]) => number;
	/** The books against the approved cells of the model, by what the journals are called there. */
	readonly check: (scene: Scene) => Promise<Readonly<Record<string, PostedVerdict>>>;
}

interface Told {
	readonly postings: readonly PostedFigures[];
	/** Writes that the ERP has noted. */
	readonly writes: number;
}

const total = (postings: readonly PostedFigures[], of: (figures: PostedFigures) => number): number => postings.reduce((sum, figures) => sum + of(figures), 0);

/** Each writer has journals, all new, and the ERP was written to once for each. */
export const everythingIsPosted = ({ postings, writes }: Told): string | undefined => {
	const poor = postings.filter(({ journals, found, rejected }) => journals === 0 || found > 0 || rejected > 0);
	if (poor.length > 0) return `not everything is new: ${poor.map(({ writer, journals, found, rejected }) => `${writer} (${journals} journals, ${found} found, ${rejected} rejected)`).join(', ')}`;
	const journals = total(postings, (figures) => figures.journals);
	return writes === journals ? undefined : `${journals} journals, but the ERP was written to ${writes} times`;
};

/** Each writer finds its journals, and the ERP was not written to. */
export const everythingIsFound = ({ postings, writes }: Told): string | undefined => {
	const poor = postings.filter(({ journals, created, rejected }) => journals === 0 || created > 0 || rejected > 0);
	if (poor.length > 0) return `not everything was found: ${poor.map(({ writer, journals, created, rejected }) => `${writer} (${journals} journals, ${created} new, ${rejected} rejected)`).join(', ')}`;
	return writes === 0 ? undefined : `the ERP was written to ${writes} times`;
};

const posts = async (scene: Scene, written: PostingStory['written'], expected: (told: Told) => string | undefined): Promise<StepFigures> => {
	await scene.erp.watch.mark();
	const execution = await ranOnce(scene);
	const { nodes } = scene.workflow;
	const postings = postedBy(execution, nodes);
	const writes = written((await scene.erp.watch.happenings()).entries);
	return { executionId: execution.id, counts: postingCounts(execution, nodes), postings, unexpected: failureOf(execution) ?? expected({ postings, writes }) };
};

const comparison = (verdicts: Readonly<Record<string, PostedVerdict>>): StepFigures => {
	const each = Object.entries(verdicts);
	const differences = each.flatMap(([what, verdict]) => verdict.differences.map((difference) => `${what}: ${difference}`));
	return {
		checked: Object.fromEntries(each.flatMap(([what, { batches, lines }]) => [[what, batches], [`lines of ${what}`, lines]])),
		posted: Object.fromEntries(each.map(([what, { batches }]) => [what, batches])),
		differences, unexpected: differences.length === 0 ? undefined : `${differences.length} difference(s) between the approved figures and the books`,
	};
};

/** Everything is posted, nothing is posted twice, and the comparison. */
export const postingSteps = ({ firstRun, secondRun, checks, written, check }: PostingStory) => (scene: Scene): readonly Step[] => [
	{ name: 'first run', tells: firstRun, run: async () => await posts(scene, written, everythingIsPosted) },
	{ name: 'second run', tells: secondRun, run: async () => await posts(scene, written, everythingIsFound) },
	{ name: 'check', tells: checks, run: async () => comparison(await check(scene)) },
];
