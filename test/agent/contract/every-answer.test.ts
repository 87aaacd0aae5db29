import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Operation, SageFault, type SageFaultCode } from '../../../agent/src/index';
import { type Call, type Reply, callAgent, contract } from '../service/fakes/call-agent';
import { endAll, entryBody, gateway, TestSite, until } from '../service/fakes/running';

/** One agent for all: its answers depend on the request and on what Sage does, and both are new each time. */
let site: TestSite;
beforeAll(async () => {
	site = await new TestSite().start({ journalRegisters: true, waitersPerCompany: 0, verifyAnswers: true });
	site.sage.runRegister = (company, { sourceJournal, batchNo = null }) =>
		site.sage.meet('runRegister', company, () => ({ sourceJournal, batchNo, journalRegisterNo: null, postedEntries: 0, warnings: [] }));
});
afterEach(() => site.sage.reset());
afterAll(endAll);

/** A good request of each operation. */
const GOOD: Readonly<Record<string, { readonly path: string; readonly call?: Call }>> = {
	getStatusPage: { path: '/' },
	getHealth: { path: '/v1/health' },
	getReadiness: { path: '/v1/health/ready' },
	listCompanies: { path: '/v1/companies' },
	getClock: { path: '/v1/clock' },
	listAccounts: { path: '/v1/gl/accounts' },
	getAccount: { path: '/v1/gl/accounts/000000001' },
	listSegments: { path: '/v1/gl/segments' },
	listSegmentValues: { path: '/v1/gl/segments/02/values' },
	listFiscalYears: { path: '/v1/gl/fiscal-calendars' },
	listBalances: { path: '/v1/gl/balances?fiscalYear=2025' },
	listPostings: { path: '/v1/gl/postings?updatedSince=20250331T15.5' },
	findJournalEntries: { path: '/v1/gl/journal-entries?naturalKey=ANP-7f3a91c2' },
	createJournalEntry: { path: '/v1/gl/journal-entries', call: { method: 'POST' } },
	runJournalRegister: { path: '/v1/gl/journal-registers', call: { method: 'POST', body: { sourceJournal: 'GJ', batchNo: '00042' } } },
	listVendors: { path: '/v1/ap/vendors' },
	listApInvoices: { path: '/v1/ap/invoices?stage=entry' },
	listOpenInvoices: { path: '/v1/ap/open-invoices' },
	listPurchaseOrders: { path: '/v1/po/purchase-orders' },
};

/** Documented, and yet no test can bring it about. */
const UNREACHABLE: Readonly<Record<string, string>> = {
	'getReadiness 429': 'the check does not wait for the turn of a company; the document names it, as for every operation with a company, so that clients have one rule',
	'getStatusPage 500': 'needs neither a key nor Sage nor a file: only a defect of the agent could give it',
};

const entryCall = (key: string, amount?: string): Call => ({ headers: { 'Idempotency-Key': key }, body: entryBody(key, amount) });

interface Trial {
	readonly operation: Operation;
	/** Of the entry that the good request creates. */
	readonly key: string;
	/** The good request, with changes. */
	send(change?: Call, more?: string): Promise<Reply>;
}

/** Every call fails so; for a creation the look-up in front of it succeeds, so that the fault is one of the creation itself. */
const failing = (code: SageFaultCode) => async ({ operation, send }: Trial): Promise<Reply> => {
	const fault = new SageFault(code, `${code} in the words of Sage.`, { stored: code.startsWith('SAGE_') ? 'unknown' : 'no' });
	if (operation.id !== 'createJournalEntry') site.sage.failing = fault;
	site.sage.next('createEntry', () => {
		throw fault;
	});
	return await send();
};

