import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ListFilter, ListName, Row } from '../../../agent/src/sage/port';
import { ask, engineOf, ENTRY, scriptedSage } from './company-abc';

const ROOT = path.resolve(__dirname, '../../..');
const fromAgent = createRequire(path.join(ROOT, 'agent/package.json'));

interface Validator {
	(value: unknown): boolean;
	errors?: unknown;
}
interface Ajv {
	addSchema(schema: unknown, id: string): Ajv;
	compile(schema: unknown): Validator;
}
const { default: Ajv2020 } = fromAgent('ajv/dist/2020') as { default: new (options: object) => Ajv };
const addFormats = (fromAgent('ajv-formats') as { default: (ajv: Ajv) => void }).default;
const { parse } = fromAgent('yaml') as { parse: (text: string) => unknown };

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(parse(fs.readFileSync(path.join(ROOT, 'docs/sage-100-agent.openapi.yaml'), 'utf8')), 'contract');

const wrongWith = (schema: string, row: unknown): unknown => {
	const validate = ajv.compile({ $ref: `contract#/components/schemas/${schema}` });
	// As it travels: what is undefined is absent.
	return validate(JSON.parse(JSON.stringify(row))) ? null : validate.errors;
};

interface Asked {
	readonly list: ListName;
	readonly schema: string;
	readonly filter?: ListFilter;
	readonly since?: string;
}

test.each<Asked>([
	{ list: 'accounts', schema: 'Account' }, { list: 'segmentValues', schema: 'SegmentValue', filter: { segmentNo: '02' } },
	{ list: 'segmentValues', schema: 'SegmentValue', filter: { segmentNo: '01' } }, { list: 'balances', schema: 'Balance', filter: { fiscalYear: '2025', fillGaps: true } },
	{ list: 'balances', schema: 'Balance', since: '20250101T0' }, { list: 'postings', schema: 'Posting' }, { list: 'vendors', schema: 'Vendor' },
	{ list: 'invoices', schema: 'ApInvoice', filter: { stage: 'entry', includeLines: true } }, { list: 'invoices', schema: 'ApInvoice', filter: { stage: 'history', includeLines: true } },
	{ list: 'openInvoices', schema: 'OpenInvoice' }, { list: 'purchaseOrders', schema: 'PurchaseOrder' },
])('rows of $list are a $schema of the contract: $filter $since', async ({ list, schema, filter = {}, since }) => {
	const sage = scriptedSage();
	const audit = { DateCreated$: '20250101', TimeCreated$: '8', DateUpdated$: '', TimeUpdated$: '' };
	const invoice = { APDivisionNo$: '00', VendorNo$: 'ACME01', InvoiceNo$: 'A1', InvoiceDate$: '20250301', InvoiceAmt: 10.5, Comment$: '', BatchNo$: '' };
	const table = (rows: Array<Record<string, string | number>>, keys: number): (typeof sage.tables)[string] => ({ columns: Object.keys(rows[0] ?? {}), key: Object.keys(rows[0] ?? {}).slice(0, keys), rows });
	Object.assign(sage.tables, {
		GL_MainAccount_svc: table([{ SegmentNo$: '01', MainAccountCode$: '6200', MainAccountDesc$: 'Travel', Status$: 'A', ...audit }], 2),
		GL_SubAccount_svc: table([{ SegmentNo$: '02', SubAccountCode$: '200', SubAccountDesc$: 'Sales', SubAccountShortDesc$: 'S', DateStart$: '', DateEnd$: '17530101', ...audit }], 2),
		AP_InvoiceHeader_svc: table([{ ...invoice, ...audit }], 3),
		AP_InvoiceDetail_svc: table([{ APDivisionNo$: '00', VendorNo$: 'ACME01', InvoiceNo$: 'A1', LineKey$: '1', AccountKey$: '000000417', DistributionAmt: 10.5 }], 4),
		AP_InvoiceHistoryHeader_svc: table([{ APDivisionNo$: '00', VendorNo$: 'ACME01', InvoiceNo$: 'A1', HeaderSeqNo$: '000001', InvoiceDate$: '20250301', InvoiceAmt: 10.5 }], 4),
		AP_InvoiceHistoryDetail_svc: table([{ APDivisionNo$: '00', VendorNo$: 'ACME01', InvoiceNo$: 'A1', HeaderSeqNo$: '000001', LineKey$: '1', AccountKey$: '000000417', DistributionAmt: 10.5 }], 5),
	});
	sage.tableOf('GL_DetailPosting_svc').rows.push({
		AccountKey$: '000000417', PostingDate$: '20250301', SourceJournal$: 'GJ', JournalRegisterNo$: '1', SequenceNo$: '1', DebitAmount: 1, CreditAmount: 0, PostingComment$: 'x', BatchNo$: '', DateCreated$: '20250402', TimeCreated$: '9',
	});
	const engine = engineOf(sage);
	const keys = await ask(engine, { do: 'scan', list, filter, ...(since === undefined ? {} : { since }) }) as string[];
	const rows = await ask(engine, { do: 'fetch', list, filter, keys }) as Row[];
	expect(rows.length).toBeGreaterThan(0);
	expect(rows).toHaveLength(keys.length);
	expect(rows.map((row) => wrongWith(schema, row)).filter((wrong) => wrong !== null)).toEqual([]);
	if (list === 'invoices') expect(rows[0]).toMatchObject({ lines: [{ account: '6200-200', amount: '10.50' }] });
	// The order of the scan is that of the stamps in the rows.
	const stamps = rows.map((row) => String((row['stamp'] as Row | null | undefined)?.['value'] ?? ''));
	const placeOf = (stamp: string): number => Number(stamp.slice(0, 8)) * 100 + Number(stamp.slice(9));
	if (since !== undefined) expect(stamps).toEqual([...stamps].sort((one, other) => placeOf(one) - placeOf(other)));
});

test('facts, segments, fiscal years and entries too', async () => {
	const engine = engineOf(scriptedSage());
	expect(wrongWith('Company', await ask(engine, { do: 'facts' }))).toBeNull();
	for (const segment of await ask(engine, { do: 'segments' }) as Row[]) expect(wrongWith('SegmentDefinition', segment)).toBeNull();
	for (const year of await ask(engine, { do: 'fiscalYears' }) as Row[]) expect(wrongWith('FiscalYear', year)).toBeNull();
	const recorded = { recorded: null };
	expect(wrongWith('JournalEntry', { ...await ask(engine, { do: 'checkEntry', entry: ENTRY }), ...recorded })).toBeNull();
	expect(wrongWith('JournalEntry', { ...await ask(engine, { do: 'createEntry', entry: ENTRY }), ...recorded })).toBeNull();
	for (const entry of await ask(engine, { do: 'findEntries', naturalKey: ENTRY.naturalKey }) as Row[]) expect(wrongWith('JournalEntry', { ...entry, ...recorded })).toBeNull();
});
