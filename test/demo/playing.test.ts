import { lanesOf, playLanes } from '../../e2e/demo/lanes';
import { reportOn, reportOnFlow, type StepReport } from '../../e2e/demo/report';
import { flowTable } from '../../e2e/demo/show';
import { Voices } from '../../e2e/demo/voices';

describe('flows that are played at once', () => {
	it('share what they share one after the other, and are so many at most', async () => {
		const events: string[] = [];
		let [now, most] = [0, 0];
		const lanes = lanesOf(['a1', 'b1', 'a2', 'c1', 'b2'], (name) => name[0]);
		expect(lanes).toEqual([['a1', 'a2'], ['b1', 'b2'], ['c1']]);
		await playLanes(lanes, 2, async (name) => {
			now += 1;
			most = Math.max(most, now);
			events.push(`${name} begins`);
			for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
			events.push(`${name} ends`);
			now -= 1;
		});
		expect(most).toBe(2);
		expect(events.indexOf('a2 begins')).toBeGreaterThan(events.indexOf('a1 ends'));
		expect(events.indexOf('b2 begins')).toBeGreaterThan(events.indexOf('b1 ends'));
		expect(events).toHaveLength(10);
	});

	it('are heard in their order, the first one at once', () => {
		const heard: string[] = [];
		const voices = new Voices(3, (line) => heard.push(line));
		voices.of(1)('second speaks early');
		voices.of(2)('third speaks');
		voices.end(2);
		voices.of(0)('first speaks');
		expect(heard).toEqual(['first speaks']);
		voices.end(0);
		expect(heard).toEqual(['first speaks', 'second speaks early']);
		voices.of(1)('second goes on');
		expect(heard.at(-1)).toBe('second goes on');
		voices.end(1);
		expect(heard).toEqual(['first speaks', 'second speaks early', 'second goes on', 'third speaks']);
	});
});

const ABOUT = { name: 'Acumatica budget', workflowId: 'w1', address: 'http://127.0.0.1:5678/workflow/w1' };
const counts = { read: 2400, sent: 2412, created: 12, updated: 0, ignored: 0, rejected: 0 };
const STEPS: readonly StepReport[] = [
	{ name: 'first run', ok: true, seconds: 9.94, executionId: '1', counts },
	{ name: 'second run', ok: true, seconds: 6.3, executionId: '2', counts: { ...counts, sent: 0, created: 0, ignored: 12 } },
	{ name: 'check', ok: true, seconds: 0.1, checked: { batches: 12, 'lines of batches': 2412 }, posted: { batches: 12 }, differences: [] },
];

describe('the report', () => {
	it('has a row for each flow: sums of its runs, and what the books hold', () => {
		expect(reportOnFlow(ABOUT, STEPS)).toMatchObject({
			...ABOUT, ok: true, runs: 2, read: 4800, sent: 2412, created: 12, updated: 0, ignored: 12, rejected: 0, posted: 12, seconds: 16.3, compared: 2424, differences: [],
		});
	});

	it('posts nothing where a flow posts nothing', () => {
		expect(reportOnFlow(ABOUT, [{ name: 'check', ok: true, seconds: 1, checked: { Vendor: 3 }, differences: [] }])).toMatchObject({ ok: true, posted: null });
	});

	it('is not good without a comparison, with a difference, with a step that went wrong, or with an error', () => {
		const [first, second, check] = STEPS as [StepReport, StepReport, StepReport];
		const broken = [
			reportOnFlow(ABOUT, [first, second]), reportOnFlow(ABOUT, [first, second, { ...check, differences: ['twice: PLAN-1'] }]),
			reportOnFlow(ABOUT, [first, { ...second, ok: false }, check]), reportOnFlow(ABOUT, STEPS, 'second run: n8n is gone'),
		];
		expect(broken.map(({ ok }) => ok)).toEqual([false, false, false, false]);
		const good = reportOnFlow(ABOUT, STEPS);
		expect(broken.map((one) => reportOn([good, one]).ok)).toEqual([false, false, false, false]);
		expect([reportOn([good]).ok, reportOn([good], 'stopped').ok, reportOn([]).ok]).toEqual([true, false, false]);
	});

	it('is printed as one table', () => {
		const good = reportOnFlow(ABOUT, STEPS);
		const actuals = { ...good, name: 'Sage X3 close', posted: null };
		const differs = { ...good, name: 'Sage 100 budget', ok: false, differences: ['a', 'b'] };
		const [header, , ...rows] = flowTable([good, actuals, differs, { ...differs, differences: [] }]).split('\n');
		expect(header?.trim().split(/ {2,}/)).toEqual(['flow', 'runs', 'read', 'sent', 'created', 'updated', 'ignored', 'rejected', 'posted', 'time', 'compared', 'verdict']);
		expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
			['Acumatica budget', '2', '4800', '2412', '12', '0', '12', '0', '12', '16.3 s', '2424', 'equal'],
			['Sage X3 close', '2', '4800', '2412', '12', '0', '12', '0', '-', '16.3 s', '2424', 'equal'],
			['Sage 100 budget', '2', '4800', '2412', '12', '0', '12', '0', '12', '16.3 s', '2424', '2 differ'],
			['Sage 100 budget', '2', '4800', '2412', '12', '0', '12', '0', '12', '16.3 s', '2424', 'failed'],
		]);
	});
});
