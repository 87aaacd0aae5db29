import fc from 'fast-check';
import { DumpIndex, type DumpRow } from '../../../src/systems/anaplan';

const HEADER = ['Account', 'Memo', 'Amount'];
const dumpRow = (line: number | null, account: string, memo: string, error = 'Invalid parent'): DumpRow =>
	({ status: 'E', line, errors: [error], columns: { Account: account, Memo: memo } });

interface Joined {
	readonly at: ReadonlyMap<number, readonly DumpRow[]>;
	readonly late: ReadonlyArray<readonly [number, DumpRow]>;
	readonly unmatched: readonly DumpRow[];
}

const lineEnds = (row: readonly string[]): number => row.join('').split('\n').length - 1;

const join = (dump: readonly DumpRow[], rows: ReadonlyArray<readonly string[]>): Joined => {
	const index = new DumpIndex(dump, HEADER);
	const at = new Map<number, readonly DumpRow[]>();
	let line = 2;
	rows.forEach((row, position) => {
		const found = index.match(position + 2, line, row);
		if (found.length > 0) at.set(position + 2, found);
		line += 1 + lineEnds(row);
	});
	return { at, late: index.late().map((match) => [match.recordNumber, match.dump]), unmatched: index.unmatched() };
};

describe('joining a dump to the rows sent', () => {
	const rows = [['6100', 'a', '1'], ['6200', 'b', '2'], ['6300', 'c', '3']];

	it('by line number, the header being line 1', () => {
		const dump = [dumpRow(3, '6200', 'b'), dumpRow(4, '6300', 'c')];
		expect(join(dump, rows)).toEqual({ at: new Map([[3, [dump[0]]], [4, [dump[1]]]]), late: [], unmatched: [] });
	});

	it('several dump rows may belong to one row', () => {
		const dump = [dumpRow(3, '6200', 'b', 'one'), dumpRow(3, '6200', 'b', 'two')];
		expect(join(dump, rows).at).toEqual(new Map([[3, dump]]));
	});

	it('spaces around a value do not matter', () => {
		expect(join([dumpRow(2, '6100', 'a')], [[' 6100 ', 'a', '1']]).unmatched).toEqual([]);
	});

	it('a dump row without any value is taken by its number', () => {
		const dump = [dumpRow(3, '', '')];
		expect(join(dump, rows).at).toEqual(new Map([[3, dump]]));
	});

	const broken = [['6100', 'two\nlines', '1'], ['6200', 'b', '2'], ['6300', 'three\nlines\nhere', '3'], ['6400', 'd', '4'], ['6500', 'e', '5']];

	it.each([['record numbers', 5, 6], ['physical lines', 8, 9]])('where values hold line ends, Anaplan may count %s', (_, first, second) => {
		const dump = [dumpRow(first, '6400', 'd'), dumpRow(second, '6500', 'e')];
		expect(join(dump, broken)).toEqual({ at: new Map([[5, [dump[0]]], [6, [dump[1]]]]), late: [], unmatched: [] });
	});

	it('a number that points to another row is not believed; the content decides', () => {
		const dump = [dumpRow(2, '6300', 'c')];
		expect(join(dump, rows)).toEqual({ at: new Map(), late: [[4, dump[0]]], unmatched: [] });
	});

	it('of equal rows, content takes the nearest', () => {
		const many = Array.from({ length: 50 }, (_, index) => (index === 10 || index === 40 ? ['same', 'x', '1'] : [`${index}`, 'y', '1']));
		expect(join([dumpRow(39, 'same', 'x')], many).late[0]?.[0]).toBe(42);
	});

	it('without a line number, content decides', () => {
		const dump = [dumpRow(null, '6200', 'b')];
		expect(join(dump, rows).late).toEqual([[3, dump[0]]]);
	});

	it('what belongs to no row is reported', () => {
		const dump = [dumpRow(3, '9999', 'z'), dumpRow(77, '', ''), dumpRow(null, '', '')];
		expect(join(dump, rows)).toEqual({ at: new Map(), late: [], unmatched: dump });
	});

	it('a dump that shares no column with the file is taken by number', () => {
		const dump: DumpRow[] = [{ status: 'E', line: 3, errors: ['x'], columns: { Other: 'y' } }];
		expect(join(dump, rows).at).toEqual(new Map([[3, dump]]));
	});

	it('gathers a streamed dump', async () => {
		const stream = async function* (): AsyncGenerator<DumpRow> {
			yield dumpRow(2, '6100', 'a');
		};
		expect((await DumpIndex.from(stream(), HEADER)).match(2, 2, rows[0] ?? [])).toHaveLength(1);
	});

	const cell = fc.constantFrom('a', 'b', 'c', 'x\ny', '');
	const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 12 });

	it('no dump row is lost, and none is pinned on a record that contradicts it', () => {
		const anyDump = fc.array(fc.record({ line: fc.option(fc.integer({ min: 1, max: 30 })), account: cell, memo: cell }), { maxLength: 12 });
		fc.assert(fc.property(table, anyDump, (sent, dumped) => {
			const dump = dumped.map(({ line, account, memo }) => dumpRow(line, account, memo));
			const { at, late, unmatched } = join(dump, sent);
			const places = [...[...at.values()].flat(), ...late.map(([, row]) => row), ...unmatched];
			expect(places).toHaveLength(dump.length);
			expect(new Set(places)).toEqual(new Set(dump));
			for (const [record, found] of [...at, ...late.map(([number, row]) => [number, [row]] as const)]) {
				for (const { columns } of found) {
					const row = sent[record - 2] ?? [];
					expect([columns.Account || row[0], columns.Memo || row[1]]).toEqual([row[0], row[1]]);
				}
			}
		}), { numRuns: 500 });
	});

	it('a true dump finds its records, whichever way Anaplan counts', () => {
		fc.assert(fc.property(table, fc.boolean(), (sent, physical) => {
			let line = 2;
			const dump = sent.map((row, position) => {
				const own = dumpRow(physical ? line : position + 2, row[0], row[1]);
				line += 1 + lineEnds(row);
				return own;
			});
			const shown = dump.filter(({ columns }) => columns.Account !== '' || columns.Memo !== '');
			expect(join(shown, sent).unmatched).toEqual([]);
		}), { numRuns: 500 });
	});
});
