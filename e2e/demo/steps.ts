import { checkActuals, simulatedTruth, type Difference } from '../checker/intacct-actuals';
import { checkSage100 } from '../checker/sage100-actuals';
import { Control } from '../checker/simulator-control';
import type { Verdict } from '../checker/verdict';
import type { Execution } from '../host/executions';
import type { WorkflowFile } from '../host/n8n';
import { branchesOf, movedBy, rejectedBy, type BranchFigures, type RejectedRow } from './moved';
import type { Stage } from './stage';

/** What a step reports; goes into the JSON report as it is. */
export interface StepFigures {
	readonly executionId?: string;
	readonly branches?: readonly BranchFigures[];
	readonly rejectedRows?: readonly RejectedRow[];
	readonly checked?: Readonly<Record<string, number>>;
	readonly differences?: readonly Difference[];
	/** Why the step did not end as it should; absent when it did. */
	readonly unexpected?: string;
}

export interface Step {
	readonly name: string;
	/** What happens and why one would want to see it. */
	readonly tells: string;
	run(): Promise<StepFigures>;
}

type Expectation = (figures: { readonly branches: readonly BranchFigures[]; readonly rejectedRows: readonly RejectedRow[] }) => string | undefined;

/** A vendor number that the company does not have until the last step but one. */
const NEW_VENDOR = 'V-9001';

/** Read and rejected records by branch, branches without either left out: what an expectation is compared with. */
const arrivals = (branches: readonly BranchFigures[]): string =>
	branches.filter(({ read }) => read > 0).map(({ branch, read, rejected }) => `${read} ${branch}${rejected > 0 ? ` (${rejected} rejected)` : ''}`).join(', ') || 'nothing';

const onlyArrives = (wanted: string): Expectation => ({ branches }) =>
	(arrivals(branches) === wanted ? undefined : `expected to read ${wanted}, but ${arrivals(branches)} came`);

const everythingArrives: Expectation = ({ branches }) => {
	const missing = branches.filter(({ read, sent, outcome }) => read === 0 || sent !== read || outcome !== 'success');
	return missing.length === 0 ? undefined : `not everything moved in: ${missing.map(({ branch, outcome }) => `${branch} (${outcome})`).join(', ')}`;
};

const failure = (execution: Execution): string | undefined =>
	(execution.status === 'success' ? undefined : `execution ${execution.id} ended as ${execution.status}${execution.error ? `: ${String(execution.error.message)}` : ''}`);

/** A production run in a process of its own: only such runs keep their cursors. */
const runOf = ({ n8n }: Stage, workflow: WorkflowFile) => {
	const branches = branchesOf(workflow.nodes);
	return async (expected: Expectation): Promise<StepFigures> => {
		const before = new Set((await n8n.executions({ workflowId: workflow.id })).map(({ id }) => id));
		const { ok } = await n8n.executeOnce(workflow.id);
		const newest = (await n8n.executions({ workflowId: workflow.id })).find(({ id }) => !before.has(id));
		if (newest === undefined) return { unexpected: `n8n has no execution of this run${ok ? '' : ', and the command failed'}` };
		const execution = await n8n.execution(newest.id);
		const figures = { branches: movedBy(execution, branches), rejectedRows: rejectedBy(execution, branches) };
		return { executionId: execution.id, ...figures, unexpected: failure(execution) ?? expected(figures) };
	};
};

const comparison = ({ checked, differences }: Verdict, title: string): StepFigures =>
	({ checked, differences, unexpected: differences.length === 0 ? undefined : `${differences.length} difference(s) between ${title} and the model` });

/** Sage Intacct: what a month looks like. */
const intacctSteps = (stage: Stage): Step[] => {
	const { intacct, anaplan, workflow } = stage;
	const erp = new Control(intacct.url);
	const moved = runOf(stage, workflow);
	const change = async (object: string, record: Readonly<Record<string, string>>): Promise<void> => void (await erp.post('records', { object, record }));

	return [
		{
			name: 'first run',
			tells: 'Everything that Sage Intacct holds goes into the Anaplan model.',
			run: async () => await moved(everythingArrives),
		},
		{
			name: 'second run',
			tells: 'Nothing has changed, so nothing is read out, nothing is sent and no task is started.',
			run: async () => await moved(onlyArrives('nothing')),
		},
		{
			name: 'one change',
			tells: 'Somebody renames vendor V-10 in Sage Intacct. Just that vendor arrives.',
			run: async () => {
				await change('VENDOR', { VENDORID: 'V-10', NAME: 'Tide & Company' });
				return await moved(onlyArrives('1 vendors'));
			},
		},
		{
			name: 'a row that does not fit',
			tells: `A bill names vendor ${NEW_VENDOR}, which the model does not have. It leaves by the Rejected output, and the cursor waits.`,
			run: async () => {
				await change('APBILL', {
					RECORDID: 'INV-2026-77', VENDORID: NEW_VENDOR, STATE: 'Posted', WHENCREATED: '03/12/2026', WHENDUE: '04/11/2026', CURRENCY: 'USD',
					TOTALENTERED: '1204.10', TOTALPAID: '0', TOTALDUE: '1204.10',
				});
				return await moved(onlyArrives('1 bills (1 rejected)'));
			},
		},
		{
			name: 'the cause is repaired',
			tells: `Somebody enters vendor ${NEW_VENDOR}. The next run loads the vendor, and the bill that was waiting follows by itself.`,
			run: async () => {
				await change('VENDOR', { VENDORID: NEW_VENDOR, NAME: 'Harbour Freight Ltd', STATUS: 'active' });
				return await moved(({ branches: rows, rejectedRows }) => (rows.find(({ branch }) => branch === 'bills')?.sent === 1 && rejectedRows.length === 0 ? undefined : `the bill did not get in: ${arrivals(rows)}`));
			},
		},
		{
			name: 'check',
			tells: 'Every record of Sage Intacct is compared with the Anaplan model, and every item and cell of the model with a record.',
			run: async () => {
				return comparison(await checkActuals(simulatedTruth(intacct.url), anaplan.url), 'Sage Intacct');
			},
		},
	];
};

/** Sage 100: through the real agent and its own certificate, in front of a fake of the COM interface. */
const sage100Steps = (stage: Stage): Step[] => {
	const { sage100: { erp, anaplan, workflow } } = stage;
	const moved = runOf(stage, workflow);
	return [
		{
			name: 'Sage 100, first run',
			tells: 'The agent on the network of Sage 100 is proven by its fingerprint; all that one company holds goes into a model of its own.',
			run: async () => await moved(everythingArrives),
		},
		{
			name: 'Sage 100, second run',
			tells: 'Nothing has changed here either.',
			run: async () => await moved(onlyArrives('nothing')),
		},
		{
			name: 'Sage 100, check',
			tells: 'Every record of the company is compared with the model, and every item and cell of the model with a record.',
			run: async () => comparison(await checkSage100(erp.url, anaplan.url, { rejected: new Set() }), 'Sage 100'),
		},
	];
};

/** The story of the demo, in order. */
export const stepsOn = (stage: Stage): Step[] => [...intacctSteps(stage), ...sage100Steps(stage)];
