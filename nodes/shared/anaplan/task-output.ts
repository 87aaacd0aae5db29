import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Coverage } from '../../../src/sync';
import { ACTION_WORD, deletedCount, kindOfActionId, processReport, type ActionRun, type AnaplanClient, type ModelRef, type Outcome, type OtherAction, type ProcessReport, type ProcessStep } from '../../../src/systems/anaplan';
import { hint } from '../context/execution-hints';
import { sourcesBefore } from '../data/ancestors';
import { rejectedItems, type Rejection } from '../data/rejected-output';
import { confirmBatches, mayConfirm, type ConfirmPolicy } from './confirm-batches';
import { joinRejections, unlisted, type DumpedStep } from './join-rejections';
import { saidOf } from './outcome-words';
import { actionJson, coversJson, startAnswerJson, type NamedAction } from './started-task';
import { unreadRows } from './unread-rows';
import { uploadedRows } from './uploaded-rows';

/** A task that has ended without failing. */
export interface EndedAction {
	readonly action: NamedAction;
	readonly run: Pick<ActionRun, 'taskId' | 'outcome' | 'dumps'> & Partial<Pick<ActionRun, 'adopted'>>;
	/** Which records stood behind the upload that the action has read, as its item tells. */
	readonly covers: readonly Coverage[];
	/** Where its imports and their files can be asked for. */
	readonly client: AnaplanClient;
	readonly target: ModelRef;
}

export interface LoadRules {
	readonly policy: ConfirmPolicy;
	readonly rejectedLimit: number;
}

/** Items of its two outputs: what it amounts to, and the rows it rejected. */
export interface EndedItems {
	readonly done: INodeExecutionData;
	readonly rejected: INodeExecutionData[];
}

const textOf = (messages: Outcome['steps'][number]['messages']): string[] => messages.map(({ text, code }) => text || code);

const problemsOf = (dumps: ActionRun['dumps']): string => dumps.map(({ problem }) => problem).filter((problem) => problem !== undefined).join(' ');

const dumpJson = (dumps: ActionRun['dumps']): IDataObject => (problemsOf(dumps) === '' ? {} : { dumpProblem: problemsOf(dumps) });

/** Rejected rows of every import, as far as the dumps list them, each step joined to the file that it has read. */
const rejectionsOf = async (context: IExecuteFunctions, steps: readonly DumpedStep[], { client, target }: Pick<EndedAction, 'client' | 'target'>): Promise<Rejection[]> => {
	const sources = sourcesBefore(context);
	const all: Rejection[] = [];
	for (const step of steps) all.push(...(await joinRejections(context, [step], async () => await uploadedRows(context, client, target, step.importId), sources)));
	return all;
};

/** What imports and processes have in common: rows were rejected or not, and a cursor may move. */
const endedLoad = async (context: IExecuteFunctions, ended: EndedAction, steps: readonly DumpedStep[], own: IDataObject, { policy, rejectedLimit }: LoadRules): Promise<EndedItems> => {
	const { action, run, covers } = ended;
	const { taskId, outcome } = run;
	const rejections = await rejectionsOf(context, steps, ended);
	const isUnlisted = unlisted(steps);
	const listed = rejections.filter(({ counts }) => counts).length;
	const rejected = isUnlisted ? Math.max(listed, outcome.counts.failed) : listed;
	const unread = await unreadRows(context, ended.client, ended.target, steps.map(({ importId }) => importId));
	const load = { status: outcome.status, counts: { ...outcome.counts, rejected }, unlistedRejections: isUnlisted, covers, unread };
	const cursors = confirmBatches(context, load, policy);
	if (unread !== undefined) hint(context, `The cursor was not moved: ${unread}.`, 'warning');
	hint(context, [saidOf(action.name, outcome), ...outcome.messages, problemsOf(run.dumps)].filter((part) => part !== '').join(' – '), outcome.status === 'success' ? 'info' : 'warning');
	return {
		done: {
			json: {
				status: outcome.status, taskId, ...startAnswerJson(run.adopted), ...actionJson(action), counts: { ...outcome.counts }, rowsRejected: rejected, ...own, ...dumpJson(run.dumps),
				cursors, confirms: mayConfirm(context, load, policy), ...coversJson(covers),
			},
		},
		rejected: await rejectedItems(context, rejections, rejectedLimit),
	};
};

