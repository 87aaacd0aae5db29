import { controlWith } from '../../harness/control';
import { ControlStream } from '../../harness/server';
import type { World } from '../world';
import { decide, expireTokens, pair, removeRecord, saveRecord, scale, touch } from './changes';
import { disturb } from './disturbances';
import { facts, recordTexts, tokens, totals } from './queries';

/** Control routes below /__sim/ (see harness/control.ts). */
export const control = controlWith<World>({
	acts: {
		records: saveRecord, delete: removeRecord, touch, disturb, 'tokens/expire': expireTokens, pair, pairing: decide, scale,
		reset: ({ world }) => {
			world.reset();
			return { reset: true };
		},
	},
	routes: {
		'GET facts': facts,
		'GET records': (call) => new ControlStream('application/json', recordTexts(call)),
		'GET totals': totals,
		'GET tokens': tokens,
	},
});
