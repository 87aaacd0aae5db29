import type { IExecuteFunctions } from 'n8n-workflow';
import { pick, processReport, type OtherAction } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { failedProcess, failedTaskError } from '../../../shared/anaplan/failed-task';
import { rejectedInWords } from '../../../shared/anaplan/rejected-in-words';
import { runOnModel } from '../../../shared/anaplan/run-on-model';
import { startedTask } from '../../../shared/anaplan/started-task';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { dumpedSteps, endedProcess } from '../../../shared/anaplan/task-output';
import { coverageOf } from '../../../shared/data/row-coverage';
import type { Outputs } from '../../../shared/routing/operation';
import { loadRulesOf, waitingOf } from '../import/load-options';
import { mappingParametersOf } from '../import/mapping-parameters';

export const scope = 'item';

const importsOf = (steps: readonly OtherAction[]): readonly OtherAction[] => steps.filter(({ actionType }) => actionType === 'IMPORT');

/** Runs a process and tells step by step what became of it. The definition is read before: a busy model would keep it waiting. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const { id, name } = pick(await client.metadata.processes(target), pickedIn(context, 'process', itemIndex), 'process');
	const definition = await client.metadata.processSteps(target, id);
	const action = { id, name, kind: 'processes' as const };
	const ref = { ...target, kind: action.kind, actionId: id };
	const covers = coverageOf([context.getInputData()[itemIndex] ?? { json: {} }]);
	const parameters = await mappingParametersOf(context, itemIndex, async () => importsOf(definition));
	const waiting = waitingOf(context, itemIndex);
	if (!context.getNodeParameter('wait', itemIndex, true)) {
		const started = await runOnModel(context, target, itemIndex, async () => await client.startTask(ref, parameters, waiting.whenStopped));
		return [[{ json: startedTask(action, target, started, covers) }]];
	}
	const run = await runOnModel(context, target, itemIndex, async () => await client.runAction(ref, { ...waiting, parameters }));
	if (run.outcome.status === 'failed') {
		const report = processReport(id, run.outcome, definition);
		throw failedTaskError(failedProcess(action, run.taskId, report), rejectedInWords(dumpedSteps(report, run)));
	}
	const { done, rejected } = await endedProcess(context, { action, run, covers, client, target }, definition, loadRulesOf(context, itemIndex));
	return [[done], rejected];
};
