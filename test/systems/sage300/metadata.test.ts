import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FatalError } from '../../../src/core/errors';
import { nearestNames, readMetadata } from '../../../src/systems/sage300';
import { propertyOf } from '../../../src/systems/sage300/metadata/module-model';
import { rejection } from '../../doubles/results';
import { answer } from '../../doubles/scripted-http';
import { clientOn, scripted } from './fakes/client';
import { Company } from './fakes/company';
import { metadataDocument } from './fakes/metadata-document';
import { SHAPES } from './fakes/shapes';

const DOCUMENT = readFileSync(path.resolve(__dirname, 'fakes/odata3-metadata.xml'));

describe('a document of OData 3, cut from the one of the vendor', () => {
	const model = readMetadata(DOCUMENT, 'AR');

	it('has resources, keys and types', () => {
		expect(model.resources).toEqual(['AccountSets', 'InvoiceBatches', 'ReceiptAndAdjustmentBatches']);
		const batches = model.describe('ReceiptAndAdjustmentBatches');
		expect(batches).toMatchObject({ generation: 3, keys: ['BatchRecordType', 'BatchNumber'] });
		expect(propertyOf(batches, 'DateLastEdited')).toMatchObject({ kind: 'day', edmType: 'Edm.DateTime@3' });
		expect(propertyOf(batches, 'BatchNumber')).toMatchObject({ kind: 'number', edmType: 'Edm.Decimal@3' });
	});

	it('describes the rows of collections, which are complex types there', () => {
		const invoices = propertyOf(model.describe('InvoiceBatches'), 'Invoices');
		expect(invoices.kind).toBe('collection');
		expect(invoices.fields.map(({ name }) => name)).toContain('CustomerNumber');
	});

	it('finds a resource of the old generation by its newer name, with the module in front', () => {
		expect(model.describe('ARAccountSets').resource).toBe('AccountSets');
	});
});

describe('a document of OData 4', () => {
	const model = readMetadata(Buffer.from(metadataDocument(SHAPES.GL)), 'GL');

	it('lists the texts of enumerations', () => {
		expect(propertyOf(model.describe('GLAccountFiscalSets'), 'FiscalsetDesignator')).toMatchObject({ name: 'FiscalSetDesignator', kind: 'enum', members: ['Actuals', 'Quantity', 'Budget1'] });
	});

	it('describes collections of collections', () => {
		const [header] = model.describe('GLJournalBatches').properties.filter(({ name }) => name === 'JournalHeaders');
		expect(header?.fields.find(({ name }) => name === 'JournalDetails')?.fields.map(({ name }) => name)).toEqual(['TransactionNumber', 'AccountNumber', 'Amount']);
	});

	it('finds names whatever their case, and takes the first of several that there is', () => {
		const sets = model.describe('glaccountfiscalsets');
		expect(propertyOf(sets, 'CURNTYPE', 'Currencytype').name).toBe('CurrencyType');
	});

	it('names the nearest for what is not there', () => {
		expect(() => model.describe('GLAcounts')).toThrow('no resource "GLAcounts"');
		const fact = (call: () => unknown): string => {
			try {
				call();
			} catch (error) {
				return (error as FatalError).facts.remedy;
			}
			return '';
		};
		expect(fact(() => model.describe('GLAcounts'))).toContain('GLAccounts');
		expect(fact(() => propertyOf(model.describe('GLPostedTransactions'), 'PostingSequence'))).toContain('PostingSequenceNumber');
	});

	it('takes the properties of a base type, as a partner\'s endpoint has them', () => {
		const document = metadataDocument({ resources: { GLAccounts: { '*Code': 'Edm.String' } } })
			.replace('</EntityType>', '</EntityType><EntityType Name="OwnRow" BaseType="Sage.CA.SBS.ERP.Sage300.WebApi.Models.GLAccountsRow"><Property Name="Extra" Type="Edm.String" /></EntityType>')
			.replace('Models.GLAccountsRow" /></EntityContainer>', 'Models.OwnRow" /></EntityContainer>');
		const described = readMetadata(Buffer.from(document), 'GL').describe('GLAccounts');
		expect([described.keys, described.properties.map(({ name }) => name)]).toEqual([['Code'], ['Code', 'Extra']]);
	});
});

it.each([['a web page', '<html></html>'], ['half of a document', metadataDocument(SHAPES.GL).slice(0, 900)], ['no resources', '<edmx:Edmx Version="4.0" xmlns:edmx="x"><edmx:DataServices /></edmx:Edmx>']])(
	'%s is no list of fields', (_name, text) => {
		expect(() => readMetadata(Buffer.from(text), 'GL')).toThrow(FatalError);
	},
);

it('says what somebody may have meant, nearest first', () => {
	expect(nearestNames('Vendr', ['VendorNumber', 'Vendor', 'Amount'])).toEqual(['Vendor']);
	expect(nearestNames('Vendor', ['VendorNumber', 'vendor', 'Amount'])).toEqual(['vendor', 'VendorNumber']);
	expect(nearestNames('Xyz', ['VendorNumber'])).toEqual([]);
});

describe('resources()', () => {
	it('lists all modules that the user may use, and asks for each document once', async () => {
		const company = new Company(SHAPES);
		company.forbidden = ['AP'];
		const client = clientOn(company);
		expect(await client.resources()).toContain('POPurchaseOrders');
		await client.describe('GLAccounts');
		expect(company.sent.filter(({ url }) => url.endsWith('/GL/$metadata'))).toHaveLength(1);
		expect(await client.resources(['ap'])).toEqual([]);
	});

	it('does not remember a failure', async () => {
		const { client } = scripted([answer(500, 'x'), answer(200, metadataDocument(SHAPES.GL))]);
		expect(await rejection(client.describe('GLAccounts'))).toBeInstanceOf(FatalError);
		expect((await client.describe('GLAccounts')).keys).toEqual(['UnformattedAccount']);
	});
});
