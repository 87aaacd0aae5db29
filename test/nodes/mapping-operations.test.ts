import { byName } from '../../examples/source/workflow-builder';
import { binaryText, errorOf, hintsOf, outputOf } from './engine/run-workflow';
import { Site, type Supplied } from './site';
import { field, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const supply = { name: 'Rows', type: 'supply' } as const;
const origin = (key: string) => ({ _source: { stream: 's', key, stamp: '2026-01-01T00:00:00Z', batch: 'b1' } });
const vendor = (id: string, more: object = {}): Supplied => ({ json: { VENDORID: id, NAME: `Name of ${id}`, STATUS: 'active', ...origin(`key ${id}`), ...more } });

describe('operations of the Anaplan Mapping node, through n8n\'s own engine', () => {
	let site: Site;
	const map = async (columns: readonly Record<string, unknown>[], parameters: Record<string, unknown> = {}, onError?: 'continueRegularOutput') => {
		const run = await site.run(workflowOf([supply, mapping('Map', columns, parameters, { onError })]));
		const items = outputOf(run, 'Map');
		return { items, json: items.map(({ json }) => json), rejected: outputOf(run, 'Map', 1), preview: outputOf(run, 'Map', 2), error: errorOf(run, 'Map'), hints: hintsOf(run, 'Map') };
	};
	const one = async (value: unknown, column: Record<string, unknown>) => {
		site.supply('Rows', [{ json: { VALUE: value as string } }]);
		const { json, rejected } = await map([{ column: 'Out', from: 'field', field: 'VALUE', ...column }]);
		return json[0]?.Out ?? (rejected[0]?.json.reasons as string[] | undefined)?.[0];
	};

	beforeAll(async () => {
		site = await Site.open();
	});
	afterAll(async () => await site.close());

	describe('Map Rows', () => {
		it('maps items and keeps where each came from', async () => {
			site.supply('Rows', [vendor('V-1'), vendor('V-2')]);
			const { items, hints } = await map(VENDOR_COLUMNS);
			expect(items).toEqual([
				{ json: { Code: 'V-1', Name: 'Name of V-1', Status: 'active', ...origin('key V-1') }, pairedItem: [{ item: 0 }] },
				{ json: { Code: 'V-2', Name: 'Name of V-2', Status: 'active', ...origin('key V-2') }, pairedItem: [{ item: 1 }] },
			]);
			expect(hints).toEqual(['2 records: 2 rows mapped, 0 rejected.']);
		});

		it('puts a record that does not fit out by the second output, with its reasons and its key', async () => {
			site.supply('Rows', [vendor('V-1'), vendor('', { NAME: 'Nobody' })]);
			const { json, rejected } = await map(VENDOR_COLUMNS);
			expect(json).toHaveLength(1);
			expect(rejected).toEqual([{ json: expect.objectContaining({ _rejected: 1, stage: 'mapping', reasons: [expect.stringContaining('Code')], record: expect.objectContaining({ NAME: 'Nobody' }) as object, ...origin('key ') }) as object, pairedItem: { item: 1 } }]);
		});

		it('rejects a record that lacks a field which is mapped', async () => {
			site.supply('Rows', [{ json: { VENDORID: 'V-1' } }]);
			const { json, rejected } = await map([field('Code', 'VENDORID'), field('Name', 'NAME')]);
			expect(json).toEqual([]);
			expect(rejected[0]?.json.reasons).toEqual([expect.stringContaining('NAME')]);
		});

		it('reads and writes files, with a side file that leads back to the records', async () => {
			site.supply('Rows', [{ json: { stream: 's', batchId: 'b1' }, files: { data: '_key,_stamp,VENDORID,NAME,STATUS\n7,2026-01-01T00:00:00Z,V-1,"A, ""B""",active\n8,,V-2,C,active\n' } }]);
			const { items } = await map(VENDOR_COLUMNS, { output: 'file', outputProperty: 'rows' });
			expect(items[0]?.json).toMatchObject({ rows: 2, columns: ['Code', 'Name', 'Status'] });
			expect(await binaryText(items[0], 'rows')).toBe('Code,Name,Status\nV-1,"A, ""B""",active\nV-2,C,active\n');
			expect((await binaryText(items[0], 'lineage')).split('\n').map((line) => line.split(',').slice(0, 3).join(','))).toEqual(['line,key,stamp', '2,7,2026-01-01T00:00:00Z', '3,8,', '']);
			expect(items[0]?.pairedItem).toEqual({ item: 0 });
		});

		it('takes anybody\'s file, where the line stands for the key, and each of several', async () => {
			site.supply('Rows', [{ files: { data: 'VENDORID,NAME,STATUS\nV-1,A,\n,B,\n' } }, { files: { data: 'VENDORID,NAME,STATUS\nV-2,B,\n' } }]);
			const { json, rejected } = await map(VENDOR_COLUMNS);
			expect(json.map(({ Code }) => Code)).toEqual(['V-1', 'V-2']);
			expect(rejected[0]?.json._source).toMatchObject({ key: 'line 3' });
		});

		it('writes no file when no row is left', async () => {
			site.supply('Rows', [vendor('')]);
			const { items, rejected } = await map(VENDOR_COLUMNS, { output: 'file' });
			expect(items).toEqual([]);
			expect(rejected).toHaveLength(1);
		});

		it('adds rows of one key up exactly, and every source record stays known', async () => {
			site.supply('Rows', [{ json: { A: 'x', V: '0.1', ...origin('1') } }, { json: { A: 'x', V: '0.2', ...origin('2') } }, { json: { A: 'y', V: '9007199254740993.01', ...origin('3') } }]);
			const { items } = await map([field('Account', 'A'), field('Amount', 'V', { transform: 'amount' })], { duplicates: 'sum', keyColumns: 'Account', sumColumns: 'Amount' });
			expect(items.map(({ json, pairedItem }) => [json.Account, json.Amount, (json._source as { key: string }).key, pairedItem])).toEqual([
				['x', '0.3', '1|2', [{ item: 0 }, { item: 1 }]], ['y', '9007199254740993.01', '3', [{ item: 2 }]],
			]);
		});

		it('keeps the last of one key, or rejects all of them', async () => {
			site.supply('Rows', [vendor('V-1', { NAME: 'old' }), vendor('V-1', { NAME: 'new' })]);
			expect((await map(VENDOR_COLUMNS, { duplicates: 'last', keyColumns: 'Code' })).json.map(({ Name }) => Name)).toEqual(['new']);
			expect((await map(VENDOR_COLUMNS, { duplicates: 'fail', keyColumns: 'Code' })).rejected).toHaveLength(2);
		});

		it('checks required members against the live list, by code or by name', async () => {
			await site.anaplan.post('reset', {});
			site.supply('Rows', [{ json: { Account: 'nobody' } }]);
			const checks = { ...TARGET, options: { requiredMembers: { check: [{ column: 'Account', list: 'Vendors' }] } } };
			const { json, rejected, hints } = await map([field('Account', 'Account')], checks);
			expect(json).toEqual([]);
			expect(rejected[0]?.json.reasons).toEqual([expect.stringContaining('nobody')]);
			expect(hints.at(-1)).toContain('nobody in Vendors (1 row)');
			expect((await map([field('Account', 'Account')], { ...TARGET, options: { requiredMembers: { check: [{ column: 'Account', list: 'Sellers' }] } } })).error).toMatchObject({ description: expect.stringContaining('Vendors') as string });
		});

		it('from the limit on, rejected rows are one item with a file', async () => {
			site.supply('Rows', [vendor(''), vendor(''), vendor('')]);
			const { rejected } = await map(VENDOR_COLUMNS, { options: { rejectedLimit: 2 } });
			expect(rejected).toHaveLength(1);
			expect(rejected[0]?.json).toMatchObject({ _rejected: 3, rows: 3, mostFrequentReasons: [{ count: 3 }] });
			expect((await binaryText(rejected[0], 'data')).trim().split('\n')).toHaveLength(4);
		});

		it('says which column of the import is not filled and which one does not exist', async () => {
			site.supply('Rows', [vendor('V-1')]);
			const { error } = await map([field('code', 'VENDORID'), field('Name', 'NAME')], { ...TARGET, import: byName(VENDOR_IMPORT) });
			expect(error?.message).toBe(`The mapping does not fit import "${VENDOR_IMPORT}": it does not fill "Code", "Status"; the import has no column "code" (did you mean "Code"?)`);
			expect(error?.description).toContain('"Code", "Name", "Status"');
		});

		it('says that there are no columns, and leaves an error item when the user wants that', async () => {
			site.supply('Rows', [vendor('V-1')]);
			expect((await map([])).error?.message).toBe('The mapping has no columns');
			expect((await map([], {}, 'continueRegularOutput')).json).toEqual([{ error: 'The mapping has no columns', details: expect.any(String) as string }]);
		});

		it('takes a lookup table from an expression', async () => {
			site.supply('Rows', [{ json: { D: 'ENG', table: { ENG: 'Engineering' } } }]);
			const { json } = await map([field('Department', 'D', { transform: 'lookup', lookupTable: '={{ JSON.stringify($json.table) }}' })]);
			expect(json[0]?.Department).toBe('Engineering');
		});
	});

	describe('what a column can do', () => {
		it.each([
			['an amount in scientific notation stays exact', '1.5E-7', { transform: 'amount' }, '0.00000015'],
			['a huge amount in scientific notation stays exact', '12345678901234567.89E3', { transform: 'amount' }, '12345678901234567890'],
			['a sign turned', '-1,234.50', { transform: 'amount', thousandsSeparator: ',', sign: 'flip' }, '1234.50'],
			['a decimal comma', '1.234,50', { transform: 'amount', decimalSeparator: ',', thousandsSeparator: '.' }, '1234.50'],
			['a date', '02/28/2026', { transform: 'date' }, '2026-02-28'],
			['a period', '02/28/2026', { transform: 'period' }, 'Feb 26'],
			['a fiscal period', '02/28/2026', { transform: 'period', periodFormat: 'FY{yy}', fiscalYearStart: 4 }, 'FY26'],
			['padding', '42', { transform: 'text', padLeft: 4 }, '0042'],
			['line breaks as blanks', 'a\r\nb', { transform: 'text', replaceLineBreaks: true }, 'a b'],
			['leading zeros without a transform', '0042', {}, '0042'],
			['text that looks like a number', '1E5', {}, '1E5'],
			['a default for an empty value', '', { whenEmpty: 'use', whenEmptyUse: 'none' }, 'none'],
		])('%s', async (_what, value, column, expected) => {
			expect(await one(value, column)).toBe(expected);
		});

		it('flips a sign by another field', async () => {
			site.supply('Rows', [{ json: { V: '5', T: '-1' } }, { json: { V: '5', T: '1' } }]);
			const { json } = await map([field('Amount', 'V', { transform: 'amount', sign: 'byField', signField: 'T' })]);
			expect(json.map(({ Amount }) => Amount)).toEqual(['-5', '5']);
		});

		it('makes an amount negative by another field, whichever sign it has', async () => {
			site.supply('Rows', ['5', '-5'].flatMap((V) => ['CreditNote', 'Invoice'].map((T) => ({ json: { V, T } }))));
			const { json } = await map([field('Amount', 'V', { transform: 'amount', sign: 'negativeByField', signField: 'T', negativeValues: 'CreditNote' })]);
			expect(json.map(({ Amount }) => Amount)).toEqual(['-5', '5', '-5', '-5']);
		});

		it('joins fields and writes constants', async () => {
			site.supply('Rows', [{ json: { A: 'x', B: 'y' } }]);
			const { json } = await map([{ column: 'J', from: 'join', joinFields: 'A, B', joinWith: '-' }, { column: 'C', from: 'constant', constant: 'Actual' }]);
			expect(json).toEqual([{ J: 'x-y', C: 'Actual' }]);
		});

		it.each([
			['no number', 'abc', { transform: 'amount' }, 'abc'],
			['no date', '2026-02-30', { transform: 'date', inputFormat: 'yyyy-MM-dd' }, '2026-02-30'],
			['not in the table', 'X', { transform: 'lookup', lookupTable: '{"A":"B"}' }, 'X'],
			['too long', 'x'.repeat(70), { transform: 'text', maxLength: 60 }, '60'],
		])('rejects with the reason: %s', async (_what, value, column, named) => {
			expect(await one(value, column)).toContain(named);
		});
	});

	describe('Preview', () => {
		it('shows source and result side by side by an output of its own, and maps nothing', async () => {
			site.supply('Rows', [vendor('V-1'), vendor('')]);
			const { items, rejected, preview, hints } = await map(VENDOR_COLUMNS, { operation: 'preview', previewRows: 5 });
			expect(items).toEqual([]);
			expect(rejected).toEqual([]);
			expect(preview.map(({ json }) => json)).toEqual([
				expect.objectContaining({ key: 'key V-1', becomes: 'mapped', reasons: [], target: { Code: 'V-1', Name: 'Name of V-1', Status: 'active' } }),
				expect.objectContaining({ key: 'key ', becomes: 'rejected', target: null }),
			]);
			expect(hints).toEqual([expect.stringContaining('Nothing was moved.')]);
		});
	});
});
