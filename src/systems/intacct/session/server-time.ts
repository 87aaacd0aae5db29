import type { Instant } from '../../../contracts';
import type { AnswerAuthentication } from '../answers/read-answer';
import type { IntacctSession } from './login';

/** How far the worker's measure of a duration may be off before it stops being believed. */
const TOLERANCE_MS = 60_000;

const instantOf = (ms: number): Instant => `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/**
 * The server's clock at the moment of an answer.
 *
 * `sessiontimestamp` may be the time of the call or the time at which the session was made: the reference shows it only
 * on logins, where both are the same. Reading up to the age of a session would leave out, for up to 50 minutes, what
 * has changed since. What is documented is `sessiontimeout` = time of *this call* + the duration that the administrator
 * has set (reference sage-intacct 4), and the login has told that duration. So the time of the call is the timeout less the
 * duration.
 *
 * **Never later than the server's clock.** A `now` that lies ahead would confirm records that nobody has read. If the
 * duration was lengthened since the login, the difference would lie ahead; therefore the result is never later than
 * the login's own time plus the time that has passed here since (and a minute, which any overlap covers), and never
 * earlier than the stamp itself. Within one session it never goes back.
 */
export const serverTimeOf = (
	{ serverTime, sessionTimeout }: Pick<AnswerAuthentication, 'serverTime' | 'sessionTimeout'>,
	login: Pick<IntacctSession, 'serverTime' | 'sessionTimeout' | 'askedAtMs'>, nowMs: number,
): Instant | undefined => {
	if (serverTime === undefined) return undefined;
	if (sessionTimeout === undefined || login.serverTime === undefined || login.sessionTimeout === undefined) return serverTime;
	const durationMs = Date.parse(login.sessionTimeout) - Date.parse(login.serverTime);
	const calledMs = Date.parse(sessionTimeout) - durationMs;
	const latestMs = Date.parse(login.serverTime) + Math.max(0, nowMs - login.askedAtMs) + TOLERANCE_MS;
	return instantOf(Math.max(Math.min(calledMs, latestMs), Date.parse(serverTime)));
};
