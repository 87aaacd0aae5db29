import fc from 'fast-check';
import { FatalError, RetryableError } from '../../../src/core/errors';
import { OVERLAP_SECONDS } from '../../../src/systems/sage100';
import { clientOn, collect, Load, rejection } from './fakes/client';
import { Ledger, type Line } from './fakes/ledger';

const at = (text: string): number => Date.parse(`${text}Z`);
const NOW = at('2025-04-01T13:15:00');
const line = (account: string, place: string, amount: number, moment = at('2025-03-01T10:00:00'), shows = moment): Line => {
	const [year = '', period = ''] = place.split('/');
	return { account, year, period, amount, moment, shows };
};
const BALANCES = { list: 'balances', pageSize: 2 } as const;
const endings = (load: Load): Record<string, string | undefined> => Object.fromEntries([...load.held].map(([key, { endingBalance }]) => [key, endingBalance]));

describe('balances', () => {
	it('come whole at first, by the years of the calendar, then not at all, and then those that ledger lines have touched', async () => {
		const ledger = new Ledger([line('1', '2025/01', 120_000), line('1', '2025/03', 30_000), line('1', '2025/03', -5_000), line('2', '2024/12', 100)]);
		const load = new Load(ledger.agent, BALANCES);
		await load.run(0);
		expect(endings(load)).toEqual({ '1/2025/01': '1200.00', '1/2025/03': '1450.00', '2/2024/12': '1.00', '2/2025/01': '1.00' });
		expect(ledger.agent.asked.filter((path) => path.includes('fiscalYear') && !path.includes('cursor'))).toEqual(['/gl/balances?fiscalYear=2024&pageSize=2', '/gl/balances?fiscalYear=2025&pageSize=2']);
		ledger.agent.now += 60_000;
		expect(await load.run(0)).toEqual([]);
		ledger.lines.push(line('2', '2024/12', 50, ledger.agent.now - 1_000));
		ledger.agent.now += 60_000;
		expect((await load.run(0)).sort()).toEqual(['2/2024/12', '2/2025/01']);
		ledger.agent.now += 60_000;
		expect(await load.run(0)).toEqual([]);
	});

	it('come with all later periods and years of a back-dated posting', async () => {
		const ledger = new Ledger([line('1', '2024/02', 100), line('1', '2024/05', 100), line('1', '2025/03', 100), line('2', '2025/03', 100)]);
		const load = new Load(ledger.agent, BALANCES);
		await load.run(0);
		ledger.lines.push(line('1', '2024/05', 7, NOW));
		ledger.agent.now += 60_000;
		expect((await load.run(0)).sort()).toEqual(['1/2024/05', '1/2025/01', '1/2025/03']);
	});

	it('come at once when a posting is fresh, and once more when it has settled', async () => {
		const ledger = new Ledger([line('1', '2025/03', 100)]);
		const load = new Load(ledger.agent, BALANCES);
		await load.run(0);
		ledger.lines.push(line('1', '2025/03', 7, NOW + 10_000));
		ledger.agent.now = NOW + 60_000;
		expect(await load.run(0)).toEqual(['1/2025/03']);
		ledger.agent.now = NOW + 120_000;
		expect(await load.run(0)).toEqual([]);
		ledger.agent.now = NOW + 80 * 60_000;
		expect(await load.run(0)).toEqual(['1/2025/03']);
		ledger.agent.now = NOW + 90 * 60_000;
		expect(await load.run(0)).toEqual([]);
	});

	it('see a line that shows late behind a newer one of the same account and period', async () => {
		const ledger = new Ledger([line('1', '2025/03', 100)]);
		const load = new Load(ledger.agent, BALANCES);
		ledger.lines.push(line('1', '2025/03', 7, NOW - 30_000), line('1', '2025/03', 20, NOW - 60_000, NOW + 120_000), line('1', '2025/01', 3, NOW - 90_000, NOW + 150_000));
		await load.run(0);
		expect(endings(load)).toEqual({ '1/2025/03': '1.07' });
		ledger.agent.now = NOW + 180_000;
		await load.run(0);
		expect(endings(load)).toEqual({ '1/2025/01': '0.03', '1/2025/03': '1.30' });
	});

	it('may be narrowed to years, and refuse what is none', async () => {
		const ledger = new Ledger([line('1', '2024/02', 100), line('1', '2025/03', 100)]);
		const load = new Load(ledger.agent, { ...BALANCES, fiscalYears: ['2025'] });
		expect((await load.run(0)).sort()).toEqual(['1/2025/01', '1/2025/03']);
		ledger.lines.push(line('1', '2024/02', 1, NOW));
		expect((await load.run(0)).sort()).toEqual(['1/2025/01', '1/2025/03']);
		expect(() => clientOn(ledger.agent).source({ ...BALANCES, fiscalYears: ['25'] })).toThrow(FatalError);
	});

	it('are read by window, gaps filled if wanted', async () => {
		const ledger = new Ledger([line('1', '2025/03', 100)]);
		await collect(clientOn(ledger.agent).records({ list: 'balances', fiscalYears: ['2025'], periodFrom: '01', periodTo: '03', fillGaps: true }));
		expect(ledger.agent.asked.at(-1)).toBe('/gl/balances?fiscalYear=2025&periodFrom=01&periodTo=03&fillGaps=true&pageSize=1000');
		expect(await rejection(collect(clientOn(ledger.agent).records({ list: 'balances', periodTo: '14' })))).toBeInstanceOf(FatalError);
	});

	it('miss no posting, whatever is posted when and shows however late, also where clocks go back and walks are lost', async () => {
		const change = at('2025-11-02T07:00:00');
		const lines = fc.array(fc.record({
			second: fc.integer({ min: -12_000, max: 12_000 }), late: fc.integer({ min: 0, max: 240 }), account: fc.constantFrom('1', '2'),
			place: fc.constantFrom('2024/02', '2024/12', '2025/01', '2025/03', '2025/04'), amount: fc.integer({ min: -999, max: 999 }).filter((cents) => cents !== 0),
		}), { maxLength: 12 });
		const reads = fc.array(fc.integer({ min: -12_000, max: 20_000 }), { maxLength: 8 });
		await fc.assert(fc.asyncProperty(lines, reads, fc.constantFrom(0, 5_000), fc.boolean(), fc.constantFrom(0, OVERLAP_SECONDS), async (posted, seconds, pace, lossy, overlap) => {
			const ledger = new Ledger(posted.map(({ second, late, account, place, amount }) => line(account, place, amount, change + second * 1000, change + (second + late) * 1000)));
			const { agent } = ledger;
			agent.now = change - 13_000_000;
			agent.pace = pace;
			if (lossy) agent.before = (request) => request % 6 === 0 && agent.restart();
			const load = new Load(agent, BALANCES);
			for (const second of [...seconds].sort((a, b) => a - b)) {
				agent.now = Math.max(agent.now, change + second * 1000);
				const keys = await load.run(overlap).catch((error: unknown) => {
					expect(error).toBeInstanceOf(RetryableError);
					return [];
				});
				expect(new Set(keys).size).toBe(keys.length);
			}
			agent.now = Math.max(agent.now, change + 13_000_000);
			agent.before = () => undefined;
			await load.run(overlap);
			expect(endings(load)).toEqual(Object.fromEntries(ledger.balances().map(({ key, fields }) => [key, fields.endingBalance])));
		}), { numRuns: 200 });
	});
});
