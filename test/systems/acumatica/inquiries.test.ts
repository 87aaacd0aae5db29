import { FatalError } from '../../../src/core/errors';
import { BALANCE_COLUMNS } from '../../../src/systems/acumatica';
import { collect, rejection } from '../../doubles/results';
import { jsonText, type Step } from '../../doubles/scripted-http';
import { scripted } from './fakes/client';

const row = (account: string, ending: string, more = ''): string =>
	`{"id":"r","rowNumber":1,"note":null,"Account":{"value":"${account}"},"Type":{"value":"Expense"},"BeginningBalance":{"value":4210.0000},"EndingBalance":{"value":${ending}},"LedgerID":{"value":6}${more},"custom":{}}`;
const summary = (...rows: readonly string[]): Step => jsonText(`{"id":"x","rowNumber":1,"Ledger":{"value":"ACTUAL"},"Branch":{},"Results":[${rows.join(',')}],"custom":{}}`);

describe('inquiries', () => {
	it('are asked by PUT, with wrapped parameters, and keep their digits', async () => {
		const { client, http } = scripted([summary(row('52000', '6030.5500'))]);
		const { header, rows } = await client.inquire({ entity: 'AccountSummaryInquiry', parameters: { Ledger: 'ACTUAL', Period: '022026', Branch: '' } });
		expect(http.lines).toEqual(['PUT /site/entity/Default/24.200.001/AccountSummaryInquiry?$expand=Results']);
		expect(http.sent[0]?.body).toBe('{"Ledger":{"value":"ACTUAL"},"Period":{"value":"022026"}}');
		expect(header).toMatchObject({ Ledger: 'ACTUAL', Branch: '' });
		expect(rows).toEqual([{ Account: '52000', Type: 'Expense', BeginningBalance: '4210.0000', EndingBalance: '6030.5500', LedgerID: '6' }]);
	});

	it('are not asked without what they need: the empty answer would look like "nothing there"', async () => {
		const { client, http } = scripted([]);
		expect(await rejection(client.inquire({ entity: 'AccountSummaryInquiry', parameters: { Ledger: 'ACTUAL' } }))).toMatchObject({ facts: { said: 'it needs Period' } });
		expect(http.sent).toEqual([]);
	});

	it('an answer without rows is refused', async () => {
		expect(await rejection(scripted([jsonText('{"id":"x"}')]).client.inquire({ entity: 'Anything', parameters: {} }))).toBeInstanceOf(FatalError);
	});
});

describe('balances by period', () => {
	const options = { ledger: 'ACTUAL', periods: ['01-2026', '122025', '012026'] };

	it('one request for each period, branch and subaccount, oldest period first', async () => {
		const { client, http } = scripted(Array<Step>(8).fill(summary(row('52000', '1'))));
		const records = await collect(client.balances({ ...options, branches: ['MILL1', 'MILL2'], subaccounts: ['000000', '100EAST'] }).unstamped());
		expect(http.sent.map(({ body }) => JSON.parse(String(body)) as Record<string, { value: string }>).map(({ Period, Branch, Subaccount }) => [Period?.value, Branch?.value, Subaccount?.value].join(' '))).toEqual([
			'122025 MILL1 000000', '122025 MILL1 100EAST', '122025 MILL2 000000', '122025 MILL2 100EAST',
			'012026 MILL1 000000', '012026 MILL1 100EAST', '012026 MILL2 000000', '012026 MILL2 100EAST',
		]);
		expect(new Set(records.map(({ key }) => key)).size).toBe(8);
		expect(records[0]).toMatchObject({ key: 'ACTUAL/122025/MILL1/000000/52000', stamp: null, fields: { Ledger: 'ACTUAL', Period: '122025', BeginningBalance: '4210.0000', EndingBalance: '1' } });
		expect(Object.keys(records[0]?.fields ?? {})).toEqual(BALANCE_COLUMNS);
	});

	it('has no stamp: only unstamped records', async () => {
		const { client, http } = scripted([]);
		const source = client.balances(options);
		expect(await collect(source.records(null, '2026-03-04T00:00:00Z'))).toEqual([]);
		expect(await collect(source.marks(null, '2026-03-04T00:00:00Z'))).toEqual([]);
		expect(http.sent).toEqual([]);
	});

	it('the row\'s own branch counts', async () => {
		const { client } = scripted([summary(row('1', '1', ',"Branch":{"value":"MILL1"}'), row('1', '2', ',"Branch":{"value":"MILL2"}'))]);
		expect((await collect(client.balances({ ledger: 'ACTUAL', periods: ['012026'] }).unstamped())).map(({ key }) => key)).toEqual(['ACTUAL/012026/MILL1//1', 'ACTUAL/012026/MILL2//1']);
	});

	it('rows that cannot be told apart are refused rather than one of them lost', async () => {
		const { client } = scripted([summary(row('1', '1'), row('1', '2'))]);
		expect(await rejection(collect(client.balances({ ledger: 'ACTUAL', periods: ['012026'] }).unstamped()))).toBeInstanceOf(FatalError);
	});

	it('the stream is the same when the periods roll on, and another for other branches', () => {
		const { client } = scripted([]);
		const name = (more: object): string => client.balances({ ...options, ...more }).stream;
		expect(name({ periods: ['022026'] })).toBe(name({}));
		expect(name({ branches: ['MILL1'] })).not.toBe(name({}));
	});

	it.each([[{ ledger: ' ' }], [{ periods: [] }], [{ periods: ['2026'] }]])('refuses %j', (part) => {
		expect(() => scripted([]).client.balances({ ...options, ...part })).toThrow(FatalError);
	});
});
