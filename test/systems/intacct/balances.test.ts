import { FatalError, RetryableError } from '../../../src/core/errors';
import { collect, rejection } from '../../doubles/results';
import { answer, failure, INVALID_SESSION, loginAnswer, recordsXml, success } from './fakes/answers';
import { bench } from './fakes/client';

const ROW = '<trialbalance><glaccountno>0400.10</glaccountno><startbalance>0</startbalance><debits>1200.5</debits><credits>0</credits><adjdebits>0</adjdebits><adjcredits>0</adjcredits><endbalance>1200.5</endbalance><reportingbook>ACCRUAL</reportingbook><currency>USD</currency>';
const PERIOD = { period: 'Month Ended February 2026' };

describe('trial balance', () => {
	it.each([
		['below data', (rows: string) => `<data>${rows}</data>`], ['below a list inside data', (rows: string) => `<data><listtype start="0" end="1" total="2">${rows}</listtype></data>`],
		['beside a list element', (rows: string) => `<listtype start="0" end="1" total="1">trialbalance</listtype><data listtype="trialbalance">${rows}</data>`],
	])('is typed and stays text, rows %s', async (_name, wrap) => {
		const { client } = bench([loginAnswer(), answer({ result: success('get_trialbalance', wrap(`${ROW}<departmentid>04</departmentid><locationid>E100</locationid></trialbalance>${ROW}</trialbalance>`)) })]);
		const rows = await client.trialBalance({ period: PERIOD, showDepartments: true, showLocations: true });
		expect(rows).toHaveLength(2);
		expect(rows[0]).toMatchObject({ account: '0400.10', debits: '1200.5', endBalance: '1200.5', book: 'ACCRUAL', currency: 'USD', department: '04', location: 'E100' });
		expect(rows[0]?.fields.departmentid).toBe('04');
		expect(rows[1]).toMatchObject({ department: '', location: '' });
	});

	it('knows the other spellings of its columns', async () => {
		const { client } = bench([loginAnswer(), answer({ result: success('get_trialbalance', `<data>${ROW}<DEPT>7</DEPT><location>L</location></trialbalance></data>`) })]);
		expect((await client.trialBalance({ period: PERIOD }))[0]).toMatchObject({ department: '7', location: 'L' });
	});

	it('by dimensions keeps all dimensions of a row', async () => {
		const { client } = bench([loginAnswer(), answer({ result: success('get_accountbalancesbydimensions', '<data><accountbalance><glaccountno>6150</glaccountno><startbalance>400</startbalance><periodbalance>1200.5</periodbalance><endbalance>1600.5</endbalance><currency>USD</currency><locationid>E100</locationid><departmentid>ENG</departmentid><classid>C1</classid></accountbalance></data>') })]);
		const [row] = await client.balancesByDimensions({ period: PERIOD, accounts: { account: '6150' }, groupBy: ['location', 'department', 'class'] });
		expect(row).toMatchObject({ account: '6150', periodBalance: '1200.5', location: 'E100', department: 'ENG', budgetBalance: '', fields: { classid: 'C1' } });
	});
});

describe('a frozen set', () => {
	const frozen = (name: string, from: number, count: number, remaining: number, resultId = 'R1', total = 5) => answer({
		result: success(name, `<data listtype="glaccount" count="${count}" totalcount="${total}" numremaining="${remaining}" resultId="${resultId}">${recordsXml('glaccount', Array.from({ length: count }, (_, index) => ({ RECORDNO: String(from + index) })))}</data>`),
	});
	const read = (steps: Parameters<typeof bench>[0]) => {
		const made = bench([loginAnswer(), ...steps]);
		return { ...made, rows: () => collect(made.client.readByQuery({ object: 'GLACCOUNT', pageSize: 2 })) };
	};

	it('is read to its end by its result id, an attribute', async () => {
		const { rows, http } = read([frozen('readByQuery', 1, 2, 3), frozen('readMore', 3, 2, 1), frozen('readMore', 5, 1, 0)]);
		expect((await rows()).map(({ RECORDNO }) => RECORDNO)).toEqual(['1', '2', '3', '4', '5']);
		expect(http.bodies[2]).toContain('<readMore><resultId>R1</resultId></readMore>');
	});

	it('of one page needs no more', async () => {
		const { rows, http } = read([frozen('readByQuery', 1, 2, 0, '', 2)]);
		expect(await rows()).toHaveLength(2);
		expect(http.unused).toBe(0);
	});

	it('a page that went missing behind a lost answer is an error', async () => {
		const { rows } = read([frozen('readByQuery', 1, 2, 3), 'LOST', frozen('readMore', 5, 1, 0)]);
		const error = await rejection(rows());
		expect(error).toBeInstanceOf(RetryableError);
		expect(error).toMatchObject({ facts: { said: 'a page went missing: 3 records were left, 1 came, 0 are left' } });
	});

	it('a lost answer that moved nothing is read again', async () => {
		const { rows } = read([frozen('readByQuery', 1, 2, 3), 'LOST', frozen('readMore', 3, 2, 1), frozen('readMore', 5, 1, 0)]);
		expect(await rows()).toHaveLength(5);
	});

	it('that ends short is an error', async () => {
		const { rows } = read([frozen('readByQuery', 1, 2, 0, 'R1', 5)]);
		expect(await rejection(rows())).toMatchObject({ facts: { said: '2 records came of 5' } });
	});

	it('does not survive its session', async () => {
		const { rows } = read([frozen('readByQuery', 1, 2, 3), INVALID_SESSION, loginAnswer({ sessionId: 's2' }), failure('readMore', { code: 'Query Failed', description2: 'unknown resultId' })]);
		expect(await rejection(rows())).toMatchObject({ facts: { operation: 'read more of GLACCOUNT', said: 'unknown resultId' } });
	});
});

describe('raw balances', () => {
	it('fix period, book and currency', async () => {
		const { client, http } = bench([loginAnswer(), answer({ result: success('readByQuery', '<data listtype="glaccountbalance" count="0" totalcount="0" numremaining="0" resultId=""/>') })]);
		expect(await collect(client.rawBalances({ period: "Owner's month", book: 'ACCRUAL', currency: 'USD' }))).toEqual([]);
		expect(http.bodies[1]).toContain("<query>PERIOD = 'Owner\\'s month' AND BOOKID = 'ACCRUAL' AND CURRENCY = 'USD'</query>");
	});

	it('let nothing out of the quotes', () => {
		const { client } = bench([]);
		expect(() => client.rawBalances({ period: "x\\' OR 1=1", book: 'A' })).toThrow(FatalError);
	});
});
