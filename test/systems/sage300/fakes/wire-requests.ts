import type { HttpRequest, Journal } from '../../../../src/contracts';
import { createAdjustmentJournalTarget, createLedgerJournalTarget, type Sage300Client } from '../../../../src/systems/sage300';
import { PassingClock } from '../../../doubles/passing-clock';
import { collect } from '../../../doubles/results';
import { answer, json } from '../../../doubles/scripted-http';
import { BASE, clientOn } from './client';
import { metadataDocument } from './metadata-document';
import { SHAPES } from './shapes';

export const GL_JOURNAL: Journal = {
	reference: 'ANP-7F3A91C2D4E5', mark: '0123456789AB', title: 'Budget adjustment March', part: 1, head: { date: '2026-03-31', period: '2026-03' },
	lines: [
		{ key: 'r1', account: '6200200', amount: '1250.00', debit: '1250.00', credit: '0.00', description: 'Travel', fields: { reference: '7f3a91c2-1' } },
		{
			key: 'r2', account: '9000200', amount: '-1250.00', debit: '0.00', credit: '1250.00', description: '',
			fields: { sourceCurrency: 'EUR', sourceAmount: '-1150.00', rateType: 'SP', rateDate: '2026-03-31', rate: '1.0869565' },
		},
	],
};

export const AP_JOURNAL: Journal = {
	...GL_JOURNAL, head: { date: '2026-03-31' }, title: 'Accrual true-up',
	lines: [
		{ key: 'r1', account: '6200200', amount: '40.00', debit: '40.00', credit: '0.00', description: '', fields: { vendor: 'V1040', document: 'INV-88310' } },
		{ key: 'r2', account: '6300200', amount: '-12.50', debit: '0.00', credit: '12.50', description: '', fields: { vendor: 'V1050', document: 'INV-1', distributionCode: 'INV' } },
		{ key: 'r3', account: '6300200', amount: '7.00', debit: '7.00', credit: '0.00', description: '', fields: { vendor: 'V1040', document: 'INV-88311', documentLine: '2', transactionType: '82' } },
		{ key: 'r4', account: '6400200', amount: '1.00', debit: '1.00', credit: '0.00', description: '', fields: { vendor: 'V1040', document: 'INV-88310' } },
	],
};

export const TARGET = { referencePrefix: 'anp-', settleMs: 60_000 } as const;

const TEMPLATE = { ActionSelector: '', PostAllBatches: 'Postallbatches', PostBatchFrom: '', PostBatchTo: '' };

const GOOD: Readonly<Record<string, unknown>> = {
	GET: { value: [] }, POST: { BatchNumber: '000490', Status: 'Open' }, PATCH: null,
};

