import { byName } from '../../examples/source/workflow-builder';
import { askAcumatica, requestsSince, seatsTaken } from './acumatica-asking';
import type { Asking } from './asking';
import { binaryText } from './engine/run-workflow';
import { Site } from './site';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const ACCOUNT = { entity: byName('Account') };
const VENDOR = { entity: byName('Vendor') };
const BILL = { entity: byName('Bill') };
const JOURNAL = { entity: byName('JournalTransaction') };
const when = (...condition: Array<readonly [field: string, operator: string, value: string]>) =>
	({ conditions: { condition: condition.map(([field, operator, value]) => ({ field, operator, value })) } });

describe('records of the Acumatica node, through n8n\'s own engine', () => {
	let site: Site;
	const record = async (operation: string, parameters: Record<string, unknown>, more?: Asking) => await askAcumatica(site, 'record', operation, parameters, more);
	const many = async (parameters: Record<string, unknown>) => await record('getMany', { returnAll: true, ...parameters });
	const keys = async (parameters: Record<string, unknown>, key: string): Promise<unknown[]> => {
		const { json, told } = await many(parameters);
		return told ? [told] : json.map((fields) => fields[key]);
	};

	beforeAll(async () => {
		site = await Site.open({ acumatica: {} });
	});
	afterEach(async () => {
		expect(await seatsTaken(site)).toBe(0);
		await site.acumatica.post('switches', { restrictionGroups: false, emptyFields: 'object', denied: '' });
	});
	afterAll(async () => await site.close());

	describe('Get Many', () => {
		it('returns records up to the limit in as many rows as were asked for, as text', async () => {
			const before = await site.mark('acumatica');
			const { json } = await record('getMany', { ...ACCOUNT, limit: 2 });
			expect(json.map(({ AccountCD }) => AccountCD)).toEqual(['10100', '11000']);
			for (const value of Object.values(json[0] ?? {})) expect(typeof value).toBe('string');
			expect((await requestsSince(site, before)).filter((line) => line.includes('/Account?'))).toEqual([expect.stringMatching(/\$top=[23]$/)]);
		});

		it('returns all of them, letters of all languages and zeros untouched', async () => {
			const { json } = await many(ACCOUNT);
			expect(json.length).toBeGreaterThan(50);
			expect(json.map(({ Description }) => Description)).toEqual(expect.arrayContaining(['Zölle und Einfuhrabgaben', 'Scrap 🗑 & rework', 'Rebates "volume bonus"']));
			expect(await keys(BILL, 'ReferenceNbr')).toContain('001241');
		});

		it('an empty field is an empty text, whichever form the site gives it', async () => {
			const [asObject] = (await many(VENDOR)).json;
			await site.acumatica.post('switches', { emptyFields: 'null' });
			expect((await many(VENDOR)).json[0]).toEqual(asObject);
			expect(asObject?.TaxZone).toBe('');
		});

		it('filters by all conditions', async () => {
			expect(await keys({ ...VENDOR, ...when(['Status', 'equalto', 'On Hold']) }, 'VendorID')).toEqual(['V00216']);
			expect(await keys({ ...VENDOR, ...when(['VendorID', 'in', 'V00211, V00213']) }, 'VendorID')).toEqual(['V00211', 'V00213']);
			expect(await keys({ ...VENDOR, ...when(['VendorID', 'notin', 'V00211, V00213'], ['CurrencyID', 'notequalto', 'EUR']) }, 'VendorID')).toEqual(['V00212', 'V00214', 'V00215', 'V00216']);
			expect(await keys({ ...VENDOR, ...when(['VendorName', 'contains', 'Papier']) }, 'VendorID')).toEqual(['V00213']);
			expect(await keys({ ...VENDOR, ...when(['VendorName', 'startswith', 'Tern & Sons'], ['VendorName', 'endswith', 'Legal']) }, 'VendorID')).toEqual(['V00215']);
		});

		it.each<[string, string, string, string, string[]]>([
			['a number of whole digits', 'AccountID', 'lessthan', '1202', ['10100', '11000']],
			['a tick', 'CashAccount', 'equalto', 'true', ['10100']],
			['a text of digits', 'AccountCD', 'lessthanorequalto', '11000', ['10100', '11000']],
			['a moment', 'LastModifiedDateTime', 'lessthan', '2026-04-20T08:19:00Z', ['10100']],
			['a day of a field of moments', 'LastModifiedDateTime', 'lessthan', '2026-04-20', []],
		])('a condition on %s has the type of its field', async (_what, field, operator, value, found) => {
			expect(await keys({ ...ACCOUNT, ...when([field, operator, value]) }, 'AccountCD')).toEqual(found);
		});

		it('a condition on an amount, a linked record and a custom field', async () => {
			expect(await keys({ ...BILL, ...when(['Amount', 'greaterthanorequalto', '1824.55']) }, 'ReferenceNbr')).toEqual(['001245', '001246']);
			expect(await keys({ ...VENDOR, ...when(['MainContact/Email', 'equalto', 'office@v212.example']) }, 'VendorID')).toEqual(['V00212']);
			expect(await keys({ ...VENDOR, ...when(['BAccount.AttributeREGION', 'equalto', 'SOUTH']) }, 'VendorID')).toEqual(['V00212', 'V00214', 'V00216']);
		});

		it('a quotation mark and a plus sign in a value stay what they are', async () => {
			await site.acumatica.post('records', { entity: 'Vendor', record: { VendorID: 'V00300', VendorName: "O'Hare+Sons & 50%" } });
			expect(await keys({ ...VENDOR, ...when(['VendorName', 'equalto', "O'Hare+Sons & 50%"]) }, 'VendorID')).toEqual(['V00300']);
			expect(await keys({ ...VENDOR, ...when(['VendorName', 'equalto', "x' or VendorID ne 'x"]) }, 'VendorID')).toEqual([]);
			await site.acumatica.post('delete', { entity: 'Vendor', key: 'V00300' });
		});

		it('an own filter holds beside the conditions, and cannot end them', async () => {
			const own = { options: { ownFilter: "VendorClass eq 'FREIGHT' or VendorClass eq 'SERVICE'" } };
			expect(await keys({ ...VENDOR, ...own, ...when(['Status', 'equalto', 'On Hold']) }, 'VendorID')).toEqual(['V00216']);
			expect((await many({ ...VENDOR, options: { ownFilter: "Status eq 'Active') or (true" } })).told).toContain('is not closed');
		});

		it.each([
			['is not of the type of its field', ['AccountID', 'equalto', 'twelve'], '"twelve" is not a whole number'],
			['is not in this endpoint version', ['Acount', 'equalto', '1'], 'Account has no field "Acount"'],
			['outside the contract is unknown', ['AccountRecords.UsrNothing', 'equalto', '1'], 'Account has no custom field "AccountRecords.UsrNothing"'],
		] as const)('refuses a condition whose field or value %s, before anything is read', async (_what, condition, words) => {
			const before = await site.mark('acumatica');
			expect((await many({ ...ACCOUNT, ...when(condition) })).told).toContain(words);
			expect((await requestsSince(site, before)).filter((line) => /\/Account(\?|$)/.test(line))).toEqual([]);
		});

		it('refuses a condition on a field of lines', async () => {
			expect((await many({ ...JOURNAL, ...when(['Details/Account', 'equalto', '52000']) })).told).toContain('field of lines');
			expect((await many({ ...BILL, ...when(['Details/Transactions.UsrAllocation', 'equalto', 'x']) })).told).toContain('field of lines');
		});

		it('returns chosen fields and the key, or all fields', async () => {
			const chosen = await record('getMany', { ...VENDOR, limit: 1, fieldChoice: 'chosen', fields: ['VendorName', 'MainContact/Address/City'] });
			expect(chosen.json).toEqual([{ VendorID: 'V00211', VendorName: 'Kestrel Carriers', 'MainContact/Address/City': 'Harbor' }]);
			const asText = await record('getMany', { ...VENDOR, limit: 1, fieldChoice: 'chosen', fields: 'VendorName, Status' });
			expect(asText.json).toEqual([{ VendorID: 'V00211', VendorName: 'Kestrel Carriers', Status: 'Active' }]);
			const all = await record('getMany', { ...VENDOR, limit: 1, fieldChoice: 'all' });
			expect(Object.keys(all.json[0] ?? {}).length).toBeGreaterThan(25);
		});

		it('names a chosen field that the endpoint version has not', async () => {
			const { told } = await many({ ...VENDOR, fieldChoice: 'chosen', fields: ['VendorName', 'VendorColour'] });
			expect(told).toContain('has no VendorColour');
		});

		it('names an entity that the endpoint has not, with those that sound like it', async () => {
			expect((await many({ entity: byName('Accounts') })).told).toMatch(/no entity Accounts; it has .*Account/);
			expect((await many({ entity: byName('Account/../Ledger') })).told).toContain('Account/../Ledger');
		});

		it('tells which form a user may not open', async () => {
			await site.acumatica.post('switches', { denied: 'Subaccount' });
			expect((await many({ entity: byName('Subaccount') })).told).toMatch(/insufficient rights to access the .*\(GL203000\)/);
		});

		it('leaves archived records out unless they are wanted', async () => {
			const texts = async (options: object): Promise<unknown[]> => await keys({ ...JOURNAL, detail: 'none', options }, 'Description');
			expect(await texts({})).not.toContain('Old correction');
			expect(await texts({ archived: true })).toContain('Old correction');
		});

		it('returns what a restriction group leaves, without a word from the site', async () => {
			const all = await keys({ ...JOURNAL, detail: 'none' }, 'Description');
			await site.acumatica.post('switches', { restrictionGroups: true });
			expect(await keys({ ...JOURNAL, detail: 'none' }, 'Description')).toEqual(all.filter((text) => text !== 'Board fees'));
		});

		it('reads lines with the fields of their header, headers alone, or the lines of another entity', async () => {
			const lines = (await many(JOURNAL)).json.filter(({ BatchNbr }) => BatchNbr === 'GL0000003');
			expect(lines.map((line) => [line['Details/LineNbr'], line['Details/Account'], line['Details/DebitAmount'], line['Details/CreditAmount'], line.PostPeriod])).toEqual([
				['1', '52000', '1820.5500', '0.0000', '022026'], ['2', '21500', '0.0000', '1820.5500', '022026'],
			]);
			const headers = await many({ ...JOURNAL, detail: 'none' });
			expect(headers.json.filter(({ BatchNbr }) => BatchNbr === 'GL0000003')).toHaveLength(1);
			expect(Object.keys(headers.json[0] ?? {}).filter((name) => name.includes('/'))).toEqual([]);
			const ofBills = await many({ ...BILL, detail: 'Details' });
			expect(ofBills.json).toHaveLength(12);
			expect(ofBills.json[1]).toMatchObject({ ReferenceNbr: '001241', 'Details/rowNumber': '2', 'Details/Account': '66000', 'Details/Amount': '20.0000' });
		});

		it('reads custom fields of the record and of its lines', async () => {
			const bills = await many({ ...BILL, customFields: ['Document.UsrContract'] });
			expect(bills.json.map((bill) => bill['Document.UsrContract'])).toEqual(['C-0', 'C-1', 'C-2', 'C-3', 'C-4', 'C-5']);
			const lines = await many({ ...BILL, detail: 'Details', customFields: ['Details/Transactions.UsrAllocation', 'Document.UsrContract'] });
			expect(Object.keys(lines.json[0] ?? {})).toEqual(expect.arrayContaining(['Details/Transactions.UsrAllocation', 'Document.UsrContract']));
		});

		it('says that fields of lines need their lines, instead of leaving them empty', async () => {
			const { told } = await many({ ...BILL, fieldChoice: 'chosen', fields: ['Vendor', 'Details/Account'] });
			expect(told).toContain('Details/Account belongs to rows that are not read');
			expect(told).toContain('Choose the detail');
		});

		it('reads an entity that nobody has listed, by its id or by the key fields that are named', async () => {
			const cost = await record('getMany', { entity: byName('CostCode'), returnAll: true, output: 'file' });
			expect((await binaryText(cost.items[0], 'data')).split('\n')[1]).toMatch(/^[\da-f-]{36},,[\da-f-]{36},/);
			const named = await record('getMany', { entity: byName('CostCode'), returnAll: true, output: 'file', options: { keyFields: ' CostCodeID ' } });
			expect((await binaryText(named.items[0], 'data')).split('\n')[1]).toMatch(/^0000,,0000,/);
		});

		it('writes a file whose keys are unique among the lines', async () => {
			const { items } = await many({ ...JOURNAL, output: 'file', outputProperty: 'sheet', fieldChoice: 'chosen', fields: ['Details/Account', 'Details/DebitAmount'] });
			expect(items).toHaveLength(1);
			expect(items[0]?.binary?.sheet).toMatchObject({ fileName: 'JournalTransaction.csv', mimeType: 'text/csv' });
			const rows = (await binaryText(items[0], 'sheet')).trim().split('\n');
			expect(rows[0]).toBe('_key,_stamp,Module,BatchNbr,Details/LineNbr,Details/Account,Details/DebitAmount');
			expect(rows).toContain('GL/GL0000003/1,,GL,GL0000003,1,52000,1820.5500');
			expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(rows.length);
		});

		it('no records are no items and no file', async () => {
			const nothing = { ...VENDOR, ...when(['VendorID', 'equalto', 'V99999']) };
			expect((await many(nothing)).items).toEqual([]);
			expect((await many({ ...nothing, output: 'file' })).items).toEqual([]);
		});

		it('takes the entity from an expression, once for each input item, with one sign-in', async () => {
			const before = await site.mark('acumatica');
			const { items } = await record('getMany', { entity: byName('={{ $json.what }}'), returnAll: true }, { fed: [{ json: { what: 'Ledger' } }, { json: { what: 'AccountGroup' } }] });
			expect(items.filter(({ json }) => json.LedgerID !== undefined).map(({ pairedItem }) => pairedItem)).toEqual(Array(5).fill({ item: 0 }));
			expect(items.filter(({ json }) => json.AccountGroupID !== undefined).map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 1 }));
			expect((await requestsSince(site, before)).filter((line) => line.endsWith('/auth/login'))).toHaveLength(1);
		});

		it('goes on with the next item after one that failed, when the user wants that', async () => {
			const { items } = await record('getMany', { entity: byName('={{ $json.what }}'), returnAll: true },
				{ fed: [{ json: { what: 'NoSuchThing' } }, { json: { what: 'Ledger' } }], onError: 'continueRegularOutput' });
			expect(items[0]).toMatchObject({ json: { error: expect.stringContaining('NoSuchThing') as string }, pairedItem: { item: 0 } });
			expect(items.slice(1)).toHaveLength(5);
		});
	});

	describe('Get', () => {
		it('returns one record by its keys, with the lines that are wanted', async () => {
			const { json } = await record('get', { ...JOURNAL, recordKey: 'GL/GL0000003', include: ['Details'], customFields: ['BatchModule.CuryDebitTotal'] });
			expect(json).toHaveLength(1);
			expect(json[0]).toMatchObject({ BatchNbr: 'GL0000003', Hold: false, 'BatchModule.CuryDebitTotal': '1820.5500', Details: [{ Account: '52000', DebitAmount: '1820.5500', ProjectTask: null }, { Account: '21500' }] });
			expect((await record('get', { ...JOURNAL, recordKey: 'GL/GL0000003' })).json[0]?.Details).toBeUndefined();
		});

		it('returns one by its id, a nested linked record with it', async () => {
			const { json } = await record('get', { ...VENDOR, recordKey: 'V00212', include: ['MainContact/Address'] });
			expect(json[0]).toMatchObject({ VendorName: 'Blue Heron Paper', MainContact: { Address: { City: 'Harbor' } } });
			expect((await record('get', { ...VENDOR, recordKey: String(json[0]?.id) })).json[0]?.VendorID).toBe('V00212');
		});

		it('says so when there is none, and when a key cannot be an address', async () => {
			expect((await record('get', { ...JOURNAL, recordKey: 'GL/GL9999999' })).told).toMatch(/there is no JournalTransaction GL\/GL9999999/);
			expect((await record('get', { ...JOURNAL, recordKey: 'GL/..' })).told).toContain('cannot stand in an address');
			expect((await record('get', { ...JOURNAL, recordKey: ' ' })).told).toContain('no key was given');
		});
	});

	describe('Get Fields', () => {
		it('tells the fields of the endpoint version and those that only this site has', async () => {
			const { json } = await record('getFields', BILL);
			expect(json).toEqual(expect.arrayContaining([
				{ id: 'Amount', type: 'decimal', detail: '', custom: false }, { id: 'Details/Account', type: 'text', detail: 'Details', custom: false },
				{ id: 'Document.UsrContract', type: 'text', detail: '', custom: true }, { id: 'Details/Transactions.UsrAllocation', type: 'text', detail: 'Details', custom: true },
			]));
		});

		it('does without the custom fields of a form that the user may not open, and says so', async () => {
			await site.acumatica.post('switches', { denied: 'Bill' });
			const { json, hints } = await record('getFields', BILL);
			expect(json.length).toBeGreaterThan(20);
			expect(json.every(({ custom }) => custom === false)).toBe(true);
			expect(hints).toEqual([expect.stringMatching(/custom fields of Bill are missing.*insufficient rights/)]);
		});
	});
});
