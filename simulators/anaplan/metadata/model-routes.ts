import type { SimResponse } from '../../harness/server';
import type { ModelCall } from '../http/call';
import { ApiError, jsonResponse } from '../http/reply';
import type { ModelRoute } from '../http/router';

/** -1 = idle, whether open or closed; 0 to 1 while it works or loads (reference anaplan 5). */
const activity = (call: ModelCall): { currentStep: string; progress: number } => {
	const { tasks, state: { presence } } = call.model;
	const { busyStep } = call.world.switches.values;
	if (tasks.busy) return { currentStep: busyStep, progress: tasks.current?.progress ?? 0 };
	const { stage, progress } = presence;
	if (stage === 'Loading') return { currentStep: busyStep, progress };
	return { currentStep: stage, progress: stage === 'Closing' ? progress : -1 };
};

/** The only reply without an envelope (reference anaplan 5). */
const status = (call: ModelCall): SimResponse => {
	const { current } = call.model.tasks;
	return jsonResponse(200, {
		requestStatus: {
			taskId: current?.taskId ?? null, ...activity(call),
			tooltip: current ? `${current.kind} ${current.objectId} is being run by ${current.user}` : null,
			exportTaskType: null, creationTime: current?.creationTime ?? call.world.context.clock.now(),
			peakMemoryUsageEstimate: null, peakMemoryUsageTime: null,
		},
	});
};

const open = (call: ModelCall): SimResponse => {
	const { mode, presence } = call.model.state;
	const { loadMs, openAlready } = call.world.switches.values;
	if (mode.openRefusal !== undefined) throw new ApiError(mode.openRefusal);
	const status = presence.stage === 'Open' ? openAlready : 202;
	presence.open(loadMs);
	return { status };
};

const close = (call: ModelCall): SimResponse => {
	call.model.state.presence.close(call.world.switches.values.closeMs);
	return { status: 204 };
};

const always = { whenBusy: 'answers', anyMode: true } as const;

export const MODEL_STATUS_ROUTES: readonly ModelRoute[] = [
	{ ...always, method: 'GET', path: 'status', json: true, handle: status },
	{ ...always, method: 'POST', path: 'status', json: true, handle: status },
	{ ...always, method: 'POST', path: 'open', handle: open },
	{ ...always, method: 'POST', path: 'close', handle: close },
];
