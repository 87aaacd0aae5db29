import type { HttpRequest, Journal, JournalTarget } from '../../../../src/contracts';
import {
	allOf, completePlace, createAcumaticaJournalTarget, createJournalRequest, equalTo, findJournalsRequest, linesOfJournalsRequest, loginRequest, logoutRequest, ORIGINAL_NUMBER, passwordTokenRequest, readJournalByIdRequest, readJournalRequest, readReleaseStart,
	refreshTokenRequest, releaseJournalRequest, type AcumaticaPlace, type JournalDraft,
} from '../../../../src/systems/acumatica';
import { PassingClock } from '../../../doubles/passing-clock';
import { collect } from '../../../doubles/results';
import { answer, json, jsonText, NOW, ScriptedHttp, type Step } from '../../../doubles/scripted-http';
import { clientOn, SITE } from './client';

export const WIRE_PLACE: AcumaticaPlace = completePlace({ siteUrl: `${SITE}/`, tenant: 'HarborMills', branch: 'Mill One', endpoint: 'Default', version: '24.200.001' });

export const DRAFT: JournalDraft = {
	ledger: 'STATPLAN', branch: 'MILL1', currency: 'USD', date: '2026-04-30', period: '04-2026', description: 'PLAN-7F3A12 v4 2026-04', hold: false,
	custom: [{ field: 'BatchModule.AttributeSOURCE', value: 'PLAN-7F3A12' }, { field: 'BatchModule.CuryControlTotal', type: 'CustomDecimalField', value: '2000.00' }],
	lines: [
		{ branch: 'MILL1', account: '52000', subaccount: '100EAST', debit: '2000.00', description: 'Freight plan "Ost"', reference: '7F3A12-01', quantity: '3.5', unit: 'EA' },
		{ branch: 'MILL1', account: '99000', subaccount: '000000', credit: '2000.00' },
	],
};

/** What a client sends for the work given to it. */
const sentBy = async (work: (http: ScriptedHttp) => Promise<unknown>, ...steps: readonly Step[]): Promise<HttpRequest> => {
	const http = new ScriptedHttp(...steps);
	await work(http);
	const last = http.sent.at(-1);
	if (!last) throw new Error('nothing was sent');
	return last;
};
const client = (http: ScriptedHttp) => clientOn(http, WIRE_PLACE);
const nothing = json([]);
const range = [NOW, '2026-03-04T11:00:00Z'] as const;
const drain = (pages: AsyncIterable<readonly unknown[]>): Promise<unknown> => collect(pages);

const oauth = { siteUrl: SITE, clientId: '6B1D@HarborMills', clientSecret: 's3cret' };
const identity = { siteUrl: SITE, user: 'plan api', password: 'p"ss', tenant: 'HarborMills', branch: 'Mill One', locale: 'en-US' };

