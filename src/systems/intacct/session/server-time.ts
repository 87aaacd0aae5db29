import type { Instant } from '../../../contracts';
import type { AnswerAuthentication } from '../answers/read-answer';
import type { IntacctSession } from './login';

/** How far the two ways to tell the time may differ: the way of an answer, and clocks that run unevenly. */
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
 * administrator changes the duration while a session lives, the difference is off by that much, to either side. So it is
 * held against the login's own time plus the time that has passed here since the login was answered, which cannot be
 * later than the server's clock, because the answer came after its stamp. Where the two disagree, the latter counts.
 * Within one session the result does not go back to the login.
 */
export const serverTimeOf = (
	{ serverTime, sessionTimeout }: Pick<AnswerAuthentication, 'serverTime' | 'sessionTimeout'>,
	login: Pick<IntacctSession, 'serverTime' | 'sessionTimeout' | 'answeredAtMs'>, nowMs: number,
): Instant | undefined => {
	if (serverTime === undefined) return undefined;
	if (sessionTimeout === undefined || login.serverTime === undefined || login.sessionTimeout === undefined) return serverTime;
	const loginMs = Date.parse(login.serverTime);
	const calledMs = Date.parse(sessionTimeout) - (Date.parse(login.sessionTimeout) - loginMs);
	const measuredMs = loginMs + Math.max(0, nowMs - login.answeredAtMs);
	return instantOf(Math.max(Math.abs(calledMs - measuredMs) <= TOLERANCE_MS ? calledMs : measuredMs, Date.parse(serverTime)));
};
