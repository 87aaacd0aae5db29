import { type CompanyGate } from '../company-gate';
import { Failure } from '../http/failure';
import { type Right, demandRight } from '../keys/key-store';
import { type SagePort } from '../sage/port';
import { type Handler, callerOf, companyOf, textOf } from './request';

export interface LedgerParts {
	readonly sage: SagePort;
	readonly gate: CompanyGate;
}

/** A call that concerns one company and is one turn of it. */
const withCompany = ({ sage, gate }: LedgerParts, rights: readonly Right[], ask: (company: string, text: (name: string) => string) => Promise<unknown>): Handler => async (request) => {
	demandRight(callerOf(request), ...rights);
	const company = await companyOf(request, sage);
	return { status: 200, body: await gate.alone(company, () => ask(company, (name) => textOf(request, name) ?? '')) };
};

export const ledgerHandlers = (parts: LedgerParts): Readonly<Record<string, Handler>> => ({
	getClock: withCompany(parts, [], (company) => parts.sage.clock(company)),
	listSegments: withCompany(parts, ['read'], async (company) => ({ items: await parts.sage.segments(company) })),
	listFiscalYears: withCompany(parts, ['read'], async (company) => ({ items: await parts.sage.fiscalYears(company) })),
	getAccount: withCompany(parts, ['read'], async (company, text) => {
		// The key of the port's account list is the account key.
		const [row] = await parts.sage.fetch(company, 'accounts', {}, [text('accountKey')]);
		if (row === undefined) throw new Failure('RECORD_NOT_FOUND', `No account with key ${text('accountKey')}.`);
		return row;
	}),
});