/** Every request that the client and its targets can send, by what it is for. The last request of each call counts. */
export const wireRequests = async (): Promise<Readonly<Record<string, HttpRequest>>> => {
	const sent: HttpRequest[] = [];
	let batch: unknown;
	const http = {
		async send(request: HttpRequest) {
			sent.push(request);
			const [, module = ''] = /\/SAMLTD\/(\w\w)\/\$metadata$/.exec(request.url) ?? [];
			if (module !== '') return answer(200, metadataDocument(SHAPES[module as keyof typeof SHAPES]));
			const isRecord = request.method === 'GET' && /Batches\(/.test(request.url);
			if (request.url.endsWith('(\'$template\')')) return json(TEMPLATE);
			return json(isRecord && batch !== undefined ? batch : GOOD[request.method]);
		},
	};
	const found = { reference: GL_JOURNAL.reference, number: '000490', stage: 'entered', status: 'Open' } as const;
	const last = async (work: (client: Sage300Client) => Promise<unknown>, wanted: (request: HttpRequest) => boolean = () => true): Promise<HttpRequest> => {
		sent.length = 0;
		await work(clientOn(http)).catch(() => undefined);
		const request = sent.filter(wanted).at(-1);
		if (!request) throw new Error('nothing was sent');
		return request;
	};
	const ledger = (client: Sage300Client, more: object = {}) => createLedgerJournalTarget({ client, clock: new PassingClock(), ...TARGET, ...more });
	const payables = (client: Sage300Client, more: object = {}) => createAdjustmentJournalTarget({ client, clock: new PassingClock(), ...TARGET, ...more });
	const read = (request: Parameters<Sage300Client['records']>[0]) => (client: Sage300Client) => collect(client.records(request));
	const isTo = (part: string) => ({ url, method }: HttpRequest): boolean => url.replace(BASE, '').includes(part) && method !== 'GET';
	batch = { BatchNumber: '000490', Status: 'Open', BatchSelector: 'AD', BatchStatus: 'Open', Description: GL_JOURNAL.reference };

	const requests: Record<string, HttpRequest> = {
		metadata: await last((client) => client.describe('GLAccounts')),
		'list-accounts': await last(read({ resource: 'GLAccounts' })),
		'list-with-filter': await last(read({ resource: 'APVendors', limit: 5, filter: { operator: 'startswith', field: 'VendorName', text: 'O\'Neil & Söhne + Co' } })),
		'list-window': await last(read({ resource: 'POPurchaseOrders', documentDay: { from: '2026-01-01', to: '2026-01-31' } })),
		'list-balances': await last(read({ resource: 'GLAccountFiscalSets' })),
		'one-record': await last((client) => client.record('GLJournalBatches', ['000490'])),
		'one-record-of-composite-key': await last((client) => client.record('APPaymentAndAdjustmentBatches', ['AD', '3'])),
		'own-query': await last((client) => client.query({ path: 'cs/CSCompanyProfile', select: 'CompanyID', count: true, top: 2, skip: 4, filter: 'a eq \'b\'', orderBy: 'a desc' })),
		'server-time': await last((client) => client.serverTime('GLSegmentCodes')),
		'last-posting': await last((client) => client.source({ resource: 'GLPostedTransactions' }).now()),
		'gl-find': await last((client) => ledger(client).find(['ANP-7F3A91C2D4E5', 'ANP-000000000000'])),
		'gl-ledger-search': await last((client) => ledger(client).findCounted?.([GL_JOURNAL]) ?? Promise.resolve()),
		'gl-create': await last((client) => ledger(client).create(GL_JOURNAL)),
		'gl-create-plain-days': await last((client) => ledger(client, { dates: 'plain', sourceCode: 'gl-bu' }).create({ ...GL_JOURNAL, head: { date: '2026-03-31' }, lines: GL_JOURNAL.lines.slice(0, 1) })),
		'gl-ready': await last(async (client) => ledger(client).release?.(found), (request) => request.method === 'PATCH' && String(request.body).includes('"Status"')),
		'gl-ready-other-field': await last(async (client) => ledger(client).release?.(found), (request) => request.method === 'PATCH'),
		'ap-find': await last((client) => payables(client).find(['ANP-7F3A91C2D4E5'])),
		'ap-create': await last((client) => payables(client).create(AP_JOURNAL)),
		'ap-create-absolute': await last((client) => payables(client, { amounts: 'absolute', debitType: 81, creditType: 82 }).create({ ...AP_JOURNAL, lines: AP_JOURNAL.lines.slice(0, 2) })),
	};
	batch = { ...(batch as object), BatchNumber: 58 };
	requests['ap-ready'] = await last(async (client) => payables(client).release?.({ ...found, number: '58' }), (request) => request.method === 'PATCH');
	batch = { BatchNumber: '000490', Status: 'Open', ReadyToPost: 'Yes', Description: GL_JOURNAL.reference };
	requests['gl-template'] = await last(async (client) => ledger(client, { releaseAs: 'post' }).release?.(found), isTo('(\'$template\')'));
	requests['gl-post'] = await last(async (client) => ledger(client, { releaseAs: 'post', postParameters: { ActionSelector: 'x{batch}' } }).release?.(found), isTo('(\'$process\')'));
	batch = undefined;
	requests['gl-batch'] = await last(async (client) => ledger(client).release?.(found), ({ url }) => url.includes('GLJournalBatches('));
	requests['check-accounts'] = await last((client) => ledger(client).check([GL_JOURNAL]), ({ url }) => url.includes('GLAccounts?'));
	requests['check-calendar'] = await last((client) => ledger(client).check([GL_JOURNAL]), ({ url }) => url.includes('CSFiscalCalendars'));
	requests['check-source-code'] = await last((client) => ledger(client).check([GL_JOURNAL]), ({ url }) => url.includes('GLSourceCodes'));
	requests['check-vendors'] = await last((client) => payables(client).check([AP_JOURNAL]), ({ url }) => url.includes('APVendors?'));
	requests['check-documents'] = await last((client) => payables(client).check([AP_JOURNAL]), ({ url }) => url.includes('APPostedDocuments?'));
	return requests;
};
