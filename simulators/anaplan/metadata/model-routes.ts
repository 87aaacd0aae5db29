import type { SimResponse } from '../../harness/server';
import type { ModelCall } from '../http/call';
import { ApiError, jsonResponse } from '../http/reply';
import type { ModelRoute } from '../http/router';

/** The only reply without an envelope (reference anaplan 5). */
const status = (call: ModelCall): SimResponse => {
	const { tasks, state } = call.model;
	const { current } = tasks;
	return jsonResponse(200, {
		requestStatus: {
			taskId: current?.taskId ?? null, currentStep: tasks.busy ? 'Processing ...' : state.open ? 'Open' : 'Closed',
			progress: tasks.busy ? (current?.progress ?? 0) : -1,
			tooltip: current ? `${current.kind} ${current.objectId} is being run by ${current.user}` : null,
			exportTaskType: null, creationTime: current?.creationTime ?? call.world.context.clock.now(),
			peakMemoryUsageEstimate: null, peakMemoryUsageTime: null,
		},
	});
};

const OPEN_REFUSED: Readonly<Record<string, number>> = { ARCHIVED: 422, MAINTENANCE: 424, PRODUCTION_MAINTENANCE: 424 };

const open = (call: ModelCall): SimResponse => {
	const refused = OPEN_REFUSED[call.model.state.activeState];
	if (refused !== undefined) throw new ApiError(refused);
	call.model.state.open = true;
	return { status: 202 };
};

const close = (call: ModelCall): SimResponse => {
	call.model.state.open = false;
	return { status: 204 };
};

const always = { whenBusy: 'answers', anyMode: true } as const;

export const MODEL_STATUS_ROUTES: readonly ModelRoute[] = [
	{ ...always, method: 'GET', path: 'status', json: true, handle: status },
	{ ...always, method: 'POST', path: 'status', json: true, handle: status },
	{ ...always, method: 'POST', path: 'open', handle: open },
	{ ...always, method: 'POST', path: 'close', handle: close },
];
