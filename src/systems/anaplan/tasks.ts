import type { HttpResponse } from '../../contracts';
import { FatalError } from '../../core/errors';
import { numberOf, objectOf, parseJson, textOf, type Json } from './json';
import type { ModelRef } from './metadata';
import { readTask, taskOf, type TaskReport } from './task-report';
import { path, type AnaplanWire, type Call } from './wire';

export type TaskKind = 'imports' | 'exports' | 'actions' | 'processes';

/** The first three digits of an id inside a model tell the kind of action (reference anaplan 4); they are no contract. */
const KIND_BY_PREFIX: Readonly<Record<string, TaskKind>> = { 112: 'imports', 116: 'exports', 117: 'actions', 118: 'processes' };

/** `undefined` when the id does not tell. */
export const kindOfActionId = (id: string): TaskKind | undefined => (/^\d{12,13}$/.test(id) ? KIND_BY_PREFIX[id.slice(0, 3)] : undefined);

/** An action that can be run. */
export interface ActionRef extends ModelRef {
	readonly kind: TaskKind;
	readonly actionId: string;
}

export interface TaskRef extends ActionRef {
	readonly taskId: string;
}

/** Fills a "prompt at run-time" mapping; `importId` addresses one import inside a process. */
export interface MappingParameter {
	readonly entityType: string;
	readonly entityName: string;
	readonly importId?: string;
}

export interface ListedTask {
	readonly taskId: string;
	readonly state: string;
	/** The server's clock, milliseconds since 1970; 0 when not told. */
	readonly creationTime: number;
}

/** How users call it: "import 112000000034". */
export const nameOfAction = ({ kind, actionId }: ActionRef): string =>
	`${{ imports: 'import', exports: 'export', actions: 'action', processes: 'process' }[kind]} ${actionId}`;

const tasksPath = (ref: ActionRef): string => path`/workspaces/${ref.workspaceId}/models/${ref.modelId}/${ref.kind}/${ref.actionId}/tasks`;

const taskPath = (ref: TaskRef): string => `${tasksPath(ref)}${path`/${ref.taskId}`}`;

/** Whether the call obeys the execution's cancel signal; cleaning up does not. */
export interface Stoppable {
	readonly unstoppable?: boolean;
}

/** One call each. What to conclude from them is decided in `start-task.ts`, `wait-for-task.ts` and `outcome.ts`. */
export class Tasks {
	constructor(private readonly wire: AnaplanWire) {}

	/** Newest first. Includes tasks of other users; 200 and empty for an unknown action and without access (reference anaplan 8). */
	async list(ref: ActionRef, stop: Stoppable = {}): Promise<readonly ListedTask[]> {
		const items = await this.wire.collection(this.call(ref, 'GET', `${tasksPath(ref)}?sort=-creationTime`, 'list tasks of', stop), 'tasks');
		return items
			.map((item) => ({ taskId: textOf(item, 'taskId'), state: textOf(item, 'taskState'), creationTime: numberOf(item, 'creationTime') ?? 0 }))
			.sort((a, b) => b.creationTime - a.creationTime);
	}

	/**
	 * Sends the start once. Not repeatable: there is no idempotency key, and a second start is a second run.
	 * The locale comes first in the body; without it Anaplan answers 400 (reference anaplan 8).
	 */
	send(ref: ActionRef, parameters: readonly MappingParameter[]): Promise<HttpResponse> {
		const json: Json = { localeName: 'en_US', ...(parameters.length > 0 ? { mappingParameters: parameters.map(orderedParameter) } : {}) };
		return this.wire.send({ ...this.call(ref, 'POST', tasksPath(ref), 'start', {}), repeatable: false, json });
	}

	async get(ref: TaskRef, stop: Stoppable = {}): Promise<TaskReport> {
		const plain = taskPath(ref);
		if (ref.kind !== 'processes') return await this.look(ref, plain, stop);
		// Start and duration of each step are an extra: a service that does not know the switch must still be asked.
		return await this.look(ref, `${plain}?includeProcessDetails=true`, stop).catch(async (error: unknown) => {
			if (error instanceof FatalError && error.facts.status === 400) return await this.look(ref, plain, stop);
			throw error;
		});
	}

	/** Asks for cancellation; the task is rolled back some time later. Asking twice changes nothing. */
	async cancel(ref: TaskRef, stop: Stoppable = {}): Promise<TaskReport> {
		const response = await this.wire.send(this.call(ref, 'DELETE', taskPath(ref), 'cancel the task of', stop));
		return readTask(taskOf(objectOf(parseJson(response.body))));
	}

	private async look(ref: TaskRef, place: string, stop: Stoppable): Promise<TaskReport> {
		return readTask(taskOf(await this.wire.json(this.call(ref, 'GET', place, 'read the task of', stop))));
	}

	private call(ref: ActionRef, method: Call['method'], place: string, verb: string, stop: Stoppable): Call {
		return {
			method, path: place, purpose: `${verb} ${nameOfAction(ref)}`, repeatable: true, timeoutMs: this.wire.timeouts.promptMs,
			...(stop.unstoppable ? { unstoppable: true } : {}),
		};
	}
}

const orderedParameter = ({ entityType, entityName, importId }: MappingParameter): Json => ({
	entityType, entityName, ...(importId ? { importId } : {}),
});
