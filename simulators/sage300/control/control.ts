import { controlWith } from '../../harness/control';
import { ControlStream } from '../../harness/server';
import type { World } from '../world';
import {
	clearHistory, clearJournals, disturb, expire, finishPosting, lock, period, post, recycle, removeRecord, saveRecord, scale, seats, unlock,
} from './changes';
import { batches, facts, recordTexts, sessions, totals } from './queries';

/** Control routes below /__sim/ (see harness/control.ts). */
export const control = controlWith<World>({
	acts: {
		records: saveRecord, delete: removeRecord, period, lock, unlock, post, disturb, 'finish-posting': finishPosting,
		'clear-history': clearHistory, 'clear-journals': clearJournals, seats, 'sessions/expire': expire, recycle, scale,
		reset: ({ world }) => {
			world.reset();
			return { reset: true };
		},
	},
	routes: {
		'GET company': facts,
		'GET records': (call) => new ControlStream('application/json', recordTexts(call)),
		'GET batches': batches,
		'GET totals': totals,
		'GET sessions': sessions,
	},
});
