import { FatalError, RetryableError } from '../../../core/errors';
import { followWithin } from '../../../core/http/trusted-hosts';
import type { Session } from '../../../core/sessions/stored-session';
import { child, text } from '../../../core/xml';
import { classifyAnswer, errorOf } from '../answers/classify-answer';
import type { Answer } from '../answers/read-answer';
import { completeIdentity, SYSTEM, type IntacctIdentity } from '../identity';
import { requestXml } from '../wire/envelope';
import { getApiSession } from '../wire/functions';

const LOGIN = 'log in';

/** The control id of every login; it is only echoed. */
export const LOGIN_CONTROL_ID = 'login';

/** Longest time a session is used, whatever the server grants (reference sage-intacct 4: an upper bound that does no harm). */
export const LONGEST_SESSION_MS = 50 * 60_000;
const MARGIN_MS = 5 * 60_000;

/** What a login gives. `sessionId` is a secret: never in items, logs or errors. */
export interface Login {
	readonly sessionId: string;
	/** Where later requests go; from `loginOf` it is inside the trusted domain. */
	readonly endpoint: string;
	readonly companyId: string;
	readonly userId: string;
	/** The entity of the session, '' at the top level. */
	readonly entityId: string;
	/** Server time of the login. */
	readonly serverTime: string | undefined;
	readonly sessionTimeout: string | undefined;
	/** Milliseconds for which the session may be used, counted from when it was asked for. */
	readonly usableMs: number;
}

/** A login as the session cache keeps it. */
export interface IntacctSession extends Login, Session {
	/** When its answer had come, on the worker's clock: to measure how long ago that was. */
	readonly answeredAtMs: number;
}

/** `getAPISession` has to be alone in its request (reference sage-intacct 4). Sent to the gateway address itself. */
export const loginRequestXml = (identity: IntacctIdentity): string => {
	const login = completeIdentity(identity);
	return requestXml({
		senderId: login.senderId, senderPassword: login.senderPassword, controlId: LOGIN_CONTROL_ID,
		authentication: { login }, function: getApiSession().markup,
	});
};

/**
 * How long a session may be used: what the server grants, as the difference of its own two times, less a margin for
 * the way there and back. The worker's clock only measures this duration; it is never compared with a server time.
 * A session shorter than ten minutes keeps half of itself as the margin. Without a granted time the upper bound
 * holds, and a session that ended sooner is renewed when the server says so.
 */
export const usableMs = (serverTime: string | undefined, sessionTimeout: string | undefined): number => {
	if (serverTime === undefined || sessionTimeout === undefined) return LONGEST_SESSION_MS;
	const grantedMs = Date.parse(sessionTimeout) - Date.parse(serverTime);
	return Math.max(0, Math.min(LONGEST_SESSION_MS, grantedMs - Math.min(MARGIN_MS, grantedMs / 2)));
};

const lacking = (said: string): RetryableError => new RetryableError({
	system: SYSTEM, operation: LOGIN, said, remedy: 'Run it again; if it stays, check the gateway address and any proxy between n8n and ' +
		'Intacct.',
});

/**
 * A classified answer → what it grants, its endpoint not yet judged. Throws `FatalError` or `RetryableError`, with the
 * remedy for the administrator.
 */
export const grantOf = (answer: Answer, status: number): Login => {
	const verdict = classifyAnswer(answer, status);
	// A login that is refused as an invalid session makes no sense and must not start a loop of logins.
	if (verdict) throw errorOf(verdict.action === 'new-session' ? { ...verdict, action: 'stop' } : verdict, LOGIN);
	if (answer.kind !== 'answered') throw lacking('the answer holds no result');
	const api = child(answer.results[0]?.data, 'api');
	const sessionId = text(api, 'sessionid');
	const endpoint = text(api, 'endpoint').trim();
	if (sessionId === '' || endpoint === '') throw lacking('the login was accepted, but the answer holds no session');
	const { userId, companyId, locationId, serverTime, sessionTimeout } = answer.authentication;
	return {
		sessionId, endpoint, companyId, userId, entityId: text(api, 'locationid') || locationId,
		serverTime, sessionTimeout, usableMs: usableMs(serverTime, sessionTimeout),
	};
};

/**
 * The grant as far as this identity may use it: its endpoint is followed only inside the trusted domain, and a session
 * in another entity than the one asked for would show other books.
 */
export const loginOf = (answer: Answer, status: number, identity: IntacctIdentity): Login => {
	const grant = grantOf(answer, status);
	const { gatewayUrl, trustedDomain, entityId } = completeIdentity(identity);
	if (entityId && grant.entityId !== '' && grant.entityId !== entityId) {
		throw new FatalError({
			system: SYSTEM, operation: LOGIN, said: `the session is for entity "${grant.entityId}" and not for "${entityId}"`,
			remedy: 'Check the entity in the credential, and whether the user is restricted to another one.',
		});
	}
	return { ...grant, endpoint: followWithin(gatewayUrl, grant.endpoint, { domain: trustedDomain, system: SYSTEM }).href };
};
