import { compare, ownText } from '../../../src/systems/sage300';
import { clientOn, scripted } from './fakes/client';
import { fault } from './fakes/fault';
import { Company } from './fakes/company';
import { SHAPES } from './fakes/shapes';
import { metadataDocument } from './fakes/metadata-document';
import { dayOf } from '../../../src/systems/sage300/values/days';
import { collect, rejection } from '../../doubles/results';
import { answer, json, jsonText } from '../../doubles/scripted-http';

const orders = [
	{
		PurchaseOrderSequenceKey: 17, PurchaseOrderNumber: 'PO17', Vendor: '1400', Description: '', PurchaseOrderDate: '2026-02-28T00:00:00Z', DateCompleted: null,
		PurchaseOrderLines: [
			{ LineNumber: 1000, ItemNumber: 'A1-105/0', QuantityOrdered: 10, UnitCost: 5.25, ExpectedArrivalDate: '2026-04-01T00:00:00-05:00' },
			{ LineNumber: 2000, ItemNumber: '2026-01-01T00:00:00', QuantityOrdered: 1, UnitCost: 1 },
		],
	},
	{ PurchaseOrderSequenceKey: 18, PurchaseOrderNumber: 'PO18', Vendor: '1400', PurchaseOrderDate: '2026-03-02T00:00:00Z', DateCompleted: '2026-03-03T00:00:00Z', PurchaseOrderLines: [] },
];

describe('lines', () => {
	it('stand for the records, each with the fields of its order', async () => {
		const client = clientOn(new Company(SHAPES, { POPurchaseOrders: orders }));
		const lines = await collect(client.keyedRecords({ resource: 'POPurchaseOrders' }));
		expect(lines.map(({ key }) => key)).toEqual(['17/1000', '17/2000']);
		expect(lines[0]?.fields).toMatchObject({
			PurchaseOrderNumber: 'PO17', PurchaseOrderDate: '2026-02-28', DateCompleted: '', 'PurchaseOrderLines/ItemNumber': 'A1-105/0',
			'PurchaseOrderLines/UnitCost': '5.25', 'PurchaseOrderLines/ExpectedArrivalDate': '2026-04-01',
		});
		expect(lines[1]?.fields['PurchaseOrderLines/ItemNumber']).toBe('2026-01-01T00:00:00');
		expect(Object.keys(lines[0]?.fields ?? {})).toEqual(await client.columns({ resource: 'POPurchaseOrders' }));
	});

	it('can be left aside, and then they are not asked for', async () => {
		const company = new Company(SHAPES, { POPurchaseOrders: orders });
		const heads = await collect(clientOn(company).records({ resource: 'POPurchaseOrders', detail: null }));
		expect(heads.map(({ PurchaseOrderNumber }) => PurchaseOrderNumber)).toEqual(['PO17', 'PO18']);
		expect(company.lists[0]?.query.$select).not.toContain('PurchaseOrderLines');
	});

	it('of batches are read batch by batch, because lists carry whole trees', async () => {
		const batch = (BatchNumber: number, Invoices: unknown[]) => ({ BatchNumber, Description: 'x', BatchStatus: 'Open', BatchDate: null, DateLastEdited: '2026-03-01T00:00:00Z', Invoices });
		const company = new Company(SHAPES, {
			APInvoiceBatches: [batch(57, []), batch(58, [{ EntryNumber: 1, VendorNumber: 'V1', DocumentTotalIncludingTax: 12.3, InvoiceDetails: [{ LineNumber: 20, DistributedAmount: 5 }, { LineNumber: 40, DistributedAmount: 7.3 }] }])],
		});
		const client = clientOn(company);
		const entries = await collect(client.keyedRecords({ resource: 'APInvoiceBatches' }));
		expect(entries.map(({ key, fields }) => [key, fields['Invoices/VendorNumber']])).toEqual([['58/1', 'V1']]);
		expect(company.lists[0]?.query.$select).not.toContain('Invoices');
		expect(company.sent.at(-1)?.url).toContain('/AP/APInvoiceBatches(58)?$select=');
		const details = await collect(client.keyedRecords({ resource: 'APInvoiceBatches', detail: 'Invoices/InvoiceDetails', detailKey: 'LineNumber', fields: ['Invoices/VendorNumber', 'Invoices/InvoiceDetails/DistributedAmount'] }));
		expect(details.map(({ key, fields }) => [key, fields['Invoices/VendorNumber'], fields['Invoices/InvoiceDetails/DistributedAmount']]))
			.toEqual([['58/1/20', 'V1', '5'], ['58/1/40', 'V1', '7.3']]);
	});

	it('of a name that there is not are an error that names those there are', async () => {
		expect(await rejection(collect(clientOn(new Company(SHAPES)).records({ resource: 'POPurchaseOrders', detail: 'OrderLines' }))))
			.toMatchObject({ facts: { remedy: expect.stringContaining('PurchaseOrderLines') } });
	});
});

