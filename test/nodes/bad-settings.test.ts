import { byName } from '../../examples/source/workflow-builder';
import { forgetHighest, outputOf } from './engine/run-workflow';
import { losesNothing, toldBy } from './held-cursor';
import { Site } from './site';
import { field, intacct, vendorFlow, VENDOR_COLUMNS, vendorsMissing, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

describe('settings that are wrong: a clear error, nothing lost', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	describe('credentials', () => {
		it.each([
			['sender', 'sageIntacctApi', 'senderPassword', 'Sage Intacct', 'sender id and sender password'],
			['company', 'sageIntacctApi', 'companyId', 'Sage Intacct', 'company id'],
			['user', 'sageIntacctApi', 'userPassword', 'Sage Intacct', 'user password'],
			['Anaplan password', 'anaplanApi', 'password', 'Anaplan: log in', 'Check user and password'],
			['Anaplan user', 'anaplanApi', 'user', 'Anaplan: log in', 'Check user and password'],
		] as const)('a wrong %s', async (_what, credential, part, said, remedy) => {
			const right = site.credentials[credential][part];
			const run = await losesNothing(site, {
				spoil: () => (site.credentials[credential][part] = 'wrong'),
				repair: () => (site.credentials[credential][part] = right),
			});
			expect(toldBy(run)).toContain(said);
			expect(toldBy(run)).toContain(remedy);
		});
	});

	describe('targets: the error lists what there is', () => {
		const CASES = [
			['workspace', { workspace: byName('Treasury') }, 'find workspace "Treasury": no such id or name', '"Finance"'],
			['model', { model: byName('Old Hub') }, 'find model "Old Hub": no such id or name', '"Finance Hub"'],
			['import', { import: byName('Suppliers') }, 'find import "Suppliers": no such id or name', '112000000004 "Vendors from Vendors.csv"'],
			['import in the wrong case', { import: byName('vendors from vendors.csv') }, 'upper and lower case and spaces count', 'Did you mean 112000000004'],
			['second import', { options: { alsoRun: ['112999999999'] } }, 'find import "112999999999"', '112000000004'],
			['second import of another file', { options: { alsoRun: ['112000000001'] } }, 'reads file 113000000001', 'Load the two files one after the other'],
		] as const;

		it.each(CASES)('an unknown %s in the load', async (_what, load, said, remedy) => {
			const run = await losesNothing(site, { workflow: vendorFlow({ load }) });
			expect(toldBy(run)).toContain(said);
			expect(toldBy(run)).toContain(remedy);
		});

		it.each(CASES.slice(0, 3))('an unknown %s in the mapping', async (_what, map, said, remedy) => {
			const run = await losesNothing(site, { workflow: vendorFlow({ map }) });
			expect(toldBy(run)).toContain(said);
			expect(toldBy(run)).toContain(remedy);
		});

		it.each([
			['workspace', { workspace: byName('ffffffffffffffffffffffffffffffff') }, '8a868cd97f1c22d5018120c4d3e70b51 "Finance"'],
			['model', { model: byName('FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF') }, '5C3D7A0B9E2F4D6183A4B5C6D7E8F901 "Finance Hub"'],
		])('a %s id that the user cannot see says which ones there are', async (what, load, there) => {
			const run = await losesNothing(site, { workflow: vendorFlow({ load }) });
			expect(toldBy(run).toLowerCase()).toContain(`find ${what} "ffffffffffffffffffffffffffffffff"`);
			expect(toldBy(run)).toContain(there);
		});

		it('no workspace or no model at all', async () => {
			const run = await losesNothing(site, { workflow: vendorFlow({ load: { model: byName('={{ "" }}') } }) });
			expect(toldBy(run)).toContain('No workspace or model was chosen');
		});

		it('an unknown object or field in Sage Intacct', async () => {
			for (const get of [{ object: byName('SUPPLIER') }, { fieldChoice: 'chosen', fields: ['VENDORID', 'SHOESIZE'] }]) {
				const before = site.cursors();
				expect(toldBy(await site.run(vendorFlow({ get })))).toMatch(/SUPPLIER|SHOESIZE/);
				expect(site.cursors()).toBe(before);
			}
		});
	});

	describe('headers that do not match the import', () => {
		it('a column too few and one that is not known, said by the mapping before anything is read', async () => {
			const run = await losesNothing(site, { workflow: vendorFlow({ columns: [field('Code', 'VENDORID'), field('name', 'NAME'), field('Status', 'STATUS')] }) });
			expect(toldBy(run)).toContain('it does not fill "Name"; the import has no column "name" (did you mean "Name"?)');
		});

		it('said by the load when there is no mapping', async () => {
			const run = await losesNothing(site, { workflow: vendorFlow({ map: { import: byName('') }, columns: [field('Code', 'VENDORID'), field('Nam', 'NAME'), field('Status', 'STATUS')] }) });
			expect(toldBy(run)).toContain('missing in the file: "Name"; not known to the import: "Nam".');
			expect(toldBy(run)).toContain('Nothing was sent.');
		});

		it('a further field is refused, or sent when the user wants that', async () => {
			const columns = [...VENDOR_COLUMNS, field('Extra', 'CURRENCY')];
			const run = await losesNothing(site, { workflow: vendorFlow({ map: { import: byName('') }, columns }) });
			expect(toldBy(run)).toContain('not known to the import: "Extra"');
			forgetHighest();
			const other = await Site.open();
			const sent = await other.run(vendorFlow({ map: { import: byName('') }, columns, load: { options: { extraFields: 'sendAnyway' } } }));
			expect(outputOf(sent, 'Load vendors')[0]?.json).toMatchObject({ status: 'success' });
			expect(await vendorsMissing(other)).toEqual([]);
			await other.close();
		});

		it('a file in a dialect that the import does not read', async () => {
			site.supply('Rows', [{ files: { data: 'Code;Name;Status\nV-1;A;active\n' } }]);
			const run = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, { name: 'Load', type: 'anaplan', parameters: { resource: 'import', operation: 'loadRows', workspace: byName('Finance'), model: byName('Finance Hub'), import: byName('Vendors from Vendors.csv') } }]));
			expect(toldBy(run)).toContain('missing in the file: "Code", "Name", "Status"');
		});
	});

	describe('nothing to do', () => {
		it('an empty result puts nothing out, starts nothing and moves no cursor', async () => {
			const nobody = vendorFlow({ get: { conditions: { condition: [{ field: 'VENDORID', operator: 'equalto', value: 'nobody' }] } } });
			const run = await losesNothing(site, { workflow: nobody });
			expect(toldBy(run)).toBe('');
			expect(outputOf(run, 'Get vendors')).toEqual([]);
		});

		it('an empty file likewise', async () => {
			const nobody = vendorFlow({ asFile: true, get: { conditions: { condition: [{ field: 'VENDORID', operator: 'equalto', value: 'nobody' }] } } });
			const run = await losesNothing(site, { workflow: nobody });
			expect(outputOf(run, 'Get vendors')).toEqual([]);
		});
	});

	it('a reading node that failed and was told to go on feeds nothing into the model', async () => {
		const workflow = vendorFlow({ get: { object: byName('SUPPLIER') } });
		const [start, get, ...others] = workflow.nodes;
		if (!start || !get) throw new Error('no nodes');
		const run = await losesNothing(site, { workflow: { ...workflow, nodes: [start, { ...get, onError: 'continueRegularOutput' }, ...others] } });
		expect(outputOf(run, 'Get vendors')[0]?.json).toMatchObject({ error: expect.stringContaining('SUPPLIER') as string });
		expect(outputOf(run, 'Map vendors')).toEqual([]);
		expect(outputOf(run, 'Map vendors', 1)).toHaveLength(1);
	});

	it('a gateway function that is wrong is told in the server\'s words', async () => {
		const run = await site.run(workflowOf([intacct('Ask', 'gateway', 'runFunction', { functionXml: '<noSuchFunction/>' })]));
		expect(toldBy(run)).toContain('Sage Intacct');
	});
});
