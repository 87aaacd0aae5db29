import type { SimResponse } from '../../harness/server';
import { isRecord, objectBody, param, type ModelCall } from '../http/call';
import { ApiError, bytes, collection, found, jsonResponse, single, wholeCollection } from '../http/reply';
import type { ModelRoute } from '../http/router';
import { actionWork } from './action-work';
import { runProcess } from './run-process';
import type { StepResult, Task, TaskKind, TaskWork } from './task';

const KINDS: readonly TaskKind[] = ['imports', 'exports', 'actions', 'processes'];

type Prompts = (importId: string) => ReadonlyMap<string, string>;

/** mappingParameters fill "prompt at run-time" mappings; importId addresses one import inside a process (reference anaplan 8). */
const promptsOf = (body: Record<string, unknown>): Prompts => {
	const given = (Array.isArray(body.mappingParameters) ? body.mappingParameters : []).filter(isRecord);
	return (importId) => new Map(given
		.filter((one) => typeof one.importId !== 'string' || one.importId === importId)
		.map((one) => [String(one.entityType), String(one.entityName)]));
};

const workOf = (call: ModelCall, kind: TaskKind, id: string, prompts: Prompts): TaskWork | undefined => {
	const { model, user } = call;
	const known: Readonly<Record<TaskKind, ReadonlyArray<{ id: string }>>> = model.definition;
	if (!known[kind].some((one) => one.id === id)) return undefined;
	if (kind !== 'processes') return actionWork(model, id, user, prompts(id));
	const process = model.definition.processes.find((one) => one.id === id);
	return process && { mutating: true, run: (control) => runProcess(model, process, user, prompts, control) };
};

const start = (kind: TaskKind) => (call: ModelCall): SimResponse => {
	const body = objectBody(call);
	const id = param(call, 'id');
	const work = found(workOf(call, kind, id, promptsOf(body)));
	const { localeNameFirst, localeNameText, loadMs } = call.world.switches.values;
	if (typeof body.localeName !== 'string' || body.localeName === '') throw new ApiError(400, localeNameText);
	const members = Object.keys(body);
	if (localeNameFirst && members.includes('mappingParameters') && members.indexOf('mappingParameters') < members.indexOf('localeName')) {
		throw new ApiError(400, 'localeName must come before mappingParameters');
	}
	call.model.state.presence.open(loadMs);
	const task = call.model.tasks.create(kind, id, call.user, work);
	const { taskId, creationTime } = task;
	const reply = call.world.switches.values.taskReply === 'bare'
		? jsonResponse(200, { taskId })
		: single(call, 'task', { task: { taskId, taskState: 'NOT_STARTED', creationTime } });
	return { ...reply, note: { task: taskId } };
};

/** A step's times are shown only when asked for. */
const shown = (step: StepResult, withTimes: boolean): Record<string, unknown> => {
	const { startTime, duration, ...rest } = step;
	return withTimes ? { ...rest, startTime, duration } : rest;
};

const describe = (task: Task, withTimes: boolean): Record<string, unknown> => {
	const { taskId, currentStep, progress, state, creationTime, result, cancelledBy } = task;
	return {
		type: 'taskInformation', taskId, currentStep, progress, taskState: state, creationTime,
		...(result ? {
			result: { ...result, ...(result.nestedResults ? { nestedResults: result.nestedResults.map((step) => shown(step, withTimes)) } : {}) },
		} : {}),
		...(cancelledBy ? { cancelledBy } : {}),
	};
};

const theTask = (kind: TaskKind, call: ModelCall): Task =>
	found(call.model.tasks.of(kind, param(call, 'id')).find((task) => task.taskId === param(call, 'task')));

const status = (call: ModelCall, task: Task): SimResponse => ({
	...single(call, 'task', { task: describe(task, call.request.query.get('includeProcessDetails') === 'true') }),
	note: { task: task.taskId, taskState: task.state },
});

