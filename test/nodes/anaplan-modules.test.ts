import { byName } from '../../examples/source/workflow-builder';
import { errorOf, errorsOf, hintsOf, outputOf } from './engine/run-workflow';
import { writableTenant } from './engine/writable-model';
import { Site } from './site';
import { anaplan, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

jest.setTimeout(90_000);

const MODULE = { module: byName('TST01 Budget') };
const AT = { id: '102000000091', name: 'TST01 Budget' };
const WHERE = { Accounts: '6100', Time: 'Aug 26', Versions: 'Budget' };

describe('modules, through n8n\'s own engine', () => {
	let site: Site;
	beforeEach(async () => {
		site = await Site.open({ anaplan: { model: writableTenant() } });
		site.supply('Rows', [{}]);
	});
	afterEach(async () => await site.close());

	const supply = (...rows: ReadonlyArray<Record<string, unknown>>): void => site.supply('Rows', rows.map((json) => ({ json: json as never })));
	const run = async (operation: string, parameters: Record<string, unknown> = {}) => {
		const ended = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan('Node', 'module', operation, { ...MODULE, ...parameters })]));
		return {
			items: outputOf(ended, 'Node').map(({ json }) => json), rejected: outputOf(ended, 'Node', 1).map(({ json }) => json), error: errorOf(ended, 'Node'), errors: errorsOf(ended), hints: hintsOf(ended, 'Node'),
			pairs: [outputOf(ended, 'Node'), outputOf(ended, 'Node', 1)].map((items) => items.map(({ pairedItem }) => pairedItem)),
		};
	};
	const cells = async (): Promise<Array<Record<string, string>>> => await site.anaplan.get('cells?module=102000000091');
	const calls = async (method: string, path: RegExp, since = 0) => (await site.history('anaplan', since)).filter((entry) => entry.kind === 'request' && entry.method === method && path.test(entry.path ?? ''));
	const reasons = (rejected: ReadonlyArray<{ readonly reasons?: unknown }>): string[] => rejected.map((one) => String(one.reasons));

	it('Get Many lists them', async () => {
		expect((await run('getMany')).items).toEqual(expect.arrayContaining([AT]));
	});

	it('Get Line Items tells format, formula and what they apply to', async () => {
		const { items } = await run('getLineItems');
		expect(items.map(({ name, dataType }) => [name, dataType])).toEqual([['Amount', 'NUMBER'], ['Approved', 'BOOLEAN'], ['Comment', 'TEXT'], ['Due', 'DATE'], ['Other account', 'ENTITY'], ['Total', 'NUMBER']]);
		expect(items[5]).toMatchObject({ module: AT, formula: 'Amount', appliesTo: [{ id: '101000000091', name: 'Accounts' }] });
	});

	describe('Write Cells', () => {
		it('maps fields automatically: dimensions and line items by name; numbers keep every digit', async () => {
			supply({ ...WHERE, Amount: '12345678901234567890.1234', Approved: true, Comment: '007', Due: '2026-08-31', 'Other account': '6105' }, { ...WHERE, Time: 'Sep 26', Amount: '-0.10' });
			const { items, rejected, pairs, hints } = await run('writeCells');
			expect(items).toEqual([
				{ module: AT, dimensions: WHERE, written: ['Amount', 'Approved', 'Comment', 'Due', 'Other account'] }, { module: AT, dimensions: { ...WHERE, Time: 'Sep 26' }, written: ['Amount'] },
			]);
			expect([rejected, pairs[0], hints[0]]).toEqual([[], [{ item: 0 }, { item: 1 }], 'TST01 Budget: 6 cells written in 1 call. Anaplan counts 6 changed cells.']);
			const [august, september] = await cells();
			expect(august).toMatchObject({ Accounts: '6100', Time: 'Aug 26', Versions: 'Budget', Amount: '12345678901234567890.1234', Approved: 'true', Comment: '007', Due: '2026-08-31', 'Other account': '6105' });
			expect(Number(september?.Amount)).toBe(-0.1);
		});

		it('maps fields one by one, by the keys of the panel', async () => {
			const [amount] = (await run('getLineItems')).items;
			supply({ account: '6100 Travel', month: 'Aug 26', value: '5' });
			const value = { 'dimension:101000000091': '={{ $json.account }}', 'dimension:20000000003': '={{ $json.month }}', 'dimension:20000000020': 'Budget', [`lineItem:${String(amount?.id)}`]: '={{ $json.value }}' };
			expect((await run('writeCells', { columns: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] } })).items).toHaveLength(1);
			expect(await cells()).toEqual([expect.objectContaining({ Accounts: '6100', Amount: '5' })]);
		});

		it.each(['Version', 'Versions'])('the dimension may be called %s', async (name) => {
			supply({ Accounts: '6100', Time: 'Aug 26', [name]: 'Budget', Amount: '1' });
			expect((await run('writeCells')).items).toHaveLength(1);
		});

		it.each([['itemCode', '6100', 'Codes'], ['itemName', '6100 Travel', 'Names']])('items of dimensions as %s save the lookup; Anaplan judges them', async (itemsBy, account) => {
			supply({ ...WHERE, Accounts: account, Amount: '1' });
			const { rejected } = await run('writeCells', { options: { itemsBy } });
			expect(await calls('POST', /dimensions/)).toEqual([]);
			// Periods have names only.
			expect(reasons(rejected)).toEqual(itemsBy === 'itemCode' ? [expect.stringContaining('item not found in dimension')] : []);
		});

		it('a value of a wrong type is rejected with its reason before sending, the whole item with it', async () => {
			supply({ ...WHERE, Amount: '1,000', Comment: 'kept back' }, { ...WHERE, Approved: 'yes' }, { ...WHERE, Due: '31.08.2026' }, { ...WHERE, Amount: { deep: 1 } }, { ...WHERE, Time: 'Sep 26', Amount: '1' });
			const { items, rejected, hints } = await run('writeCells');
			expect(items).toHaveLength(1);
			expect(reasons(rejected)).toEqual([
				expect.stringMatching(/^Amount: "1,000" is not a number/), expect.stringMatching(/^Approved: "yes" is not true or false/), expect.stringMatching(/^Due: .* date like/), expect.stringMatching(/^Amount: the value is neither text/),
			]);
			expect(rejected[0]).toMatchObject({ _rejected: 1, stage: 'write', state: 'not sent', written: [], module: AT });
			expect(await cells()).toHaveLength(1);
			expect(hints[0]).toContain('4 items rejected');
		});

		it('an item that does not exist, one that is missing, and no value are told before sending', async () => {
			supply({ ...WHERE, Accounts: 'Nowhere', Amount: '1' }, { Accounts: '6100', Time: 'Aug 26', Amount: '1' }, { ...WHERE, Time: 'Aug 99', Amount: '1' }, WHERE);
			const { items, rejected } = await run('writeCells');
			expect([items, reasons(rejected)]).toEqual([[], [
				expect.stringContaining('Accounts has no item "Nowhere"'), expect.stringContaining('no item of Versions is given'), expect.stringContaining('Time has no item "Aug 99"'), expect.stringContaining('no value for any line item'),
			]]);
			expect(await calls('POST', /data/)).toEqual([]);
		});

		it('a calculated cell is refused by Anaplan; what was written of the item is told', async () => {
			supply({ ...WHERE, Amount: '1', Total: '2' });
			const { items, rejected, pairs } = await run('writeCells');
			expect(items).toEqual([]);
			expect(rejected).toEqual([expect.objectContaining({ failureType: 'cellIsCalculated', state: 'refused', written: ['Amount'], reasons: [expect.stringMatching(/^Total: the cell is a calculated/) as string] })]);
			expect(pairs[1]).toEqual([{ item: 0 }]);
			expect(await cells()).toEqual([expect.objectContaining({ Amount: '1' })]);
		});

		it('another value for the same cell is rejected; the same one is not', async () => {
			supply({ ...WHERE, Amount: '1' }, { ...WHERE, Amount: '1' }, { ...WHERE, Accounts: '6100 Travel', Amount: '2' });
			const { items, rejected } = await run('writeCells');
			expect([items.length, reasons(rejected)]).toEqual([2, [expect.stringContaining('input item 1 writes another value into the same cell')]]);
		});

		it('an unknown field is an error that says what there is, or ignored', async () => {
			supply({ ...WHERE, Amuont: '1', Amount: '1' });
			const { error } = await run('writeCells');
			expect(error?.message).toContain('no dimension or line item "Amuont"');
			expect(error?.description).toMatch(/"Accounts", "Time", "Versions".*"Amount", "Approved"/);
			expect((await run('writeCells', { options: { extraFields: 'ignore' } })).items).toHaveLength(1);
		});

		it('more than 15 MB go in several calls; a larger value is rejected', async () => {
			await site.anaplan.post('switches', { bytesPerWrite: 15_000_000 });
			supply(...['Jan 26', 'Feb 26', 'Mar 26'].map((Time) => ({ ...WHERE, Time, Comment: 'x'.repeat(6_000_000) })), { ...WHERE, Comment: 'x'.repeat(15_000_000) });
			const { items, rejected, error, errors } = await run('writeCells');
			expect([errors, error?.description]).toEqual([{}, undefined]);
			expect([items.length, reasons(rejected)]).toEqual([3, [expect.stringContaining('15 MB')]]);
			expect(await calls('POST', /data/)).toHaveLength(2);
		});

		it('a lost answer is no harm: writing the same cells again changes nothing', async () => {
			supply({ ...WHERE, Amount: '7' });
			await site.anaplan.post('faults', { kind: 'reset-after', match: 'POST .*/data', times: 1 });
			expect(await run('writeCells')).toMatchObject({ items: [{ written: ['Amount'] }], rejected: [] });
		});

		it('a call refused as a whole is an error in Anaplan\'s words', async () => {
			supply({ ...WHERE, Amount: '1' });
			await site.anaplan.post('switches', { cellsPerWrite: 0 });
			expect((await run('writeCells')).error?.message).toContain('Maximum number of cells per request is 0');
		});
	});

	it('a mistyped ID says which modules exist', async () => {
		expect((await run('getLineItems', { module: byName('102000000099') })).error?.description).toContain('102000000091 "TST01 Budget"');
	});
});
