import type { Prepare } from './call';
import { endpointOf, entityExists, sessionMilliseconds } from './authentication';
import { requireAll } from './element-order';
import { FunctionFailure } from './failures';
import { ENDPOINT_PATH } from './world';
import { childText } from './xml-tree';
import { node } from './xml-text';

const refused = (reason: string): FunctionFailure => new FunctionFailure([{ errorno: 'Get API Session Failed', description2: reason }]);

/**
 * A new session at the caller's level, in the entity named, or (empty locationid) at the top level.
 * The calling session stays valid (reference 4, checklist 10).
 */
export const getApiSession: Prepare = (element) => {
	requireAll(element, ['locationid']);
	const wanted = childText(element, 'locationid');
	return ({ world, caller }) => {
		world.usage.count('getAPISession');
		const entity = wanted ?? caller.entity;
		if (entity !== '' && !entityExists(world, entity)) throw refused(`Invalid location ID ${entity}`);
		if (entity === '' && world.switches.flag('userRestrictedToEntities')) throw refused('The user may not work at the top level');
		const session = world.sessions.create(
			{ user: caller.user, company: caller.company, entity, endpointPath: ENDPOINT_PATH },
			world.now(),
			sessionMilliseconds(world),
		);
		world.effects.add('session-created', { session: session.number, user: caller.user, entity });
		return {
			kind: 'xml',
			data: node('data', [node('api', [node('sessionid', session.id), node('endpoint', endpointOf(world)), node('locationid', entity)])]),
		};
	};
};