describe('fields', () => {
	it('have the names of the table whatever the server\'s case, and are empty where the release has none', async () => {
		const client = clientOn(new Company(SHAPES, { GLAccountFiscalSets: [{ AccountNumber: '1', FiscalSetYear: '2026', FiscalSetDesignator: 'Actuals', Currencycode: 'USD', CurrencyType: 'Functional', Period01netamount: 1 }] }));
		const [set] = await collect(client.records({ resource: 'GLAccountFiscalSets' }));
		expect(set).toMatchObject({ AccountNumber: '1', Period01netamount: '1' });
		const [account] = await collect(clientOn(new Company(SHAPES, { GLAccounts: [{ UnformattedAccount: '1' }] })).records({ resource: 'GLAccounts' }));
		expect(account).toMatchObject({ UnformattedAccount: '1', NormalBalanceDRCR: '' });
	});

	it('that somebody has named are checked, and the nearest are said', async () => {
		const client = clientOn(new Company(SHAPES));
		expect(await rejection(collect(client.records({ resource: 'GLAccounts', fields: ['Descripton'] })))).toMatchObject({
			facts: { said: 'this release has no field "Descripton" in GLAccounts', remedy: expect.stringContaining('Description') },
		});
	});

	it('keep the digits of amounts', async () => {
		const { client } = scripted([
			answer(200, metadataDocument(SHAPES.GL)),
			jsonText('{"value":[{"UnformattedAccount":"007","Description":"1E5","Balance":12345678901234567.890}]}'),
		]);
		expect(await collect(client.records({ resource: 'GLAccounts', fields: ['Description'] }))).toEqual([{ UnformattedAccount: '007', Description: '1E5' }]);
		const raw = scripted([jsonText('{"value":[{"Balance":12345678901234567.890}]}')]);
		expect(await raw.client.query({ path: 'GL/GLAccounts' })).toEqual({ value: [{ Balance: '12345678901234567.890' }] });
	});

	it('of any other resource can be read by its name', async () => {
		const company = new Company({ XX: { resources: { Widgets: { '*Code': 'Edm.String', Size: 'Edm.Int32' } } } }, { Widgets: [{ Code: 'a', Size: 3 }] });
		expect(await collect(clientOn(company).records({ resource: 'XX/Widgets' }))).toEqual([{ Code: 'a', Size: '3' }]);
	});
});

describe('windows', () => {
	it('over the document day are filters, with both days inclusive', async () => {
		const company = new Company(SHAPES, { POPurchaseOrders: orders });
		const numbers = async (from?: string, to?: string) => (await collect(clientOn(company).records({
			resource: 'POPurchaseOrders', detail: null, documentDay: { ...(from && { from }), ...(to && { to }) },
		}))).map(({ PurchaseOrderNumber }) => PurchaseOrderNumber);
		expect(await numbers('2026-02-28', '2026-02-28')).toEqual(['PO17']);
		expect(await numbers('2026-03-01')).toEqual(['PO18']);
		expect(await numbers(undefined, '2026-03-01')).toEqual(['PO17']);
		expect(company.lists[0]?.query.$filter).toBe('PurchaseOrderDate gt 2026-02-26T00:00:00Z and PurchaseOrderDate lt 2026-03-02T00:00:00Z');
	});

	it('over what is open leave out what is completed', async () => {
		const client = clientOn(new Company(SHAPES, { POPurchaseOrders: orders }));
		expect(await collect(client.records({ resource: 'POPurchaseOrders', detail: null, openOnly: true }))).toHaveLength(1);
	});

	it('by own filters and limits are sent', async () => {
		const company = new Company(SHAPES, { POPurchaseOrders: orders });
		const filter = ownText('startswith(Vendor,\'14\')');
		await collect(clientOn(company).records({ resource: 'POPurchaseOrders', detail: null, limit: 1, ...(filter && { filter }) }));
		expect(company.lists[0]?.query).toMatchObject({ $filter: '(startswith(Vendor,\'14\'))', $top: '1' });
		expect(compare('eq', 'A', { type: 'enum' }, 'x')).toBeDefined();
	});
});

describe('one record', () => {
	it('is read by its key, quoted or bare as its type wants, or is not there', async () => {
		const company = new Company(SHAPES, { POPurchaseOrders: orders, APVendors: [{ VendorNumber: 'O\'B 1' }] });
		const client = clientOn(company);
		expect(await client.record('POPurchaseOrders', ['17'])).toMatchObject({ PurchaseOrderNumber: 'PO17' });
		expect(await client.record('APVendors', ['O\'B 1'])).toEqual({ VendorNumber: 'O\'B 1' });
		expect(company.sent.at(-1)?.url).toMatch(/APVendors\('O''B%201'\)$/);
		expect(await client.record('APVendors', ['none'])).toBeUndefined();
		expect(await rejection(client.record('APVendors', ['A/1']))).toMatchObject({ facts: { said: 'the key "A/1" cannot stand in an address' } });
	});

	it('that vanished between list and detail is as if it had never been there', async () => {
		const { client } = scripted([
			answer(200, metadataDocument(SHAPES.AP)), json({ value: [{ BatchNumber: 1, BatchStatus: 'Open' }] }), fault(404, 'RecordNotFound', 'gone'),
		]);
		expect(await collect(client.records({ resource: 'APInvoiceBatches' }))).toEqual([]);
	});
});

it.each(['GL', '../GL/GLAccounts', 'GL//x', 'GL/..', 'GL\\GLAccounts', ''])('keeps a query below the company: %s', async (path) => {
	expect(await rejection(clientOn(new Company(SHAPES)).query({ path }))).toMatchObject({ facts: { said: expect.stringContaining('no path below the company') } });
});

it.each([['2010-08-18T00:00:00', '2010-08-18'], ['2010-08-18T00:00:00Z', '2010-08-18'], ['2010-08-18T00:00:00-11:00', '2010-08-18'], ['2010-08-18', '2010-08-18'], ['18/08/2010', '2010-08-18'], ['', ''], ['n/a', 'n/a']])(
	'cuts %s to its day', (text, day) => expect(dayOf(text)).toBe(day),
);
