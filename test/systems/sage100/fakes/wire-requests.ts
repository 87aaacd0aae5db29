import type { HttpRequest, Journal } from '../../../../src/contracts';
import { createSage100JournalTarget, type RecordsRequest, type Sage100Client, type Sage100JournalOptions, type SourceOptions } from '../../../../src/systems/sage100';
import { COMPANY, FakeAgent } from './agent';
import { clientOn, collect } from './client';
import { FakeClock, json } from './scripted-http';

export const JOURNAL: Journal = {
	reference: 'ANP-7F3A91C2D4', mark: '0123456789AB', title: 'Budget adjustment March', part: 1, head: { date: '2025-03-31' },
	lines: [
		{ key: 'r1', account: '6200-200', amount: '1250.00', debit: '1250.00', credit: '0.00', description: 'Travel', fields: {} },
		{ key: 'r2', account: '9000-200', amount: '-1250.00', debit: '0.00', credit: '1250.00', description: '', fields: {} },
	],
};

/** Every request that the client and its target can send, by what it is for. The last request of each call counts. */
export const wireRequests = async (): Promise<Readonly<Record<string, HttpRequest>>> => {
	const last = async (work: (client: Sage100Client) => Promise<unknown>): Promise<HttpRequest> => {
		const agent = new FakeAgent();
		const entry = { naturalKey: JOURNAL.reference, state: 'entered', sourceJournal: 'GJ', entryNo: '000321', batchNo: '00042', posting: {} };
		const client = clientOn({
			async send(request) {
				const path = new URL(request.url).pathname;
				agent.lists = { [path.replace('/v1', '')]: () => [] };
				if (!path.endsWith('/journal-entries') || request.method !== 'GET') return agent.send(request);
				await agent.send(request);
				return json({ items: [entry] });
			},
		});
		await work(client).catch(() => undefined);
		const request = agent.sent.at(-1);
		if (!request) throw new Error('nothing was sent');
		return request;
	};
	const target = (client: Sage100Client, more: Partial<Sage100JournalOptions> = {}) => {
		const { accountFormat: _format, ...facts } = COMPANY;
		const company = { ...facts, delimiter: '-', segments: [], limits: { journalComment: 2048, lineComment: 30, journalLines: undefined }, canRunRegister: true };
		return createSage100JournalTarget({ client, clock: new FakeClock(), company, referencePrefix: 'ANP-', ...more });
	};
	const read = (request: RecordsRequest) => last((client) => collect(client.records(request)));
	const changes = (options: SourceOptions) => last((client) => collect(client.source(options).records('2025-03-31T20:30:00Z', '2025-04-01T13:15:00Z')));
	const found = { reference: JOURNAL.reference, number: 'GJ-000321', stage: 'entered', status: 'entered' } as const;

	return {
		health: await last((client) => client.health()),
		ready: await last(async (client) => {
			// Known by then, so that it is not asked for after it.
			await client.company();
			await client.ready();
		}),
		companies: await last((client) => client.companies()),
		company: await last((client) => client.company()),
		clock: await last((client) => client.serverTime()),
		'own-query': await last((client) => client.query({ path: 'gl/accounts/000000417', parameters: { x: 'a b&c' } })),
		'list-accounts': await read({ list: 'accounts', status: ['A', 'I'], account: '6200-200' }),
		'list-segments': await read({ list: 'segments' }),
		'list-segment-values': await read({ list: 'segmentValues', segmentNo: '02' }),
		'list-balances': await read({ list: 'balances', fiscalYears: ['2025'], periodFrom: '01', periodTo: '03', fillGaps: true, accountKey: '000000417' }),
		'list-postings': await read({ list: 'postings', postingDateFrom: '2025-03-01', postingDateTo: '2025-03-31', accountKey: '000000417' }),
		'list-fiscal-calendars': await read({ list: 'fiscalCalendars' }),
		'list-vendors': await read({ list: 'vendors', limit: 5 }),
		'list-invoices': await read({ list: 'invoices', stage: 'history', rows: 'lines', invoiceDateFrom: '2025-01-01' }),
		'list-open-invoices': await read({ list: 'openInvoices', divisionNo: '00', vendorNo: 'ACME01' }),
		'list-purchase-orders': await read({ list: 'purchaseOrders', openOnly: true }),
		'changes-accounts': await changes({ list: 'accounts' }),
		'changes-segment-values': await changes({ list: 'segmentValues', segmentNo: '02' }),
		'changes-balances': await changes({ list: 'balances' }),
		'changes-postings': await changes({ list: 'postings' }),
		'changes-vendors': await changes({ list: 'vendors' }),
		'changes-invoices': await changes({ list: 'invoices', stage: 'entry' }),
		'changes-open-invoices': await changes({ list: 'openInvoices' }),
		'changes-purchase-orders': await changes({ list: 'purchaseOrders' }),
		'first-read': await last((client) => collect(client.source({ list: 'vendors' }).records(null, '2025-04-01T13:15:00Z'))),
		'keeps-stamps': await last((client) => collect(client.source({ list: 'openInvoices' }).unstamped())),
		'journal-find': await last((client) => target(client).find([JOURNAL.reference])),
		'journal-create': await last((client) => target(client).create(JOURNAL)),
		'journal-create-in-batch': await last((client) => target(client, { batchNo: '00042' }).create({ ...JOURNAL, part: 2, head: { ...JOURNAL.head, sourceJournal: 'BU', autoReverse: 'Y' } })),
		'journal-check': await last((client) => target(client).check([JOURNAL])),
		'journal-register': await last(async (client) => target(client).release?.(found)),
	};
};
