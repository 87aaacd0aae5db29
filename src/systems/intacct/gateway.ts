import { AmbiguousError, RetryableError, type IntegrationError } from '../../core/errors';
import type { Meaning } from './answers/error-table';
import type { AnswerAuthentication, FunctionResult } from './answers/read-answer';
import { errorOf, type Verdict } from './answers/classify-answer';
import { completeIdentity, SYSTEM, type IntacctIdentity } from './identity';
import type { IntacctSession } from './session/login';
import type { Exchange, IntacctTransport } from './transport';
import { requestXml } from './wire/envelope';
import type { IntacctFunction } from './wire/functions';

/** Where the session of this identity comes from. */
export interface LoginKeeper {
	/** A session that should be alive; logs in when there is none. */
	current(): Promise<IntacctSession>;
	/** The server has refused `dead`: forgets it, unless somebody already did, and gives a newer one. */
	renewed(dead: IntacctSession): Promise<IntacctSession>;
}

/** One function's answer. `failure` is set when the function, not the request, was refused. */
export interface FunctionAnswer {
	readonly result: FunctionResult;
	readonly authentication: AnswerAuthentication;
	/** The session it was asked with. */
	readonly login: IntacctSession;
	readonly failure: Verdict | undefined;
}

interface Sent {
	readonly exchange: Exchange;
	readonly controlId: string;
	readonly login: IntacctSession;
}

export interface GatewayParts {
	readonly identity: IntacctIdentity;
	readonly transport: IntacctTransport;
	readonly logins: LoginKeeper;
	readonly signal?: AbortSignal;
}

/** Answers behind which the function may have been done. */
const LEAVES_OPEN: ReadonlySet<Meaning> = new Set(['unreadable', 'html', 'cut-off', 'server-trouble', 'gateway-trouble']);

/** A function that changes something and whose answer is of no use has to be looked up by a person, not repeated. */
const uncertain = (error: IntegrationError, { repeatable }: IntacctFunction): IntegrationError =>
	repeatable ? error
		: new AmbiguousError(error.facts, 'Look in Intacct whether what the function does has been done, before you run it again.');

const misfit = (said: string, fn: IntacctFunction): IntegrationError => uncertain(new RetryableError({
	system: SYSTEM, operation: fn.purpose, said, remedy: 'Run it again. If it stays, check what stands between n8n and Intacct: it ' +
		'mixes up answers.',
}), fn);

const refusal = (verdict: Verdict, fn: IntacctFunction): IntegrationError => {
	const error = errorOf(verdict, fn.purpose);
	return LEAVES_OPEN.has(verdict.meaning) ? uncertain(error, fn) : error;
};

/** Runs functions inside a session and renews the session when the server says that it is invalid. */
export class IntacctGateway {
	private sent = 0;

	constructor(private readonly parts: GatewayParts) {}

	/**
	 * The function's result. Throws `FatalError`, `RetryableError` or `ConnectionLostError`, and `AmbiguousError` when a
	 * function that is not repeatable got an answer that does not tell whether it was done.
	 */
	async call(fn: IntacctFunction): Promise<FunctionAnswer> {
		const answer = await this.attempt(fn);
		if (answer.failure && answer.failure.action !== 'empty') throw refusal(answer.failure, fn);
		return answer;
	}

	/**
	 * Like `call`, but a refusal of the function itself comes back as `failure`: such an answer still tells the
	 * server's time.
	 *
	 * A session may die at any moment, so the first "invalid session" costs one new login and one repetition. The
	 * second is an error: a session that dies at once would otherwise mean login after login until the user is locked.
	 * Repeating is safe for any function, because an invalid session is refused before the function is looked at.
	 */
	async attempt(fn: IntacctFunction): Promise<FunctionAnswer> {
		const login = await this.parts.logins.current();
		const first = await this.send(fn, login);
		return this.read(fn, first.exchange.verdict?.action === 'new-session' ? await this.send(fn, await this.parts.logins.renewed(login)) : first);
	}

	private async send(fn: IntacctFunction, login: IntacctSession): Promise<Sent> {
		const { senderId, senderPassword } = completeIdentity(this.parts.identity);
		this.sent += 1;
		const controlId = `${fn.name}-${this.sent}`;
		const document = requestXml({ senderId, senderPassword, controlId, authentication: { sessionId: login.sessionId }, function: fn.markup });
		const { purpose, repeatable } = fn;
		const exchange = await this.parts.transport.post({ url: login.endpoint, document, purpose, repeatable, signal: this.parts.signal });
		return { exchange, controlId, login };
	}

	private read(fn: IntacctFunction, { exchange, controlId, login }: Sent): FunctionAnswer {
		const { answer, verdict } = exchange;
		if (answer.kind !== 'answered') {
			throw verdict ? refusal(verdict, fn) : misfit('the answer holds no result', fn);
		}
		const [result] = answer.results;
		if (!result || answer.results.length !== 1) throw misfit(`the answer holds ${answer.results.length} results instead of one`, fn);
		if (result.controlId !== '' && result.controlId !== controlId) throw misfit('the answer belongs to another request', fn);
		return { result, authentication: answer.authentication, login, failure: verdict };
	}
}
