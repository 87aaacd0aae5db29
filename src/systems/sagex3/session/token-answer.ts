import { createHash } from 'node:crypto';
import type { HttpResponse } from '../../../contracts';
import { FatalError, RetryableError, type ErrorFacts } from '../../../core/errors';
import { jsonObject, jsonText, parseExactBody, type JsonObject } from '../../../core/json';
import type { RotatingGrant } from '../../../core/sessions/rotation-chain';
import { readErrorBody } from '../answers/error-body';
import { SYSTEM } from '../identity';
import { lifeOf } from './json-web-token';

/** Member names are documented nowhere (reference sage-x3 16.1), so all spellings are taken. */
const NAMES = {
	access: ['access_token', 'accessToken', 'token'], refresh: ['refresh_token', 'refreshToken'], life: ['expires_in', 'expiresIn'],
} as const;

const USUAL_LIFE = 300;

const memberOf = (body: JsonObject, names: readonly string[]): string => names.map((name) => jsonText(body[name])).find((text) => text !== '') ?? '';

/** First match counts (reference sage-x3 2.2). */
const REFUSALS: ReadonlyArray<{ readonly words: RegExp; readonly mayPass?: true; readonly remedy: string }> = [
	{ words: /not been accepted/i, mayPass: true, remedy: 'Somebody with the right to do so has to accept the pairing in Sage X3; run it again then.' },
	{ words: /invalid grant type/i, remedy: 'This gateway gives tokens for a pairing only: choose pairing in the credential, or check the token address.' },
	{ words: /disabled/i, remedy: 'The application is disabled at Sage: have it enabled in the Sage App Registry.' },
	{ words: /associated with an application|not found/i, remedy: 'Check the gateway address, the client ID and the redirect address against the Sage App Registry, then pair again.' },
	{ words: /parameters? (?:is |are )?missing|required/i, remedy: 'Fill in client ID, client secret and refresh token of the credential.' },
];
const PAIR_AGAIN = 'The pairing has ended, or its refresh token was used by somebody else: each one works once, and for about thirty days. Pair the application with ' +
	'this customer again and put the new refresh token into the credential. Do not use one pairing in two credentials or two n8n systems.';
const CHECK_CLIENT = 'Check token address, client ID, client secret and audience.';

/** Tells refresh tokens apart without showing them. */
export const tokenMark = (refreshToken: string): string => createHash('sha256').update(`sagex3 refresh token ${refreshToken}`).digest('hex').slice(0, 16);

/** A refresh token that the gateway does not take any more. */
export class PairingRefused extends FatalError {
	/** `presented` is the mark of the refresh token that was refused: somebody else may have a newer one. */
	constructor(facts: ErrorFacts, readonly presented: string) {
		super(facts);
	}
}

/** @throws PairingRefused, FatalError when the refusal stays, RetryableError when it may pass */
export const readTokenAnswer = (response: HttpResponse, operation: string, kind: 'pairing' | 'client', presented = ''): RotatingGrant => {
	const { status } = response;
	if (status >= 200 && status < 300) {
		const body = jsonObject(parseExactBody(response.body));
		const accessToken = memberOf(body, NAMES.access);
		if (accessToken !== '') {
			const told = Number(memberOf(body, NAMES.life));
			return { accessToken, refreshToken: memberOf(body, NAMES.refresh), expiresInSeconds: told > 0 ? told : lifeOf(accessToken) ?? USUAL_LIFE };
		}
	}
	const { said, code, form } = readErrorBody(response.body);
	const facts = { system: SYSTEM, operation, status, said: said || `it answered with status ${status}${form === 'html' ? ' and a web page' : ' and no token'}`, ...(code ? { code } : {}) };
	const known = status >= 400 && status < 500 ? REFUSALS.find(({ words }) => words.test(said)) : undefined;
	if (known?.mayPass || status === 429 || status >= 500) throw new RetryableError({ ...facts, remedy: known?.remedy ?? 'Run it again later.' });
	if (!known && presented !== '') throw new PairingRefused({ ...facts, remedy: PAIR_AGAIN }, presented);
	throw new FatalError({ ...facts, remedy: known?.remedy ?? (kind === 'pairing' ? PAIR_AGAIN : CHECK_CLIENT) });
};
