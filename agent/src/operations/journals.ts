import { type CompanyGate } from '../company-gate';
import { Failure, type FailureDetail } from '../http/failure';
import { type JournalEntries } from '../journal/journal-entries';
import { demandRight } from '../keys/key-store';
import { type EntryToCreate, type RegisterRun, type SagePort } from '../sage/port';
import { type CheckedRequest, type Handler, callerOf, companyOf, textOf } from './request';

export interface JournalHandlerParts {
	readonly sage: SagePort;
	readonly gate: CompanyGate;
	readonly entries: JournalEntries;
	/** The administrator's switch. */
	readonly journalRegisters: boolean;
}

/** Switched on by the administrator, possible with this Sage, and allowed for the caller. */
export const canRunRegister = ({ sage, journalRegisters }: Pick<JournalHandlerParts, 'sage' | 'journalRegisters'>, request: CheckedRequest): boolean =>
	journalRegisters && sage.runRegister !== undefined && callerOf(request).rights.includes('registers:run');

const isZero = (amount: string): boolean => /^-?0+\.00$/.test(amount);

/** The contract's schema has checked names and shapes. */
const entryOf = (body: unknown): EntryToCreate => {
	const entry = body as EntryToCreate & { readonly autoReverse?: boolean };
	return { ...entry, autoReverse: entry.autoReverse === true };
};

/** "Exactly one of debit and credit is not zero" (contract), which a schema cannot say of texts. */
const oneSided = ({ lines }: EntryToCreate): void => {
	const details = lines.flatMap<FailureDetail>(({ debit, credit }, index) =>
		isZero(debit) !== isZero(credit) ? [] : [{ field: `lines[${index}]`, code: 'ONE_SIDE', message: 'Exactly one of debit and credit must not be zero.' }]);
	if (details.length > 0) throw new Failure('VALIDATION', `${details.length} of ${lines.length} lines carry both a debit and a credit, or neither.`, { details });
};

export const journalHandlers = (parts: JournalHandlerParts): Readonly<Record<string, Handler>> => ({
	findJournalEntries: async (request) => {
		demandRight(callerOf(request), 'read', 'journals:write');
		const company = await companyOf(request, parts.sage);
		const items = await parts.entries.find(company, textOf(request, 'naturalKey') ?? '', canRunRegister(parts, request));
		return { status: 200, body: { items }, note: { rows: items.length } };
	},

	createJournalEntry: async (request) => {
		demandRight(callerOf(request), 'journals:write');
		const company = await companyOf(request, parts.sage);
		const entry = entryOf(request.body);
		if (textOf(request, 'Idempotency-Key') !== entry.naturalKey) {
			throw new Failure('BAD_REQUEST', 'Idempotency-Key must equal naturalKey of the body.', { details: [{ field: 'Idempotency-Key', message: 'differs from naturalKey' }] });
		}
		oneSided(entry);
		const { status, replayed, row } = await parts.entries.create({ company, entry, canRun: canRunRegister(parts, request) }, request.values.validateOnly === true);
		return { status, ...(replayed ? { headers: { 'Idempotent-Replayed': 'true' } } : {}), body: row, note: { key: entry.naturalKey, state: String(row.state) } };
	},

	runJournalRegister: async (request) => {
		demandRight(callerOf(request), 'registers:run');
		const { sage, gate, journalRegisters } = parts;
		if (!journalRegisters) {
			throw new Failure('FORBIDDEN', 'Running journal registers is switched off. The administrator can switch it on by "journalRegisters": true in the agent\'s configuration.');
		}
		if (sage.runRegister === undefined) throw new Failure('FORBIDDEN', 'This agent cannot run journal registers, because nobody has told it how ("sage.journal.updateMethods" of its configuration); somebody must run them in Sage 100.');
		const company = await companyOf(request, sage);
		const run = request.body as RegisterRun;
		const row = await gate.alone(company, async () => await sage.runRegister?.(company, run));
		return { status: 200, body: row, note: { journal: run.sourceJournal } };
	},
});