const SORTS: Readonly<Record<string, (a: Task, b: Task) => number>> = {
	'-creationTime': (a, b) => b.creationTime - a.creationTime,
	'+creationTime': (a, b) => a.creationTime - b.creationTime,
};

/** 200 and empty for a parent that does not exist (reference anaplan 8); any sort is accepted, unknown ones are ignored. */
const list = (kind: TaskKind) => (call: ModelCall): SimResponse => {
	const tasks = call.model.tasks.of(kind, param(call, 'id'));
	const sort = call.request.query.get('sort') ?? '';
	// Newest first must hold for two tasks of one millisecond too.
	if (sort === '-creationTime') tasks.reverse();
	const order = SORTS[sort];
	if (order) tasks.sort(order);
	return collection(call, 'task', 'tasks', tasks.map(({ taskId, state, creationTime }) => ({ taskId, taskState: state, creationTime })));
};

const noTasks = (call: ModelCall): SimResponse => collection(call, 'task', 'tasks', []);

const cancel = (kind: TaskKind) => (call: ModelCall): SimResponse => {
	const task = theTask(kind, call);
	call.model.tasks.cancel(task, call.user);
	return status(call, task);
};

const dumpOf = (call: ModelCall, objectId: string): readonly Buffer[] | undefined =>
	call.model.dumps.get(call.user.email, objectId, param(call, 'task'));

const noDump = (call: ModelCall): ApiError => new ApiError(call.world.switches.values.noDumpChunksStatus, 'No dump available');

const dumpChunks = (objectParam: string) => (call: ModelCall): SimResponse => {
	const chunks = dumpOf(call, param(call, objectParam));
	if (chunks === undefined) throw noDump(call);
	return wholeCollection(call, 'chunk', 'chunks', chunks.map((_, at) => ({ id: String(at), name: `Chunk ${at}` })));
};

const dumpChunk = (objectParam: string) => (call: ModelCall): SimResponse => {
	const chunk = dumpOf(call, param(call, objectParam))?.[Number(param(call, 'chunk'))];
	return bytes(found(chunk), 'text/plain');
};

const wholeDump = (call: ModelCall): SimResponse => {
	const chunks = dumpOf(call, param(call, 'id'));
	if (chunks !== undefined) return bytes(Buffer.concat([...chunks]), 'text/plain');
	if (call.world.switches.values.noDumpStatus === 204) return { status: 204 };
	throw new ApiError(404);
};

const answers = { whenBusy: 'answers' } as const;

const routesOf = (kind: TaskKind): ModelRoute[] => [
	{ ...answers, method: 'POST', path: `${kind}/:id/tasks`, json: true, handle: start(kind) },
	{ ...answers, method: 'GET', path: `${kind}/:id/tasks`, json: true, handle: list(kind), noAccess: noTasks },
	{ ...answers, method: 'GET', path: `${kind}/:id/tasks/:task`, json: true, handle: (call) => status(call, theTask(kind, call)) },
	{ ...answers, method: 'DELETE', path: `${kind}/:id/tasks/:task`, json: true, handle: cancel(kind) },
];

export const TASK_ROUTES: readonly ModelRoute[] = [
	...KINDS.flatMap(routesOf),
	{ ...answers, method: 'GET', path: 'imports/:id/tasks/:task/dump', handle: wholeDump },
	{ ...answers, method: 'GET', path: 'imports/:id/tasks/:task/dump/chunks', json: true, handle: dumpChunks('id') },
	{ ...answers, method: 'GET', path: 'imports/:id/tasks/:task/dump/chunks/:chunk', handle: dumpChunk('id') },
	{ ...answers, method: 'GET', path: 'processes/:id/tasks/:task/dumps/:object/chunks', json: true, handle: dumpChunks('object') },
	{ ...answers, method: 'GET', path: 'processes/:id/tasks/:task/dumps/:object/chunks/:chunk', handle: dumpChunk('object') },
];
