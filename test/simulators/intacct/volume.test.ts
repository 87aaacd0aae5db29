import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { at, Bench, fn, parseXml, queryXml, recordsOf, requestXml, test } from './gateway-client';

const ROWS = 200_000;

const stampOf = (index: number): string => new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 7) * 250_000).toISOString();

const writeLedger = (directory: string): void => {
	const lines = [
		'RECORDNO,BATCHKEY,BOOKID,ENTRY_DATE,ACCOUNTNO,TR_TYPE,AMOUNT,CURRENCY,BASECURR,DEPARTMENTID,LOCATIONID,VENDORID,DESCRIPTION,WHENMODIFIED',
	];
	for (let index = 0; index < ROWS; index++) {
		const sign = index % 2 === 0 ? '' : '-';
		lines.push(
			`${index + 1},${Math.floor(index / 2)},ACCRUAL,01/${String(1 + (index % 28)).padStart(2, '0')}/2026,${4000 + ((index >> 1) % 90)},${sign}1,${sign}${(index >> 1) % 977}.25,USD,USD,D${index % 40},E100,V-${index % 500},"Line, number ${index}",${stampOf(index)}`,
		);
	}
	writeFileSync(join(directory, 'gldetail.csv.gz'), gzipSync(lines.join('\n')));
};

const FIELDS = [
	'RECORDNO',
	'BATCHKEY',
	'ENTRY_DATE',
	'ACCOUNTNO',
	'AMOUNT',
	'CURRENCY',
	'DEPARTMENTID',
	'LOCATIONID',
	'VENDORID',
	'DESCRIPTION',
	'WHENMODIFIED',
];
const ORDER = ['WHENMODIFIED', 'RECORDNO'];

describe('two hundred thousand ledger lines', () => {
	let bench: Bench;
	let directory: string;

	beforeAll(async () => {
		directory = mkdtempSync(join(tmpdir(), 'ledger-'));
		writeLedger(directory);
		bench = await Bench.start({ seedDir: directory });
	}, 120_000);

	afterAll(async () => {
		await bench.close();
		rmSync(directory, { recursive: true, force: true });
	});

	it('are paged by keyset, every line once, in order', async () => {
		const shape = await bench.session();
		const from = '02/01/2026 00:00:00';
		let filter = test('greaterthanorequalto', 'WHENMODIFIED', from);
		const seen = new Set<string>();
		let total = 0;
		for (let page = 0; page < 12; page++) {
			const answer = await bench.send(
				requestXml(fn(queryXml('GLDETAIL', FIELDS, { filter, orderby: ORDER, pagesize: 2000 })), shape),
				shape,
			);
			const result = at(parseXml(answer.body), 'operation', 'result');
			const rows = recordsOf(result);
			if (page === 0) total = Number(at(result, 'data').attributes.totalcount);
			for (const row of rows) seen.add(row.RECORDNO!);
			const last = rows.at(-1)!;
			filter = `<or>${test('greaterthan', 'WHENMODIFIED', last.WHENMODIFIED!)}<and>${test('equalto', 'WHENMODIFIED', last.WHENMODIFIED!)}${test('greaterthan', 'RECORDNO', last.RECORDNO!)}</and></or>`;
		}
		expect(seen.size).toBe(24_000);
		expect(total).toBeGreaterThan(24_000);
	}, 60_000);

	it('are all served to a checker', async () => {
		const { count, records } = await bench.control<{ count: number; records: Record<string, string>[] }>(
			'records?object=GLDETAIL&fields=RECORDNO,DESCRIPTION',
		);
		expect([count, records.length]).toEqual([ROWS, ROWS]);
		expect(records.at(-1)).toEqual({
			RECORDNO: '200000',
			DESCRIPTION: 'Line, number 199999',
			stamp: stampOf(199_999).replace('.000Z', 'Z'),
		});
	}, 60_000);

	it('stay readable by keyset while they change', async () => {
		await bench.control('records', { object: 'GLDETAIL', record: { RECORDNO: '100000', DESCRIPTION: 'edited' } });
		const filter = test('greaterthanorequalto', 'WHENMODIFIED', '01/01/2026 00:00:00');
		const rows = await bench.rows(
			queryXml('GLDETAIL', ['RECORDNO', 'DESCRIPTION'], { filter, orderby: ['-WHENMODIFIED', 'RECORDNO'], pagesize: 1 }),
		);
		expect(rows).toEqual([{ RECORDNO: '100000', DESCRIPTION: 'edited' }]);
	}, 60_000);

	it('sum to a trial balance that balances', async () => {
		const result = await bench.call(
			'<get_trialbalance><startdate><year>2026</year><month>01</month><day>05</day></startdate><enddate><year>2026</year><month>01</month><day>31</day></enddate><locationid>E100</locationid></get_trialbalance>',
		);
		const cents = (text: string | undefined): number => Math.round(Number(text) * 100);
		const rows = recordsOf(result);
		expect(rows).toHaveLength(90);
		for (const row of rows) expect(cents(row.endbalance)).toBe(cents(row.startbalance) + cents(row.debits) - cents(row.credits));
	}, 60_000);
});
