import { controlWith } from '../../harness/control';
import { numberIn } from '../../harness/control-call';
import { ControlStream } from '../../harness/server';
import type { World } from '../world';
import { disturb, expire, period, push, removeRecord, saveRecord, scale, seats, touch } from './changes';
import { batches, company, recordTexts, sessions, totals } from './queries';

/** Control routes below /__sim/ (see harness/control.ts). */
export const control = controlWith<World>({
	acts: {
		records: saveRecord, touch, delete: removeRecord, period, disturb, seats, 'sessions/expire': expire, scale, push,
		storm: ({ world, body }) => {
			world.throttle.refuse(numberIn(body, 'requests'));
			return { requests: body.requests };
		},
		reset: ({ world, body }) => {
			world.reset(body.keepSessions === true);
			return { reset: true };
		},
	},
	routes: {
		'GET company': ({ world }) => company(world),
		'GET records': ({ world, query }) => new ControlStream('application/json', recordTexts(world, query.get('entity'))),
		'GET batches': ({ world, query }) => batches(world, query),
		'GET totals': ({ world, query }) => totals(world, query),
		'GET sessions': ({ world }) => sessions(world),
		'GET push': ({ world }) => ({ failed: world.push.failed }),
	},
	settle: (world) => world.operations.settle(),
});