/** Every request that can be sent. */
export const wireRequests = async (): Promise<Readonly<Record<string, HttpRequest>>> => ({
	'login': loginRequest(identity),
	'logout': logoutRequest(SITE),
	'token-password': passwordTokenRequest({ ...oauth, user: 'plan api', password: 'p+ss' }),
	'token-refresh': refreshTokenRequest(oauth, 'r1'),
	'endpoints': await sentBy((http) => client(http).endpoints(), json([{ name: 'Default', version: '24.200.001' }])),
	'open-api': await sentBy((http) => client(http).entities().catch(() => undefined), json({})),
	'custom-fields': await sentBy((http) => client(http).customFields('JournalTransaction'), json({})),
	'list-from-the-beginning': await sentBy((http) => drain(client(http).source({ entity: 'Account' }).records(null, NOW)), nothing),
	'list-lines-since': await sentBy((http) => drain(client(http).source({ entity: 'JournalTransaction', filter: allOf(equalTo('LedgerID', 'ACT\'L + 1'), equalTo('Module', 'GL')), archived: true }).records(...range)), nothing),
	'list-marks': await sentBy((http) => drain(client(http).source({ entity: 'JournalTransaction' }).marks(...range)), nothing),
	'list-whole': await sentBy((http) => drain(client(http).source({ entity: 'Subaccount', fields: ['Description'], pageSize: 2 }).unstamped()), nothing),
	'list-next-page': await sentBy(
		(http) => drain(client(http).source({ entity: 'Subaccount', fields: ['Description'], pageSize: 2 }).unstamped()),
		json(['A', 'B', 'C'].map((code) => ({ SubaccountCD: { value: code } }))), json([{ SubaccountCD: { value: 'C' } }]),
	),
	'record-by-key': await sentBy((http) => client(http).record({ entity: 'Bill', keys: ['Credit Adj.', '00#1'], expand: ['Details'], custom: ['Details/Transactions.UsrX'] }), json({ id: '1' })),
	'inquiry': await sentBy((http) => client(http).inquire({ entity: 'AccountDetailsForPeriodInquiry', parameters: { FromPeriod: '012026', ToPeriod: '022026', Ledger: 'ACTUAL', IncludeUnposted: false } }), json({ Results: [] })),
	'balances': await sentBy((http) => drain(client(http).balances({ ledger: 'ACTUAL', periods: ['02-2026'], branches: ['MILL1'], subaccounts: ['100EAST'], accountClass: 'OPEX' }).unstamped()), json({ Results: [] })),
	'own-query-list': await sentBy((http) => client(http).query({ path: 'JournalTransaction', filter: 'Description eq \'A+B\'', select: 'BatchNbr,Details/Account', expand: 'Details', custom: 'BatchModule.UsrX', top: 50, skip: 100, archived: true }), nothing),
	'own-query-record': await sentBy((http) => client(http).query({ path: 'Bill/Credit Adj./00#1', top: 0 }), nothing),
	'list-with-custom-fields': await sentBy((http) => drain(client(http).keyedRecords({ entity: 'Bill', detail: 'Details', fields: ['Vendor'], custom: ['Document.UsrContract', 'Details/Transactions.UsrX'], limit: 10 })), nothing),
	'journal-create': createJournalRequest(WIRE_PLACE, DRAFT),
	'journal-find-by-description': findJournalsRequest(WIRE_PLACE, { references: ['PLAN-7F3A12', 'PLAN-9K2B77'], custom: [ORIGINAL_NUMBER] }),
	'journal-find-by-custom-field': findJournalsRequest(WIRE_PLACE, { references: ['PLAN-7F3A12'], customField: 'BatchModule.AttributeSOURCE', withLines: true }),
	'journal-lines': linesOfJournalsRequest(WIRE_PLACE, ['GL0001902', 'GL0001903']),
	'journal-read-by-id': readJournalByIdRequest(WIRE_PLACE, '4f0c6f0e-5a0b-ef11-84d1-0a1b2c3d4e5f'),
	'journal-read': readJournalRequest(WIRE_PLACE, 'GL0001902'),
	...await checkRequests(),
	'journal-target-create': await sentBy((http) => targetOn(http).create(JOURNAL), jsonText('{"id":"1","BatchNbr":{"value":"GL0001902"}}')),
	'journal-target-find': await sentBy((http) => targetOn(http).find(['PLAN-7F3A12KQ9XYZ', 'PLAN-0000000000AB']), nothing, nothing),
	'journal-release': releaseJournalRequest(WIRE_PLACE, 'GL0001902'),
	'journal-release-status': statusOf(),
});

const statusOf = (): HttpRequest => {
	const progress = readReleaseStart(WIRE_PLACE, answer(202, '', { location: '/site/entity/Default/24.200.001/JournalTransaction/ReleaseJournalTransaction/status/4f0c' }), 'release batch GL0001902');
	if (progress.state !== 'running') throw new Error('it is not running');
	return progress.status;
};

const targetOn = (http: ScriptedHttp): JournalTarget => createAcumaticaJournalTarget({
	client: client(http), clock: new PassingClock(), hold: false, referencePrefix: 'plan-', settleMs: 1, searchField: 'BatchModule.AttributePLANREF', controlTotal: true,
});

const JOURNAL: Journal = {
	reference: 'PLAN-7F3A12KQ9XYZ', mark: '0123456789AB', title: 'Budget 2026', part: 2,
	head: { ledger: 'STATPLAN', branch: 'MILL1', currency: 'USD', date: '2026-04-30', period: '042026' },
	lines: [
		{
			key: 'a', account: '52000', amount: '2000.10', debit: '2000.10', credit: '0.00', description: 'Freight plan "Ost"',
			fields: { subaccount: '100EAST', lineBranch: 'MILL2', project: 'X', projectTask: 'T', costCode: 'C', reference: '7F3A12-01', quantity: '3.5', unit: 'EA' },
		},
		{ key: null, account: '99-000', amount: '-2000.10', debit: '0.00', credit: '2000.10', description: '', fields: {} },
		{ key: 'b', account: '61000', amount: '0.00', debit: '0.00', credit: '0.00', description: '', fields: {} },
	],
};

/** What is asked before anything is written, one file each. */
const checkRequests = async (): Promise<Record<string, HttpRequest>> => {
	const http = new ScriptedHttp(
		json({ LedgerID: { value: 'STATPLAN' }, Branches: [{ BranchID: { value: 'MILL1' }, CompanyName: { value: 'Mills' } }], Companies: [{ Company: { value: 'HARBOR' }, CompanyName: { value: 'Mills' } }] }),
		nothing, nothing, json({ Details: [{ FinancialPeriodID: { value: '042026' }, Status: { value: 'Open' } }] }), nothing,
	);
	await targetOn(http).check([JOURNAL]);
	const names = ['ledger', 'accounts', 'subaccounts', 'year', 'company-year'];
	return Object.fromEntries(http.sent.map((request, index) => [`journal-check-${names[index] ?? 'more'}`, request]));
};
