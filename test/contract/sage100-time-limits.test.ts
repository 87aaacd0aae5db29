import { DEFAULTS } from '../../agent/src';
import { MOST_FETCHES } from '../../agent/src/operations/lists';
import { SECONDS } from '../../agent/src/sage/settings';
import { TIMEOUT_MS } from '../../src/systems/sage100/gateway';

it('the client waits longer than the agent, so that the agent says what it gave up', () => {
	const before = DEFAULTS.waitSeconds + SECONDS.open + SECONDS.scan;
	const longest = { page: before + MOST_FETCHES * SECONDS.read, creation: before + SECONDS.write };
	expect(longest).toEqual({ page: 635, creation: 515 });
	expect(TIMEOUT_MS / 1_000).toBeGreaterThan(Math.max(...Object.values(longest)));
});
