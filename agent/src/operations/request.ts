import { type Values } from '../contract/checks';
import { Failure } from '../http/failure';
import { type Caller, mayUse } from '../keys/key-store';
import { SageFault, type SagePort } from '../sage/port';

/** A request after all checks of its form. */
export interface CheckedRequest {
	readonly values: Values;
	readonly body: unknown;
	/** Null only on the page for people. */
	readonly caller: Caller | null;
}

export interface Answer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: unknown;
	/** For the log: counts and numbers, never contents. */
	readonly note?: Readonly<Record<string, string | number>>;
}

export type Handler = (request: CheckedRequest) => Promise<Answer>;

export const callerOf = ({ caller }: CheckedRequest): Caller => {
	if (caller === null) throw new Failure('UNAUTHORIZED', 'Header X-API-Key is missing.');
	return caller;
};

export const textOf = ({ values }: CheckedRequest, name: string): string | undefined => {
	const value = values[name];
	return typeof value === 'string' ? value : undefined;
};

const isKnown = async (sage: SagePort, company: string): Promise<boolean> => {
	try {
		return await sage.knows(company);
	} catch (cause) {
		// Sage cannot be asked now: the key alone is enough to say no.
		if (cause instanceof SageFault) return true;
		throw cause;
	}
};

/**
 * The company in upper case, as Sage writes it. A key that is not bound to it gets 403 when the company exists and 404
 * when it does not; a key bound to all learns the latter from Sage itself.
 */
export const companyOf = async (request: CheckedRequest, sage: SagePort): Promise<string> => {
	const company = textOf(request, 'X-Sage-Company')?.toUpperCase();
	if (company === undefined) throw new Failure('COMPANY_REQUIRED', 'Header X-Sage-Company is missing.');
	if (mayUse(callerOf(request), company)) return company;
	if (!(await isKnown(sage, company))) throw new Failure('COMPANY_NOT_FOUND', `No company ${company}.`);
	throw new Failure('FORBIDDEN', `This key is not bound to company ${company}.`);
};
