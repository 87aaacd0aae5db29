import type { NamedLock } from '../../contracts';
import { AmbiguousError, FatalError } from '../../core/errors';
import { requireFittingHeader } from './compare-header';
import { RowSupply, prepareFile, type LoadContent, type PreparedContent } from './load-content';
import type { ImportAction, ImportMetadata, Metadata, ModelRef } from './metadata';
import { worst, type OutcomeStatus } from './outcome';
import { pick } from './pick';
import { SYSTEM } from './refusals';
import { NO_COUNTS, addCounts, type Counts } from './row-counts';
import { runAction, type ActionRun, type RunOptions } from './run-action';
import type { Tasks } from './tasks';
import { uploadFile, type UploadFacts, type UploadRequest } from './upload';
import type { AnaplanWire } from './wire';

export interface LoadRequest extends ModelRef, RunOptions {
	/** Ids or exact names, in the order in which they are to run. All of them read the same file. */
	readonly imports: readonly string[];
	readonly content: LoadContent;
	/** What to do with columns that an import does not know. Default: refuse. */
	readonly unknownColumns?: 'refuse' | 'ignore';
	readonly upload?: Pick<UploadRequest, 'chunkBytes' | 'parallel' | 'gzip' | 'count' | 'onProgress'>;
	/** Called as soon as an import has ended and its dump is read: what is known stays known if a later import throws. */
	readonly onStep?: (step: LoadStep) => void;
	/** Leave it out only when the caller already holds `modelLockName`: the lock is not re-entrant. */
	readonly lock?: NamedLock;
}

export interface LoadStep extends ActionRun {
	readonly importId: string;
	readonly importName: string;
}

export interface LoadResult {
	readonly status: OutcomeStatus;
	/** There was no row of data: nothing was sent and nothing was started. */
	readonly nothingToDo: boolean;
	/** Sum over the imports; several imports of one file count its rows once each. */
	readonly counts: Counts;
	/** What ran, in order. After a failed one nothing else runs. */
	readonly steps: readonly LoadStep[];
	/** Ids of the imports that did not run because one before them failed. */
	readonly notRun: readonly string[];
	readonly taskIds: readonly string[];
	readonly upload: UploadFacts | undefined;
	readonly rowsSent: number | undefined;
	readonly timing: { readonly waitedForLockMs: number; readonly uploadMs: number; readonly totalMs: number };
}

interface Definition {
	readonly action: ImportAction;
	readonly metadata: ImportMetadata;
}

interface Tools {
	readonly wire: AnaplanWire;
	readonly metadata: Metadata;
	readonly tasks: Tasks;
}

/** One action at a time per model: what the caller's `NamedLock` is asked for. */
export const modelLockName = ({ modelId }: Pick<ModelRef, 'modelId'>): string => `anaplan-model:${modelId}`;

const refuse = (operation: string, said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation, said, remedy });

const readDefinitions = async ({ metadata }: Tools, request: LoadRequest): Promise<readonly [Definition, ...Definition[]]> => {
	const known = await metadata.imports(request);
	const actions = request.imports.map((wanted) => pick(known, wanted, 'import'));
	const definitions: Definition[] = [];
	for (const action of actions) {
		const definition = { action, metadata: await metadata.importMetadata(request, action.id) };
		if (definition.metadata.type === 'MODEL' || action.sourceId === '') {
			throw refuse(`load with import ${action.id} ${JSON.stringify(action.name)}`, 'it reads from a model and not from a file',
				'Choose an import that reads an uploaded file, or run this one without a file.');
		}
		definitions.push(definition);
	}
	const [first, ...others] = definitions;
	if (!first) throw refuse('load a file', 'no import was named', 'Choose at least one import.');
	const stranger = others.find(({ action }) => action.sourceId !== first.action.sourceId);
	if (stranger) {
		throw refuse('load a file',
			`import ${stranger.action.id} reads file ${stranger.action.sourceId}, and import ${first.action.id} reads file ${first.action.sourceId}`,
			'Load the two files one after the other. Nothing was sent.');
	}
	return [first, ...others];
};

const nothing = (rowsSent: number | undefined): LoadResult => ({
	status: 'success', nothingToDo: true, counts: NO_COUNTS, steps: [], notRun: [], taskIds: [], upload: undefined, rowsSent,
	timing: { waitedForLockMs: 0, uploadMs: 0, totalMs: 0 },
});

/**
 * A task found in the list is ours unless a stranger started the same import in the same seconds (see `startTask`).
 * A list import counts the rows of its file, so a wrong number gives the stranger away.
 */
