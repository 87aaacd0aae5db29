import type { HttpRequest } from '../../../../src/contracts';
import {
	allOf, completePlace, createJournalRequest, equalTo, findJournalsRequest, loginRequest, logoutRequest, passwordTokenRequest, readJournalRequest, readReleaseStart,
	refreshTokenRequest, releaseJournalRequest, type AcumaticaPlace, type JournalDraft,
} from '../../../../src/systems/acumatica';
import { clientOn, collect, SITE } from './client';
import { answer, json, NOW, ScriptedHttp, type Step } from './scripted-http';

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
	'journal-create': createJournalRequest(WIRE_PLACE, DRAFT),
	'journal-find-by-description': findJournalsRequest(WIRE_PLACE, { ledger: 'STATPLAN', reference: 'PLAN-7F3A12' }),
	'journal-find-by-custom-field': findJournalsRequest(WIRE_PLACE, { ledger: 'STATPLAN', reference: 'PLAN-7F3A12', customField: 'BatchModule.AttributeSOURCE', withLines: true }),
	'journal-read': readJournalRequest(WIRE_PLACE, 'GL0001902'),
	'journal-release': releaseJournalRequest(WIRE_PLACE, 'GL0001902'),
	'journal-release-status': statusOf(),
});

const statusOf = (): HttpRequest => {
	const progress = readReleaseStart(WIRE_PLACE, answer(202, '', { location: '/site/entity/Default/24.200.001/JournalTransaction/ReleaseJournalTransaction/status/4f0c' }), 'release batch GL0001902');
	if (progress.state !== 'running') throw new Error('it is not running');
	return progress.status;
};
