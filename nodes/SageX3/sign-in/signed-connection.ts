import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Http } from '../../../src/contracts';
import { redactor, withRedaction } from '../../../src/core/http/redaction';
import { PairingRefused, tokenMark, type SageX3Place, type SignIn } from '../../../src/systems/sagex3';
import { nodeClock } from '../../shared/context/node-clock';
import { credentialHttp, nodeHttp } from '../../shared/context/node-http';
import { placeIn, SAGEX3_SERVER } from '../../shared/sagex3/sign-in/place-fields';
import { heldIn, type Asking, type TokenWay } from '../../shared/sagex3/sign-in/stored-token';
import { learning } from '../../shared/sign-in/learned-secrets';
import { withSecondRenewal } from '../../shared/sign-in/second-renewal';
import { believing, connectionOf } from '../../shared/sign-in/server-certificate';
import type { Way } from './ways';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** What a client is made with, whatever the way of signing in. */
export interface SignedConnection {
	readonly http: Http;
	readonly signIn: SignIn;
	place(asking: Asking): Promise<SageX3Place>;
}

/** Another worker has stored its pair within a moment of its exchange. */
const LOOKS_MS = [500, 1_000, 2_000, 4_000];

/**
 * Two workers may find a token ended at the same moment and exchange the same refresh token, for n8n orders nobody but the runs of one process.
 *
 * **One wins, neither is locked out.** Whoever is refused looks whether the credential holds another refresh token than the one that was refused.
 * If so, somebody else has renewed, and the request is sent again with what they have stored. If it stays the same, the pairing has ended,
 * and the refusal counts for all further requests of the run: the dead token is not presented again and again.
 */
const afterOthers = (http: Http, stored: () => Promise<string>): Http => {
	let ended: PairingRefused | undefined;
	const othersRenewed = async ({ presented }: PairingRefused, signal?: AbortSignal): Promise<boolean> => {
		for (const ms of LOOKS_MS) {
			const newest = await stored();
			if (newest !== '' && tokenMark(newest) !== presented) return true;
			await nodeClock.sleep(ms, signal);
		}
		return false;
	};
	return {
		async send(request) {
			if (ended) throw ended;
			return await http.send(request).catch(async (caught: unknown) => {
				if (caught instanceof PairingRefused) {
					if (await othersRenewed(caught, request.signal)) return await http.send(request);
					ended = caught;
				}
				throw caught;
			});
		},
	};
};

const withTokens = (context: Context, { credential, secrets }: Way, way: TokenWay, credentials: ICredentialDataDecryptedObject): SignedConnection => {
	const now = async (): Promise<ICredentialDataDecryptedObject> => await context.getCredentials(credential);
	const signed = afterOthers(withSecondRenewal(credentialHttp(context, credential)), async () => heldIn(way, await now()).refreshToken);
	const http = withRedaction(learning(context, signed, async () => secrets(await now())), redactor(secrets(credentials)));
	return { http, signIn: { way: 'carried' }, place: async (asking) => await way.place(http, credentials, asking) };
};

/** @throws what a wrong credential says */
export const connectionFor = (context: Context, way: Way, credentials: ICredentialDataDecryptedObject): SignedConnection => {
	const { signs, secrets } = way;
	if (signs.by === 'n8n') return withTokens(context, way, signs.way, credentials);
	const http = withRedaction(believing(learning(context, nodeHttp(context, connectionOf(credentials, SAGEX3_SERVER)))), redactor(secrets(credentials)));
	return { http, signIn: signs.way.signIn(credentials), place: async () => placeIn(credentials) };
};
