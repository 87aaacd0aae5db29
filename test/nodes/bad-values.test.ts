import { byName } from '../../examples/source/workflow-builder';
import { errorsOf, forgetHighest, outputOf } from './engine/run-workflow';
import { losesNothing } from './held-cursor';
import { Site } from './site';
import { anaplan, field, mapping, vendorFlow, VENDOR_COLUMNS, VENDOR_IMPORT, vendorsMissing, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const supply = { name: 'Rows', type: 'supply' } as const;
const LONG_CODE = `V-${'7'.repeat(68)}`;

/** What a careless export puts into a name. */
const STRANGE: readonly string[] = [
	'comma, semicolon; tab\tand pipe|', '"quoted" and ""twice""', '\'single\' and `back`', 'line\nbreak', 'carriage\r\nreturn', 'lone\rreturn',
	'株式会社 Ærø Łódź 😀 e\u0301', '=1+1', '+49 40', '-5', '@home', '0042', '1E5', 'TRUE', ' {{ $json }} ', '\u00a0nbsp\u00a0', 'back\\slash', '<b>&amp;</b>',
];

interface ListItem { readonly code: string; readonly name: string }

describe('values that are hard to carry', () => {
	let site: Site;
	const vendors = async (): Promise<Map<string, string>> => new Map((await site.anaplan.get<ListItem[]>('list?id=101000000004')).map(({ code, name }) => [code, name]));
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	describe('arrive as they are', () => {
		const inRows = STRANGE.map((name, index) => ({ Code: `S-${index}`, Name: `${index} ${name}`, Status: 'active' }));
		const expectAll = async (): Promise<void> => {
			const found = await vendors();
			// Anaplan trims the ends of a name; nothing else may differ.
			for (const { Code, Name } of inRows) expect({ Code, name: found.get(Code)?.trim() }).toEqual({ Code, name: Name.trim() });
		};

		it('as items', async () => {
			site.supply('Rows', inRows.map((json) => ({ json })));
			const run = await site.run(workflowOf([supply, anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) })]));
			expect(outputOf(run, 'Load')[0]?.json).toMatchObject({ status: 'success', rowsSent: STRANGE.length });
			await expectAll();
		});

		it.each([['items', false], ['files', true]])('through the mapping as %s', async (_form, asFile) => {
			site.supply('Rows', inRows.map((json) => ({ json })));
			const columns = ['Code', 'Name', 'Status'].map((name) => field(name, name));
			const run = await site.run(workflowOf([
				supply, mapping('Map', columns, { workspace: byName('Finance'), model: byName('Finance Hub'), import: byName(VENDOR_IMPORT), ...(asFile ? { output: 'file' } : {}) }),
				anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
			]));
			expect(errorsOf(run)).toEqual({});
			await expectAll();
		});

		it.each([['items', false], ['files', true]])('from Sage Intacct, as %s', async (_form, asFile) => {
			// The gateway's XML turns a carriage return into a line feed by itself; that is not what is tested here.
			const names = STRANGE.filter((name) => !name.includes('\r')).map((name, index) => `${index} ${name}`.trim());
			await site.intacct.post('records', { object: 'VENDOR', records: names.map((NAME, index) => ({ VENDORID: `S-${index}`, NAME })) });
			await site.intacct.post('clock', { advanceMs: 5_000 });
			const run = await site.run(vendorFlow({ asFile }));
			expect(errorsOf(run)).toEqual({});
			const found = await vendors();
			names.forEach((name, index) => expect(found.get(`S-${index}`)?.trim()).toBe(name));
			expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', cursors: [{ moved: true }] });
		});
	});

	it('amounts stay exact, in scientific notation too', async () => {
		const amounts: ReadonlyArray<readonly [written: string, exact: string]> = [
			['1.5E-7', '0.00000015'], ['1E5', '100000'], ['-2.50e+3', '-2500'], ['0.1', '0.1'], ['12345678901234.5678', '12345678901234.5678'], ['-0', '0'], ['1,234.5', '1234.5'],
		];
		site.supply('Rows', amounts.map(([written], index) => ({ json: { id: `A-${index}`, amount: written } })));
		const none = ['Vendor', 'Bill Number', 'State', 'Bill Date', 'Due Date', 'Period', 'Currency', 'Paid', 'Due'].map((column) => ({ column, from: 'constant', constant: '' }));
		const run = await site.run(workflowOf([
			supply, mapping('Map', [field('Bill', 'id'), field('Amount', 'amount', { transform: 'amount', thousandsSeparator: ',' }), ...none]),
			anaplan('Load', 'import', 'loadRows', { import: byName('AP Bills list from AP_Bills.csv'), options: { alsoRun: ['112000000006'] } }),
		]));
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, 'Map').map(({ json }) => json.Amount)).toEqual(amounts.map(([, exact]) => exact));
		const cells = await site.anaplan.get<Array<Record<string, string>>>('cells?module=102000000001');
		expect(new Map(cells.map((row) => [row['AP Bills'], row.Amount]))).toEqual(new Map(amounts.map(([, exact], index) => [`A-${index}`, exact])));
	});

	describe('are rejected by name where they cannot be carried', () => {
		const rejected = async (json: Record<string, unknown>) => {
			site.supply('Rows', [{ json: { Code: 'OK-1', Name: 'Fine', Status: '' } }, { json: { Code: 'BAD-1', Name: 'Bad', Status: '', ...json } as never }]);
			const run = await site.run(workflowOf([supply, anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) })]));
			expect([...(await vendors()).keys()]).toEqual(['OK-1']);
			expect(outputOf(run, 'Load')[0]?.json).toMatchObject({ rowsSent: 1, rowsRejected: 1 });
			const [first] = outputOf(run, 'Load', 1);
			expect(first?.pairedItem).toEqual({ item: 1 });
			return String(first?.json.reasons);
		};

		it.each([
			['a NUL character', { Name: 'nul\0here' }, 'Name: the value holds a NUL character'],
			['a number that JSON has made inexact', { Code: 1e21 }, 'Code: the number 1e+21 cannot be written exactly; send it as text'],
			['an object', { Name: { first: 'A' } }, 'Name: the value is neither text nor number'],
			['a list', { Name: ['A'] }, 'Name: the value is neither text nor number'],
		])('%s', async (_what, json, reason) => {
			expect(await rejected(json)).toBe(reason);
		});

		it('a NUL that comes through the mapping as items or as a file never reaches the model', async () => {
			for (const output of ['items', 'file']) {
				site.supply('Rows', [{ json: { VENDORID: 'N-1', NAME: 'nul\0here', STATUS: '' } }, { json: { VENDORID: 'N-2', NAME: 'fine', STATUS: '' } }]);
				const run = await site.run(workflowOf([supply, mapping('Map', VENDOR_COLUMNS, { output }), anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) })]));
				const reasons = [...outputOf(run, 'Map', 1), ...outputOf(run, 'Load', 1)].map(({ json }) => String(json.reasons));
				expect({ output, vendors: [...(await vendors()).values()], reasons }).toEqual({ output, vendors: ['fine'], reasons: [expect.stringContaining('NUL')] });
			}
		});
	});

	it('a code of 70 characters is rejected where the mapping allows 60, the cursor waits, and nothing is lost', async () => {
		await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: LONG_CODE, NAME: 'Long' } });
		await site.intacct.post('clock', { advanceMs: 5_000 });
		const columns = [field('Code', 'VENDORID', { transform: 'text', maxLength: 60 }), ...VENDOR_COLUMNS.slice(1)];
		const before = site.cursors();
		const run = await site.run(vendorFlow({ columns }));
		expect(outputOf(run, 'Map vendors', 1).map(({ json }) => json)).toEqual([expect.objectContaining({ stage: 'mapping', reasons: [expect.stringContaining('60')], record: expect.objectContaining({ VENDORID: LONG_CODE }) as object })]);
		expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ cursors: [{ moved: false, because: expect.stringContaining('rejected by the mapping') as string }] });
		expect(site.cursors()).toBe(before);
		expect(await vendorsMissing(site)).toEqual([LONG_CODE]);
	});

	it('rows that the mapping rejects hold the cursor until they pass', async () => {
		const strict = [field('Code', 'VENDORID', { transform: 'lookup', lookupTable: '{"V-10":"V-10"}' }), ...VENDOR_COLUMNS.slice(1)];
		const run = await losesNothing(site, { workflow: vendorFlow({ columns: strict }) });
		expect(outputOf(run, 'Map vendors', 1)).toHaveLength(7);
	});

	it('the cursor moves over rejected rows when the user takes care of them', async () => {
		const strict = [field('Code', 'VENDORID', { transform: 'lookup', lookupTable: '{"V-10":"V-10"}' }), ...VENDOR_COLUMNS.slice(1)];
		const run = await site.run(vendorFlow({ columns: strict, load: { options: { whenRejected: 'move' } } }));
		expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ cursors: [{ moved: true }] });
	});
});