const requireOwn = (step: LoadStep, { action }: Definition, rowsSent: number | undefined): void => {
	const { counts, counted } = step.outcome;
	if (!step.adopted || rowsSent === undefined || !counted || action.importType !== 'HIERARCHY_DATA' || counts.total === rowsSent) return;
	throw new AmbiguousError({
		system: SYSTEM, operation: `start import ${action.id}`,
		said: `the answer was lost; the only new task ${step.taskId} counts ${counts.total} rows where ${rowsSent} were sent`,
		remedy: 'The task may be somebody else\'s. Find out before running again.',
	}, `Look in the model's history whether this integration user ran import ${action.id}, and how many rows it read.`);
};

const runImports = async (
	tools: Tools, request: LoadRequest, definitions: readonly Definition[], rowsSent: number | undefined,
): Promise<readonly LoadStep[]> => {
	const steps: LoadStep[] = [];
	for (const definition of definitions) {
		const { action } = definition;
		const ref = { workspaceId: request.workspaceId, modelId: request.modelId, kind: 'imports' as const, actionId: action.id };
		// An answer that is meant for one import is given to that one alone; a run of its own has no other to name.
		const parameters = (request.parameters ?? []).filter(({ importId }) => !importId || importId === action.id)
			.map(({ entityType, entityName }) => ({ entityType, entityName }));
		const step: LoadStep = { ...(await runAction(tools.wire, tools.tasks, ref, { ...request, parameters })), importId: action.id, importName: action.name };
		requireOwn(step, definition, rowsSent);
		steps.push(step);
		request.onStep?.(step);
		if (step.outcome.status === 'failed') break;
	}
	return steps;
};

const SHORTEST_LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 5_000;
const BYTES_PER_MS = 20_000;

/**
 * When to look at the task for the first time. Between two looks lie at least five seconds, so one look too early makes
 * a load wait for the next: a larger file is given a little longer, as it takes a little longer.
 */
export const firstLookFor = (bytes: number): number => Math.min(SHORTEST_LOOK_MS + Math.round(bytes / BYTES_PER_MS), LONGEST_LOOK_MS);

const sendAndRun = async (
	tools: Tools, request: LoadRequest, definitions: readonly [Definition, ...Definition[]], content: PreparedContent, waitedForLockMs: number,
): Promise<LoadResult> => {
	const { clock } = tools.wire;
	const beganAtMs = clock.now();
	const upload = await uploadFile(tools.wire, tools.metadata, {
		...request.upload, workspaceId: request.workspaceId, modelId: request.modelId,
		fileId: definitions[0].action.sourceId, fileIsKnown: true, source: content.bytes(),
	});
	const uploadMs = clock.now() - beganAtMs;
	const rowsSent = content.rowsSent();
	const steps = await runImports(tools, { ...request, firstLookMs: request.firstLookMs ?? firstLookFor(upload.bytes) }, definitions, rowsSent);
	return {
		status: worst(steps.map(({ outcome }) => outcome.status)),
		nothingToDo: false,
		counts: steps.map(({ outcome }) => outcome.counts).reduce(addCounts, NO_COUNTS),
		steps,
		notRun: definitions.slice(steps.length).map(({ action }) => action.id),
		taskIds: steps.map(({ taskId }) => taskId),
		upload,
		rowsSent,
		timing: { waitedForLockMs, uploadMs, totalMs: clock.now() - beganAtMs },
	};
};

/**
 * Loads a file: definition → header → upload → each import: start, wait, judge, dump.
 *
 * **What is imported is what was uploaded, and the dump is of this run.** Anaplan locks neither the file nor the dump:
 * an upload while an import reads corrupts that import, and the next clean run deletes the dump. So everything from
 * the first chunk to the last dump is one critical section per model, under `modelLockName`; and each import starts
 * only after the upload returned, the next only after the dump of the one before was read.
 *
 * **Nothing is sent for nothing.** Without a row of data no file is touched and no task is started, because an import
 * of an empty file may clear what it should leave. A header that does not fit is found before the first chunk.
 *
 * A failed import is a result (`status: 'failed'`), and stops the imports behind it. Errors are thrown where no
 * outcome is known.
 */
export const loadFile = async (tools: Tools, request: LoadRequest): Promise<LoadResult> => {
	const { content } = request;
	const supply = content.kind === 'rows' ? await RowSupply.open(content) : undefined;
	if (content.kind === 'rows' && !supply) return nothing(0);
	try {
		const definitions = await readDefinitions(tools, request);
		const [{ metadata }] = definitions;
		const prepared = content.kind === 'rows' ? supply?.prepare(metadata) : await prepareFile(content, metadata);
		if (!prepared) return nothing(undefined);
		for (const definition of definitions) {
			if (definition.metadata.headerRow > 0) {
				requireFittingHeader(prepared.header, definition.metadata, definition.action.id, request.unknownColumns ?? 'refuse');
			}
		}
		const work = (waitedMs: number): Promise<LoadResult> => sendAndRun(tools, request, definitions, prepared, waitedMs);
		return await (request.lock ? request.lock.hold(modelLockName(request), work, tools.wire.signal) : work(0));
	} finally {
		await supply?.close();
	}
};
