import { errorOf, errorsOf, binaryText, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { Desk, pair, POST, TWO_MONTHS, type Given } from './journal-desk';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const CSV = 'Account,Amount,Period,Description,Note\n6100,100.10,2026-01,Travel,a\n9000,-100.10,2026-01,Offset,b\n';
const MARCH = 'Account,Amount,Period\n6100,7,2026-03\n9000,-7,2026-03\n';

describe('rows of a posting', () => {
	let desk: Desk;
	beforeEach(() => {
		forgetHighest();
		desk = new Desk();
	});

	const amounts = (): string[] => desk.ledger.batches.flatMap(({ lines }) => lines.map(({ amount }) => amount));
	const rejectedOf = (run: Awaited<ReturnType<Desk['run']>>) => outputOf(run, POST, 1).map(({ json }) => json);

	it.each<[string, readonly Given[]]>([
		['no item', []],
		['a file with a header alone', [{ file: 'Account,Amount,Period\n' }]],
		['a file without a line', [{ file: '' }]],
	])('%s: no item, no error, a hint, and nobody is asked', async (_what, given) => {
		const run = await desk.run(given);
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, POST)).toEqual([]);
		expect(desk.ledger.requests).toEqual([]);
		if (given.length > 0) expect(hintsOf(run, POST)).toEqual(['No row came in: there is nothing to post.']);
	});

	it('a file is posted as the same rows as items are, and found as such', async () => {
		const run = await desk.run([{ file: CSV }]);
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, POST)[0]).toMatchObject({ json: { evidence: 'answered', rows: [{ row: 1, key: '' }, { row: 2, key: '' }] }, pairedItem: [{ item: 0 }] });
		const again = await desk.run(pair('2026-01', '100.10'));
		expect(outputOf(again, POST)[0]?.json.evidence).toBe('found');
		expect(desk.ledger.batches).toHaveLength(1);
	});

	it('files of several items are one posting', async () => {
		const [first = '', ...others] = CSV.split('\n').filter((line) => line !== '');
		const given = others.map((line) => ({ file: [first, line, ''].join('\n') }));
		const run = await desk.run([...given, { file: MARCH }], { keyColumns: 'Account,Period' });
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, POST).map(({ json, pairedItem }) => [json.rows, pairedItem])).toEqual([
			[[{ row: 1, key: '6100|2026-01' }, { row: 2, key: '9000|2026-01' }], [{ item: 0 }, { item: 1 }]],
			[[{ row: 3, key: '6100|2026-03' }, { row: 4, key: '9000|2026-03' }], [{ item: 2 }]],
		]);
	});

	it('one key column is the key as it stands', async () => {
		const keyed = [['6100', '7'], ['9000', '-7']].map(([Account = '', Amount = '']) => ({ json: { Account, Amount, Period: '2026-03', Key: `${Account} | A\\B` } }));
		const run = await desk.run(keyed, { keyColumns: 'Key' });
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, POST)[0]?.json.rows).toEqual([{ row: 1, key: '6100 | A\\B' }, { row: 2, key: '9000 | A\\B' }]);
	});

	it('text keeps every digit; numbers of JSON are taken as shortest written, and that is said', async () => {
		const run = await desk.run([
			{ json: { Account: '0061', Amount: '90071992547409931.10', Period: '2026-01' } },
			{ json: { Account: 9000, Amount: '-90071992547409931.20', Period: '2026-01' } },
			{ json: { Account: 9000, Amount: 0.1, Period: '2026-01' } },
		]);
		expect(errorsOf(run)).toEqual({});
		expect(desk.ledger.batches[0]?.lines.map(({ account, amount }) => [account, amount])).toEqual([['0061', '90071992547409931.10'], ['9000', '-90071992547409931.20'], ['9000', '0.10']]);
		expect(hintsOf(run, POST)[0]).toContain('shortest written: Account (2 rows), Amount (1 row).');
	});

	it.each<[unknown, string]>([
		[null, 'Amount: null is neither a value nor said to be none; send an empty text'],
		[true, 'Amount: true is a truth value and no text'],
		[{ value: '1' }, 'Amount: the value is neither text nor number'],
		[1e21, 'Amount: the number 1e+21 cannot be written exactly; send it as text'],
		[9007199254740992, 'Amount: the number 9007199254740992 cannot be written exactly; send it as text'],
		['1.005', 'the amount has more than 2 decimals'],
		['1,000.00', 'the amount "1,000.00" is not a number'],
		[undefined, 'the amount "" is not a number'],
	])('an amount of %j rejects its row and holds its journal back, and the other journal is posted', async (amount, reason) => {
		const bad = { json: { Account: '6100', Amount: amount as never, Period: '2026-01', Note: 'mine' } };
		const run = await desk.run([...TWO_MONTHS, bad]);
		expect(errorsOf(run)).toEqual({});
		expect(desk.ledger.batches).toHaveLength(1);
		expect(rejectedOf(run)).toEqual([
			expect.objectContaining({ position: 1, reasons: [expect.stringContaining('held back: row 5')], reference: expect.stringMatching(/^T-/) }),
			expect.objectContaining({ position: 2 }),
			{ _rejected: 1, stage: 'posting', reasons: [reason], row: bad.json, position: 5 },
		]);
		expect(outputOf(run, POST, 1).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 4 }]);
		expect(hintsOf(run, POST).at(-1)).toBe('Budget 2026 v3: 1 journal posted, 3 rows rejected.');
	});

	it('a head field that cannot be read holds every journal back that the row may belong to', async () => {
		const run = await desk.run([...TWO_MONTHS, { json: { Account: '6100', Amount: '1', Period: { year: 2026 } } }]);
		expect(desk.ledger.batches).toEqual([]);
		expect(rejectedOf(run)).toHaveLength(5);
	});

	it('a line that the ledger refuses rejects its row by name, with all its columns; nothing of its journal is stored', async () => {
		desk.ledger.faults.push('second line refused');
		const run = await desk.run(TWO_MONTHS, { keyColumns: 'Account,Period' });
		expect(errorsOf(run)).toEqual({});
		expect(desk.ledger.batches).toHaveLength(1);
		const [first, second] = rejectedOf(run);
		expect(second).toEqual({
			_rejected: 1, stage: 'posting', reasons: ["'Account' cannot be found"], position: 2, key: '9000|2026-01', reference: expect.stringMatching(/^T-/),
			row: { Account: '9000', Amount: '-100.10', Period: '2026-01', Description: 'Offset' },
		});
		expect(first?.reasons).toEqual([expect.stringContaining('held back: of the same journal, row 2 was refused')]);
	});

	it('a rejected row is joined to the record it came from', async () => {
		const origin = (key: string) => ({ stream: 'budget', key, stamp: '2026-01-31T00:00:00Z', batch: 'b-1' });
		const batch = { v: 1, stream: 'budget', mode: 'all', id: 'b-1', from: null, to: '2026-02-01T00:00:00Z', count: 2, sum: '0', node: 'Read' };
		const [one, two] = pair('2026-01', '5');
		const run = await desk.run([
			{ json: { ...one?.json, _source: origin('k-1'), _batch: batch } }, { json: { ...two?.json, Amount: 'x', _source: origin('k-2') } },
		]);
		expect(rejectedOf(run)[1]).toEqual(expect.objectContaining({ row: { ...two?.json, Amount: 'x' }, _source: { ...origin('k-2') } }));
	});

	it('a rejected row that brings its exported record along shows it', async () => {
		const rows = pair('2026-01', '5').map(({ json }, index) => ({ json: { ...json, Amount: 'x', _source: { stream: 'Budget view', key: `k-${index}`, stamp: '', batch: '', record: { Time: 'Jan 26', Account: '6100' } } } }));
		const run = await desk.run(rows);
		expect(rejectedOf(run)[1]).toMatchObject({ record: { Time: 'Jan 26', Account: '6100' }, _source: { stream: 'Budget view', key: 'k-1' }, row: { Amount: 'x', Account: '9000' } });
	});

	it('a setting that another node gives counts for all rows', async () => {
		const run = await desk.run(TWO_MONTHS, { postingName: "={{ $('Read').first().json.Period }} plan" });
		expect(hintsOf(run, POST)).toEqual(['2026-01 plan: 2 journals posted.']);
		const same = await desk.run(TWO_MONTHS, { postingName: '={{ $json.Period.slice(0, 4) }} plan' });
		expect(hintsOf(same, POST)).toEqual(['2026 plan: 2 journals posted.']);
	});

	it('rows without key columns go by the key of the record they came from', async () => {
		const run = await desk.run(pair('2026-01', '5').map(({ json }, index) => ({ json: { ...json, _source: { stream: 's', key: `k-${index}`, stamp: '', batch: 'b' } } })));
		expect(outputOf(run, POST)[0]?.json.rows).toEqual([{ row: 1, key: 'k-0' }, { row: 2, key: 'k-1' }]);
	});

	it('a rejected row of a file says file and line, and what the side file of the mapping knows', async () => {
		const lineage = 'line,key,stamp,batch,stream\n2,k-1,2026-01-31T00:00:00Z,b-1,budget\n3,k-2,2026-01-30T00:00:00Z,b-1,budget\n';
		const run = await desk.run([{ file: MARCH }, { file: CSV.replace('-100.10', '-1'), lineage }]);
		expect(rejectedOf(run)[1]).toEqual({
			_rejected: 1, stage: 'posting', reasons: ['the journal does not balance: debits minus credits are 99.10'], position: 4, file: 2, line: 3, reference: expect.stringMatching(/^T-/),
			row: { Account: '9000', Amount: '-1', Period: '2026-01', Description: 'Offset', Note: 'b' },
			_source: { stream: 'budget', key: 'k-2', stamp: '2026-01-30T00:00:00Z', batch: 'b-1' },
		});
		expect(outputOf(run, POST, 1)[1]?.pairedItem).toEqual({ item: 1 });
	});

	it('from the limit on the rejected rows leave as a file', async () => {
		const run = await desk.run(TWO_MONTHS.map(({ json }) => ({ json: { ...json, Amount: 'x' } })), { options: { rejectedLimit: 3 } });
		const [item] = outputOf(run, POST, 1);
		expect(item?.json).toMatchObject({ _rejected: 4, rows: 4 });
		expect((await binaryText(item, 'data')).split('\n')[1]).toMatch(/^posting,"?the amount ""?x/);
	});

	it.each<[string, readonly Given[], Record<string, unknown>, string]>([
		['a column that no row has', TWO_MONTHS, { amountColumn: 'Amuont' }, 'The rows have no column "Amuont"'],
		['a field column that no row has', TWO_MONTHS, { fields: { field: [{ name: 'project', from: 'column', column: 'Projekt' }] } }, 'The rows have no column "Projekt"'],
		['a key column that no row has', [{ file: CSV }], { keyColumns: 'Account,Id' }, 'The rows have no column "Id"'],
		['a column that is there twice', [{ file: 'Account,Amount,Amount,Period\n1,2,3,2026-01\n' }], {}, 'The file has two columns "Amount"'],
		['an empty name', TWO_MONTHS, { postingName: ' ' }, 'The posting has no name'],
		['an empty column', TWO_MONTHS, { accountColumn: ' ' }, '"Account Column" is empty'],
		['a field twice', TWO_MONTHS, { fields: { field: [{ name: 'ledger', from: 'value', value: 'A' }, { name: 'ledger', from: 'value', value: 'B' }] } }, 'Field 2 is Ledger once more'],
		['a field without a column', TWO_MONTHS, { fields: { field: [{ name: 'period', from: 'column', column: '' }] } }, 'Field 1 (Period) names no column'],
		['a name that differs from item to item', TWO_MONTHS, { postingName: '={{ $json.Period }}' }, '"2026-01" for the first item and "2026-02" for item 3'],
		['a value that differs from item to item', TWO_MONTHS, { fields: { field: [{ name: 'period', from: 'value', value: '={{ $json.Period }}' }, { name: 'ledger', from: 'value', value: 'P' }] } }, 'but a setting counts for all rows'],
		['a name that is another one tomorrow', TWO_MONTHS, { postingName: '=Budget {{ $now.toFormat("yyyy-MM") }}' }, 'would be another one when this run is repeated'],
		['a value that is another one in the next run', TWO_MONTHS, { fields: { field: [{ name: 'ledger', from: 'value', value: '={{ $execution.id }}' }] } }, 'would be another one when this run is repeated'],
		['a settle time that is none', TWO_MONTHS, { options: { settleMinutes: '={{ "" }}' } }, '"Settle Time (Minutes)" is ""'],
		['a grouping by what is no field', TWO_MONTHS, { options: { groupBy: 'Colour' } }, 'Test Ledger has no field "Colour"'],
	])('%s is said before anybody is asked', async (_what, given, parameters, said) => {
		const run = await desk.run(given, parameters as never);
		expect(errorOf(run, POST)?.message).toContain(said);
		expect(desk.ledger.requests).toEqual([]);
		expect(desk.ledger.batches).toEqual([]);
	});

	it('two columns, a sign the other way round, constants and an offset line', async () => {
		await desk.run([{ json: { Account: '1', D: '5', C: '', Period: '2026-01' } }, { json: { Account: '2', D: '', C: '5.00', Period: '2026-01' } }], { amountForm: 'debitCredit', debitColumn: 'D', creditColumn: 'C' });
		await desk.run(pair('2026-02', '5'), { positiveIs: 'credit' });
		expect(amounts()).toEqual(['5.00', '-5.00', '-5.00', '5.00']);
		await desk.run(pair('2026-03', '5').slice(0, 1), { options: { imbalance: 'offset', offsetAccount: '3999', offsetDescription: 'Offset', offsetSubaccount: 'S1' } });
		expect(desk.ledger.batches.at(-1)?.lines[1]).toMatchObject({ key: null, account: '3999', amount: '-5.00', description: 'Offset', fields: { subaccount: 'S1' } });
		await desk.run([{ json: { Account: '1', Amount: '0', Period: '2026-04' } }]);
		expect(desk.ledger.batches).toHaveLength(3);
	});

	it('a row that belongs to no journal with an amount is told as empty', async () => {
		const run = await desk.run([{ json: { Account: '1', Amount: '0.00', Period: '2026-04' } }]);
		expect(outputOf(run, POST)[0]?.json).toMatchObject({ outcome: 'empty', lineCount: 0, debitTotal: '0.00', rows: [{ row: 1, key: '' }] });
		expect(hintsOf(run, POST)).toEqual(['Budget 2026 v3: 1 without an amount.']);
	});

	it('a hundred thousand rows of items and of a file', async () => {
		const row = (index: number): string[] => [String(6000 + (index % 100)), index % 2 === 0 ? '12.34' : '-12.34', `2026-${String(1 + (Math.floor(index / 2) % 12)).padStart(2, '0')}`];
		const rows = Array.from({ length: 100_000 }, (_, index) => row(index));
		const run = await desk.run(rows.map(([Account = '', Amount = '', Period = '']) => ({ json: { Account, Amount, Period } })));
		expect(errorsOf(run)).toEqual({});
		expect(desk.ledger.batches).toHaveLength(12);
		expect(outputOf(run, POST).flatMap(({ json }) => json.rows as unknown[])).toHaveLength(100_000);
		const again = await desk.run([{ file: ['Account,Amount,Period', ...rows.map((one) => one.join(',')), ''].join('\n') }]);
		expect(outputOf(again, POST).map(({ json }) => json.evidence)).toEqual(Array(12).fill('found'));
	});
});
