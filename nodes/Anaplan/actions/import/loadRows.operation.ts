import type { IExecuteFunctions } from 'n8n-workflow';
import type { NamedLock } from '../../../../src/contracts';
import { addCounts, NO_COUNTS, pick, worst, type AnaplanClient, type LoadContent, type LoadResult, type ModelRef } from '../../../../src/systems/anaplan';
import { confirmBatches, mayConfirm, refuseStale, type CursorReport } from '../../../shared/anaplan/confirm-batches';
import { executionClient } from '../../../shared/anaplan/connection';
import { modelLock } from '../../../shared/anaplan/model-lock';
import { saidOf } from '../../../shared/anaplan/outcome-words';
import { joinRejections, unlisted } from '../../../shared/anaplan/join-rejections';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { counted, hint } from '../../../shared/context/execution-hints';
import { sourcesBefore } from '../../../shared/data/ancestors';
import { inputForms, type InputForm } from '../../../shared/data/input-form';
import { rejectedItems, type Rejection } from '../../../shared/data/rejected-output';
import type { Outputs } from '../../../shared/routing/operation';
import { failedLoad } from './failed-load';
import { loadOptionsOf, policyOf, rejectedLimitOf, uploadOf, waitingOf } from './load-options';
import { loadSummary } from './load-summary';
import { mappingParametersOf } from './mapping-parameters';
import { contentOf, type Supplied } from './supplied-rows';

export const scope = 'run';

/** The guard asks inside the lock, right before the first effect: a newer batch may have been loaded while this one queued. */
const guarded = (context: IExecuteFunctions, loadStale: boolean): NamedLock => ({
	hold: async (name, work, signal) => await modelLock(context).hold(name, async (waitedMs) => {
		if (!loadStale) await refuseStale(context, sourcesBefore(context));
		return await work(waitedMs);
	}, signal),
});

const load = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, content: LoadContent): Promise<LoadResult> => {
	const { alsoRun, unknownColumns, loadStale } = loadOptionsOf(context, 0);
	const imports = [pickedIn(context, 'import', 0), ...alsoRun];
	const parameters = await mappingParametersOf(context, 0, async () => {
		const known = await client.metadata.imports(target);
		return imports.map((wanted) => pick(known, wanted, 'import'));
	});
	return await client.loadFile({
		...target, ...waitingOf(context, 0), imports, content, unknownColumns, parameters,
		upload: uploadOf(context, 0), lock: guarded(context, loadStale),
	});
};

interface LoadedInput {
	readonly supplied: Supplied;
	readonly result: LoadResult;
	readonly rejections: readonly Rejection[];
}

const rejectedIn = ({ rejections, result }: LoadedInput): number => {
	const listed = rejections.filter(({ counts }) => counts).length;
	return unlisted(result.steps) ? Math.max(listed, result.counts.failed) : listed;
};

const loadInput = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, input: InputForm): Promise<LoadedInput> => {
	const supplied = contentOf(context, input);
	const result = await load(context, client, target, supplied.content);
	if (result.status === 'failed') throw failedLoad(result);
	const rejections = await joinRejections(context, result.steps, () => supplied.sent(client, target), sourcesBefore(context));
	return { supplied, result, rejections: [...supplied.rejected, ...rejections] };
};

const tell = (context: IExecuteFunctions, loaded: LoadedInput): void => {
	const { result } = loaded;
	const rejected = rejectedIn(loaded);
	const sent = result.rowsSent === undefined ? counted(result.upload?.bytes ?? 0, 'byte') : counted(result.rowsSent, 'row');
	const said = result.steps.map(({ importName, outcome }) => saidOf(importName, outcome)).join(' · ');
	hint(context, result.nothingToDo ? 'No row to load: nothing was sent and no task was started.' : `${sent} sent; ${said}${rejected > 0 ? ` ${counted(rejected, 'rejected row')}.` : ''}`,
		result.status === 'success' && rejected === 0 ? 'info' : 'warning');
};

/** What all inputs together say: they are one load as far as the cursor is concerned, so it is confirmed once, at the end. */
const confirm = (context: IExecuteFunctions, all: readonly LoadedInput[]): { cursors: CursorReport[]; confirms: boolean } => {
	const counts = { ...all.map(({ result }) => result.counts).reduce(addCounts, NO_COUNTS), rejected: all.reduce((sum, loaded) => sum + rejectedIn(loaded), 0) };
	const outcome = {
		status: worst(all.map(({ result }) => result.status)) === 'success' ? 'success' as const : 'warning' as const,
		counts, unlistedRejections: all.some(({ result }) => unlisted(result.steps)),
	};
	const policy = policyOf(context, 0);
	const cursors = confirmBatches(context, { ...outcome, covers: all.flatMap(({ supplied }) => supplied.covers) }, policy);
	return { cursors, confirms: mayConfirm(context, outcome, policy) };
};

/** Upload, import, wait, judge, fetch the dump, join it: one load for all items, or one per file. Then confirm. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, 0);
	const all: LoadedInput[] = [];
	for (const input of inputForms(context)) all.push(await loadInput(context, client, target, input));
	const confirmed = confirm(context, all);
	all.forEach((loaded) => tell(context, loaded));
	return [
		all.map((loaded) => ({
			json: loadSummary(loaded.result, rejectedIn(loaded), confirmed, loaded.supplied.covers),
			pairedItem: loaded.supplied.items.map((item) => ({ item })),
		})),
		await rejectedItems(context, all.flatMap(({ rejections }) => rejections), rejectedLimitOf(context, 0)),
	];
};