/** An import: its outcome, its rejected rows, and what it confirms. */
export const endedImport = async (context: IExecuteFunctions, ended: EndedAction, rules: LoadRules): Promise<EndedItems> => {
	const { taskId, outcome, dumps } = ended.run;
	const step = { importId: ended.action.id, importName: ended.action.name, taskId, dumps, outcome };
	return await endedLoad(context, ended, [step], { said: [...outcome.messages, ...outcome.steps.flatMap(({ messages }) => textOf(messages))] }, rules);
};

/** Each step as an import of its own, so that its dump is judged beside its own counts. */
export const dumpedSteps = ({ steps }: ProcessReport, { taskId, dumps }: EndedAction['run']): DumpedStep[] => {
	const left = [...dumps];
	return steps.map(({ action, outcome }) => {
		// In the order in which they were fetched: the same import may stand in a process twice.
		const at = outcome.dumpAvailable ? left.findIndex(({ objectId }) => objectId === action.id) : -1;
		const { status, counts, counted } = outcome;
		return { importId: action.id, importName: action.name, taskId, dumps: at < 0 ? [] : left.splice(at, 1), outcome: { status, counts, counted, steps: [outcome], messages: [] } };
	});
};

const stepJson = ({ action, outcome }: ProcessStep, { dumps }: DumpedStep): IDataObject => ({
	...actionOfStep(action.id, action.name), status: outcome.status, counts: outcome.counted ? { ...outcome.counts } : null, said: textOf(outcome.messages),
	startTime: outcome.startTime || null, duration: outcome.duration || null, ...dumpJson(dumps),
});

export const actionOfStep = (id: string, name: string): { id: string; name: string; kind: string } => ({ id, name, kind: ACTION_WORD[kindOfActionId(id) ?? 'actions'] });

export const stepsJson = (report: ProcessReport, run: EndedAction['run']): IDataObject => {
	const dumped = dumpedSteps(report, run);
	return {
		steps: report.steps.map((step, index) => stepJson(step, dumped[index] as DumpedStep)),
		notRun: report.notRun.map(({ id, name }) => actionOfStep(id, name)),
	};
};

/** A process: step by step, the rejected rows of each of its imports, and what it confirms. */
export const endedProcess = async (context: IExecuteFunctions, ended: EndedAction, definition: readonly OtherAction[] | undefined, rules: LoadRules): Promise<EndedItems> => {
	const report = processReport(ended.action.id, ended.run.outcome, definition);
	const own = { said: [...report.outcome.messages], ...stepsJson(report, ended.run) };
	return await endedLoad(context, { ...ended, run: { ...ended.run, outcome: report.outcome } }, dumpedSteps(report, ended.run), own, rules);
};

/** The rejected rows of a task that failed: its dumps are gone with the next run, and nothing else will list them. */
export const rejectedOfFailed = async (context: IExecuteFunctions, ended: EndedAction, definition: readonly OtherAction[] | undefined, rejectedLimit: number): Promise<INodeExecutionData[]> => {
	const { action, run } = ended;
	const { taskId, outcome, dumps } = run;
	const steps = action.kind === 'processes' ? dumpedSteps(processReport(action.id, outcome, definition), run) : [{ importId: action.id, importName: action.name, taskId, dumps, outcome }];
	return await rejectedItems(context, await rejectionsOf(context, steps, ended), rejectedLimit);
};

/** An action or export: it loads nothing and confirms nothing; what stood behind its item is passed on. */
export const endedOther = (context: IExecuteFunctions, { action, run, covers }: Pick<EndedAction, 'action' | 'run' | 'covers'>): INodeExecutionData => {
	const { taskId, outcome } = run;
	const said = [...outcome.messages, ...outcome.steps.flatMap(({ messages }) => textOf(messages))];
	hint(context, [action.name, outcome.status, ...said].join(' – '), outcome.status === 'success' ? 'info' : 'warning');
	return {
		json: {
			status: outcome.status, taskId, ...startAnswerJson(run.adopted), ...actionJson(action), ...(action.kind === 'actions' ? { deleted: deletedCount(outcome) } : {}),
			...(action.kind === 'exports' ? { file: { id: action.id, name: action.name } } : {}), said, ...coversJson(covers),
		},
	};
};