/** The first request hangs in Sage; nobody may wait at this site, so the second is turned away. */
const busy = async ({ operation, key, send }: Trial): Promise<Reply> => {
	const { wait, open } = gateway();
	for (const call of ['companies', 'clock', 'segments', 'fiscalYears', 'fetch', 'findEntries', 'runRegister']) site.sage.next(call, () => wait);
	const first = send();
	await until(() => site.sage.calls.length > 0);
	// Under another key, or a second creation would be told that its first request still runs.
	const second = await send(operation.id === 'createJournalEntry' ? entryCall(`${key}-second`) : {});
	open();
	await first;
	return second;
};

/** Keys that cannot be read: the one fault of the agent's own that needs no Sage. */
const withoutKeys = async ({ send }: Trial): Promise<Reply> => {
	const file = path.join(site.folder, 'keys.json');
	const good = readFileSync(file);
	writeFileSync(file, '{}');
	const reply = await send();
	writeFileSync(file, good);
	return reply;
};

/** How each status is brought about. */
const TRIALS: Readonly<Record<number, (trial: Trial) => Promise<Reply>>> = {
	200: async ({ operation, send }) => {
		const first = await send();
		return operation.id === 'createJournalEntry' ? await send() : first;
	},
	201: ({ send }) => send(),
	400: ({ send }) => send({}, 'nobody=knows'),
	401: ({ send }) => send({ key: '' }),
	403: failing('FORBIDDEN'),
	404: ({ send }) => send({ company: 'QQQ' }),
	405: ({ send }) => send({ method: 'PATCH' }),
	409: async ({ key, send }) => {
		await send();
		return await send(entryCall(key, '2.00'));
	},
	410: ({ send }) => send({}, `cursor=${'A'.repeat(16)}.100`),
	422: failing('VALIDATION'),
	423: failing('RECORD_LOCKED'),
	429: busy,
	500: async (trial) => {
		if (trial.operation.id === 'getHealth') return await withoutKeys(trial);
		site.sage.failing = new TypeError('a defect');
		return await trial.send();
	},
	502: failing('SAGE_ERROR'),
	503: failing('EXCLUSIVE_TASK'),
	504: failing('SAGE_TIMEOUT'),
};

const withQuery = (at: string, more: string): string => (more === '' ? at : `${at}${at.includes('?') ? '&' : '?'}${more}`);

const cases = contract.operations.flatMap((operation) => [...operation.answers.keys()].map((status) => ({ operation, status, name: `${operation.id} ${status}` })));

/** `callAgent` checks every answer against the document; here it is shown that each documented one is really given. */
describe('every operation gives every status that the document lists', () => {
	it.each(cases.filter(({ name }) => UNREACHABLE[name] === undefined))('$name', async ({ operation, status }) => {
		const good = GOOD[operation.id];
		if (good === undefined) throw new Error(`no good request for ${operation.id}`);
		const key = `ANP-${status}`;
		const hasCompany = operation.parameters.some(({ name }) => name === 'X-Sage-Company');
		const own: Call = {
			key: site.key,
			...(hasCompany ? { company: 'ABC' } : {}),
			...good.call,
			...(operation.id === 'createJournalEntry' ? entryCall(key) : {}),
		};
		const send = (change: Call = {}, more = ''): Promise<Reply> => callAgent(site.agent, withQuery(good.path, more), { ...own, ...change });
		const trial = TRIALS[status];
		if (trial === undefined) throw new Error(`nothing brings ${status} about`);
		const reply = await trial({ operation, key, send });
		expect(reply.status).toBe(status);
		if (status === 405) expect(reply.headers.allow).toContain(operation.method);
		const told = (reply.body.error as { retryAfterSeconds?: number } | undefined)?.retryAfterSeconds;
		expect(reply.headers['retry-after']).toBe(told === undefined ? undefined : String(told));
		if ([423, 429, 503].includes(status)) expect(told).toBeGreaterThan(0);
	});

	it('lists as unreachable only what is documented', () => {
		const known = new Set(cases.map(({ name }) => name));
		expect(Object.keys(UNREACHABLE).filter((name) => !known.has(name))).toEqual([]);
	});
});
