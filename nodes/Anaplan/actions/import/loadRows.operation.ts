import type { IExecuteFunctions } from 'n8n-workflow';
import type { NamedLock } from '../../../../src/contracts';
import { processLock } from '../../../../src/core/limits/process-lock';
import type { AnaplanClient, LoadContent, LoadResult, ModelRef } from '../../../../src/systems/anaplan';
import { confirmBatches, refuseStale } from '../../../shared/anaplan/confirm-batches';
import { executionClient } from '../../../shared/anaplan/connection';
import { joinRejections } from '../../../shared/anaplan/join-rejections';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { counted, hint } from '../../../shared/context/execution-hints';
import { nodeClock } from '../../../shared/context/node-clock';
import { sourcesBefore } from '../../../shared/data/ancestors';
import { inputForms } from '../../../shared/data/input-form';
import { rejectedItems } from '../../../shared/data/rejected-output';
import type { Outputs } from '../../../shared/routing/operation';
import { failedLoad } from './failed-load';
import { loadOptionsOf, policyOf, rejectedLimitOf, uploadOf, waitingOf } from './load-options';
import { loadSummary } from './load-summary';
import { contentOf, type Supplied } from './supplied-rows';

export const scope = 'run';

/** The guard asks inside the lock, right before the first effect: a newer batch may have been loaded while this one queued. */
const guarded = (context: IExecuteFunctions, loadStale: boolean): NamedLock => ({
	hold: async (name, work, signal) => await processLock(nodeClock).hold(name, async (waitedMs) => {
		if (!loadStale) await refuseStale(context, sourcesBefore(context));
		return await work(waitedMs);
	}, signal),
});

const load = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, content: LoadContent): Promise<LoadResult> => {
	const { alsoRun, unknownColumns, loadStale } = loadOptionsOf(context, 0);
	return await client.loadFile({
		...target, ...waitingOf(context, 0), imports: [pickedIn(context, 'import', 0), ...alsoRun], content, unknownColumns,
		upload: uploadOf(context, 0), lock: guarded(context, loadStale),
	});
};

const loadOne = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, supplied: Supplied): Promise<Outputs> => {
	const result = await load(context, client, target, supplied.content);
	if (result.status === 'failed') throw failedLoad(result);
	const sources = sourcesBefore(context);
	const rejections = [...supplied.rejected, ...(await joinRejections(context, result.steps, () => supplied.sent(client, target), sources))];
	const rejected = rejections.filter(({ counts }) => counts).length;
	const counts = { ...result.counts, rejected: Math.max(rejected, result.counts.failed) };
	const cursors = confirmBatches(context, { status: result.status, counts }, policyOf(context, 0));
	const said = result.nothingToDo ? 'No row to load: nothing was sent and no task was started.'
		: `${result.rowsSent === undefined ? counted(result.upload?.bytes ?? 0, 'byte') : counted(result.rowsSent, 'row')} sent; ${result.steps.flatMap(({ outcome }) => outcome.steps.flatMap(({ messages }) => messages.map(({ text }) => text.trim()))).join(' · ')}`;
	hint(context, `${said}${rejected > 0 ? ` ${counted(rejected, 'rejected row')}.` : ''}`, result.status === 'success' && rejected === 0 ? 'info' : 'warning');
	return [
		[{ json: loadSummary(result, rejected, cursors), pairedItem: supplied.items.map((item) => ({ item })) }],
		await rejectedItems(context, rejections, rejectedLimitOf(context, 0)),
	];
};

/** Upload, import, wait, judge, fetch the dump, join it, confirm: one load for all items, or one per file. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, 0);
	const outputs: Outputs = [[], []];
	for (const input of inputForms(context)) {
		const own = await loadOne(context, client, target, contentOf(context, input));
		own.forEach((items, output) => outputs[output]?.push(...items));
	}
	return outputs;
};
