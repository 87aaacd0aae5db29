import { SageFault, type SageFaultCode } from '../port';
import type { PatternName, SageSettings } from '../settings';

/** What a business object answered when it refused. */
export interface Refusal {
	readonly object: string;
	readonly method: string;
	readonly returnCode: number;
	readonly text: string;
	readonly number: string | null;
}

/** A COM call that threw: the server is gone or the call is impossible. The session is worth nothing any more. */
export class ComFault extends Error {
	constructor(readonly object: string, readonly method: string, cause: unknown) {
		super(`${object}.${method}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
		this.name = 'ComFault';
	}
}

/** Seconds after which another try makes sense; of a lock the settings say it. */
const RETRY_AFTER: Partial<Record<SageFaultCode, number>> = { EXCLUSIVE_TASK: 300, SAGE_UNAVAILABLE: 60, SAGE_ERROR: 5 };

export class Refusals {
	constructor(private readonly settings: Pick<SageSettings, 'patterns' | 'password' | 'seconds'>) {}

	matches(name: PatternName, text: string): boolean {
		return this.settings.patterns[name].some((pattern) => new RegExp(pattern, 'iu').test(text));
	}

	/** A refused call as a fault: a lock or an exclusive task by its text, everything else as the caller says. */
	fault(refusal: Refusal, otherwise: SageFaultCode, sentence?: string): SageFault {
		const code = this.matches('exclusive', refusal.text) ? 'EXCLUSIVE_TASK' : this.matches('locked', refusal.text) ? 'RECORD_LOCKED' : otherwise;
		return this.faultAs(refusal, code, sentence);
	}

	faultAs(refusal: Refusal, code: SageFaultCode, sentence?: string): SageFault {
		const text = this.withoutSecret(refusal.text);
		const said = text === '' ? `${refusal.object}.${refusal.method} answered ${refusal.returnCode} and gave no text.` : text;
		const wait = code === 'RECORD_LOCKED' ? this.settings.seconds.lock : RETRY_AFTER[code];
		return new SageFault(code, sentence === undefined ? said : `${said} ${sentence}`, {
			...(wait === undefined ? {} : { retryAfterSeconds: wait }),
			sage: { object: refusal.object, method: refusal.method, returnCode: refusal.returnCode, number: refusal.number, text },
		});
	}

	/** A fault of COM itself. */
	comFault(fault: ComFault, code: SageFaultCode = 'SAGE_ERROR'): SageFault {
		const text = this.withoutSecret(fault.message);
		return new SageFault(code, `The business object ended unexpectedly: ${text}`, {
			retryAfterSeconds: RETRY_AFTER[code] ?? 5,
			sage: { object: fault.object, method: fault.method, number: null, text },
		});
	}

	private withoutSecret(text: string): string {
		const { password } = this.settings;
		return password === '' ? text : text.replaceAll(password, '***');
	}
}
