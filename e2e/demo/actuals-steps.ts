import type { Verdict } from '../checker/verdict';
import type { HistoryWatch } from '../scenario/history-watch';
import type { Scene } from './flows/flow';
import { branchesOf, countsOf, movedBy, rejectedBy, type BranchFigures, type RejectedRow } from './moved';
import { failureOf, ranOnce } from './production-run';
import type { Step, StepFigures } from './step';

/** Steps that every flow into Anaplan has in common. */

export type Expectation = (figures: { readonly branches: readonly BranchFigures[]; readonly rejectedRows: readonly RejectedRow[] }) => string | undefined;

/** Read and rejected records by branch, branches without either left out: what an expectation is compared with. */
export const arrivals = (branches: readonly BranchFigures[]): string =>
	branches.filter(({ read }) => read > 0).map(({ branch, read, rejected }) => `${read} ${branch}${rejected > 0 ? ` (${rejected} rejected)` : ''}`).join(', ') || 'nothing';

export const onlyArrives = (wanted: string): Expectation => ({ branches }) =>
	(arrivals(branches) === wanted ? undefined : `expected to read ${wanted}, but ${arrivals(branches)} came`);

/** Several records may make one row, as the branches that several ledgers name do; a row that is rejected or not sent is missing. */
export const everythingArrives: Expectation = ({ branches }) => {
	const missing = branches.filter(({ read, mapped, rejected, sent, outcome }) => read === 0 || mapped === 0 || rejected > 0 || sent !== mapped || outcome !== 'success');
	return missing.length === 0 ? undefined : `not everything moved in: ${missing.map(({ branch, outcome }) => `${branch} (${outcome})`).join(', ')}`;
};

/** One run of the example, and what moved. */
export const moves = (scene: Scene) => async (expected: Expectation): Promise<StepFigures> => {
	const branches = branchesOf(scene.workflow.nodes);
	const execution = await ranOnce(scene);
	const figures = { branches: movedBy(execution, branches), rejectedRows: rejectedBy(execution, branches) };
	return { executionId: execution.id, counts: countsOf(figures.branches), ...figures, unexpected: failureOf(execution) ?? expected(figures) };
};

/** What Anaplan itself has noted of a run in which nothing should have been sent. */
const sentAnyway = async (watch: HistoryWatch): Promise<string | undefined> => {
	const sent = (await watch.happenings()).effects('upload-begun', 'upload-chunk', 'file-complete', 'task-created');
	return sent.length === 0 ? undefined : `Anaplan has noted ${sent.length} uploads and tasks`;
};

export const compared = ({ checked, differences }: Verdict, title: string): StepFigures => ({
	checked, differences: differences.map(({ where, key, expected, found }) => `${where} ${key}: expected ${expected}, found ${found}`),
	unexpected: differences.length === 0 ? undefined : `${differences.length} difference(s) between ${title} and the model`,
});

export interface ActualsStory {
	/** The ERP's name. */
	readonly title: string;
	readonly firstRun: string;
	readonly check: (scene: Scene) => Promise<Verdict>;
	/** What happens between the second run and the comparison. */
	readonly more?: (scene: Scene, moved: (expected: Expectation) => Promise<StepFigures>) => readonly Step[];
}

/** Everything moves, nothing moves, what else the story has, and the comparison. */
export const actualsSteps = ({ title, firstRun, check, more = () => [] }: ActualsStory) => (scene: Scene): readonly Step[] => {
	const moved = moves(scene);
	return [
		{ name: 'first run', tells: firstRun, run: async () => await moved(everythingArrives) },
		{
			name: 'second run',
			tells: 'Nothing has changed, so nothing is read out, nothing is sent and no task is started.',
			run: async () => {
				await scene.anaplan.watch.mark();
				const figures = await moved(onlyArrives('nothing'));
				return { ...figures, unexpected: figures.unexpected ?? (await sentAnyway(scene.anaplan.watch)) };
			},
		},
		...more(scene, moved),
		{
			name: 'check',
			tells: `Every record of ${title} is compared with the Anaplan model, and every item and cell of the model with a record.`,
			run: async () => compared(await check(scene), title),
		},
	];
};
