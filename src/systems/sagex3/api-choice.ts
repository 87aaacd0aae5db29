import { errorOf, type Verdict } from './answers/classify-answer';
import type { SageX3Gateway } from './gateway';
import type { CompletePlace } from './identity';
import type { SignIn } from './session/sign-in';
import { pingRequest } from './wire/graphql-requests';

/** That there is no GraphQL server at this address, rather than that it refused. */
const MISSING: ReadonlySet<Verdict['meaning']> = new Set<Verdict['meaning']>(['not-there', 'wrong-address', 'redirected']);

/**
 * Which API the server has: GraphQL where it answers, because it gives lines and their analysis in one tree (reference sage-x3 1), otherwise
 * classic REST. A self-signed token is known to GraphQL alone, so its refusal is no reason to look further; a login may be closed to GraphQL and
 * open to classic REST.
 */
export const chooseApi = (verdict: Pick<Verdict, 'meaning'> | undefined, way: SignIn['way']): 'graphql' | 'classic' | 'neither' => {
	if (verdict === undefined) return 'graphql';
	if (way === 'connected application') return 'neither';
	if (MISSING.has(verdict.meaning)) return 'classic';
	return verdict.meaning === 'signed-out' && (way === 'basic' || way === 'carried') ? 'classic' : 'neither';
};

/** @throws the refusal of the GraphQL server, where it is one */
export const findApi = async (place: CompletePlace, gateway: SageX3Gateway, way: SignIn['way']): Promise<'graphql' | 'classic'> => {
	if (place.api !== 'find out') return place.api;
	const request = pingRequest(place);
	const { verdict } = await gateway.attempt(request);
	const chosen = chooseApi(verdict, way);
	if (chosen !== 'neither') return chosen;
	if (verdict) throw errorOf(verdict, request.purpose);
	return 'graphql';
};
