import type { INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { requestsSince, seatsTaken } from './acumatica-asking';
import { Site } from './site';
import { acumatica, workflowOf, type Step } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const NODE = 'Node';

describe('pick lists of the Acumatica node, as the editor asks for them', () => {
	let site: Site;
	const search = async (step: Step, method: string, filter?: string): Promise<INodeListSearchResult['results']> =>
		await site.ask(workflowOf([step]), NODE, async (type, context) => {
			const found = await type.methods?.listSearch?.[method]?.call(context, filter);
			return found?.results ?? [];
		});
	const options = async (step: Step, method: string): Promise<INodePropertyOptions[]> =>
		await site.ask(workflowOf([step]), NODE, async (type, context) => (await type.methods?.loadOptions?.[method]?.call(context)) ?? []);
	const read = (entity: string, parameters: Record<string, unknown> = {}): Step => acumatica(NODE, 'record', 'getChanges', { entity: byName(entity), ...parameters });
	const balances = acumatica(NODE, 'report', 'getAccountBalances');
	const values = (list: ReadonlyArray<{ readonly value: unknown }>): unknown[] => list.map(({ value }) => value);

	beforeAll(async () => {
		site = await Site.open({ acumatica: {} });
	});
	afterEach(async () => {
		expect(await seatsTaken(site)).toBe(0);
		await site.acumatica.post('switches', { denied: '', endpoints: '24.200.001,25.200.001' });
	});
	afterAll(async () => await site.close());

	it('entities: those that planning needs first, then every other of the endpoint, without inquiries', async () => {
		const found = await search(read('Account'), 'searchEntities');
		expect(found.slice(0, 2)).toEqual([{ name: 'Account', value: 'Account' }, { name: 'Subaccount', value: 'Subaccount' }]);
		expect(found.filter(({ value }) => value === 'JournalTransaction' || value === 'Bill').map(({ name }) => name)).toEqual(['Journal Transaction (JournalTransaction)', 'AP Bill (Bill)']);
		expect(found.findIndex(({ value }) => value === 'JournalTransaction')).toBeLessThan(found.findIndex(({ value }) => value === 'Activity'));
		expect(values(found)).toEqual(expect.arrayContaining(['SalesOrder', 'Customer', 'VendorClass']));
		expect(values(found).filter((value) => /Inquiry|CompaniesStructure/.test(String(value)))).toEqual([]);
		expect(new Set(values(found)).size).toBe(found.length);
		expect(values(await search(read('Account'), 'searchEntities', 'ap pay'))).toEqual(['Check']);
		expect(await search(read('Account'), 'searchEntities', 'no such thing')).toEqual([]);
	});

	it('inquiries: the known ones first', async () => {
		const found = await search(acumatica(NODE, 'report', 'runInquiry'), 'searchInquiries');
		expect(found[0]).toEqual({ name: 'Account Summary (AccountSummaryInquiry)', value: 'AccountSummaryInquiry' });
		expect(values(found)).toEqual(expect.arrayContaining(['CompaniesStructure', 'InventoryAllocationInquiry']));
		expect(values(found)).not.toContain('Account');
	});

	it('fields of the record and of the chosen lines, in order of their names', async () => {
		const headers = values(await options(read('Bill'), 'getFieldOptions'));
		expect(headers).toEqual(expect.arrayContaining(['Amount', 'Vendor']));
		expect(headers.filter((value) => String(value).startsWith('Details/'))).toEqual([]);
		expect(values(await options(read('Bill', { detail: 'Details' }), 'getFieldOptions'))).toEqual(expect.arrayContaining(['Amount', 'Details/Amount']));
		expect(values(await options(read('JournalTransaction'), 'getFieldOptions'))).toContain('Details/Account');
		expect(values(await options(read('JournalTransaction', { detail: 'none' }), 'getFieldOptions'))).not.toContain('Details/Account');
		expect(values(await options(read('Vendor'), 'getFieldOptions'))).toContain('MainContact/Address/City');
		expect(headers).toEqual([...headers].sort((a, b) => String(a).localeCompare(String(b))));
	});

	it('details, with what planning reads by default', async () => {
		expect(await options(read('JournalTransaction'), 'getDetailOptions')).toEqual([
			{ name: 'As Planning Needs It', value: 'usual', description: 'The rows of Details' }, { name: 'None: The Records Themselves', value: 'none' }, { name: 'Details', value: 'Details' },
		]);
		expect((await options(read('Vendor'), 'getDetailOptions'))[0]?.description).toBe('The records themselves');
	});

	it('what can be read with one record', async () => {
		const step = acumatica(NODE, 'record', 'get', { entity: byName('Vendor') });
		const found = await options(step, 'getIncludeOptions');
		expect(values(found)).toEqual(expect.arrayContaining(['MainContact', 'MainContact/Address', 'Attributes']));
		expect(found.find(({ value }) => value === 'Attributes')?.name).toBe('Attributes (Lines)');
	});

	it('custom and user-defined fields with their kind', async () => {
		expect(await options(read('PurchaseOrder'), 'getCustomFieldOptions')).toEqual([{ name: 'Document.AttributeCAPEX (yes or no)', value: 'Document.AttributeCAPEX' }, { name: 'Document.UsrBuyerNote', value: 'Document.UsrBuyerNote' }]);
	});

	it('parameters of an inquiry', async () => {
		const step = acumatica(NODE, 'report', 'runInquiry', { inquiry: byName('AccountDetailsForPeriodInquiry') });
		expect(values(await options(step, 'getInquiryParameters'))).toEqual(expect.arrayContaining(['FromPeriod', 'IncludeUnposted', 'Ledger', 'ToPeriod']));
	});

	it('are empty as long as nothing is chosen before', async () => {
		for (const method of ['getFieldOptions', 'getDetailOptions', 'getCustomFieldOptions', 'getIncludeOptions']) expect(await options(read(''), method)).toEqual([]);
		expect(await options(acumatica(NODE, 'report', 'runInquiry', { inquiry: byName('') }), 'getInquiryParameters')).toEqual([]);
	});

	it('ledgers, branches with their companies, subaccounts and periods', async () => {
		expect(await options(balances, 'getLedgers')).toContainEqual({ name: 'BUD26 Budget 2026', value: 'BUD26', description: 'Budget' });
		expect(await options(balances, 'getBranches')).toEqual([
			{ name: 'HARBOR Harbor Mills Inc', value: 'HARBOR', description: 'All branches of the company' }, { name: 'MILL0 Mill Zero', value: 'MILL0', description: 'Harbor Mills Inc' },
			{ name: 'MILL1 Mill One', value: 'MILL1', description: 'Harbor Mills Inc' }, { name: 'MILL2 Mill Two', value: 'MILL2', description: 'Harbor Mills Inc' },
			{ name: 'TIDE Tide Paper GmbH', value: 'TIDE', description: 'Tide Paper GmbH' },
		]);
		expect(values(await options(balances, 'getSubaccounts'))).toContain('100EAST');
		const periods = await options(balances, 'getPeriods');
		expect(periods[0]).toEqual({ name: '12-2027 December', value: '122027', description: 'Inactive' });
		expect(periods.find(({ value }) => value === '042026')).toEqual({ name: '04-2026 April', value: '042026', description: 'Open' });
		expect(periods).toHaveLength(48);
	});

	it('endpoint versions, the newest first', async () => {
		expect(await options(read('Account'), 'getEndpointVersions')).toEqual([{ name: 'Default 25.200.001', value: '25.200.001' }, { name: 'Default 24.200.001', value: '24.200.001' }]);
	});

	it('fields follow the chosen endpoint version', async () => {
		const before = await site.mark('acumatica');
		await options(read('Account', { options: { endpointVersion: '25.200.001' } }), 'getDetailOptions');
		const lines = await requestsSince(site, before);
		expect(lines.filter((line) => line.includes('/24.200.001/'))).toEqual([]);
	});

	it('tell what went wrong: in the words of the site, and what to do', async () => {
		await site.acumatica.post('switches', { denied: 'Ledger' });
		await expect(options(balances, 'getLedgers')).rejects.toThrow(/insufficient rights/);
		await site.acumatica.post('switches', { denied: '' });
		await expect(options(read('Nothing'), 'getFieldOptions')).rejects.toThrow(/no entity Nothing/);
		await expect(search(read('Account', { options: { endpointVersion: '20.200.001' } }), 'searchEntities')).rejects.toThrow(/has no Default\/20\.200\.001; of Default it has 25\.200\.001, 24\.200\.001/);
	});
});
