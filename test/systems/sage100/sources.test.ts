import fc from 'fast-check';
import { FatalError, RetryableError } from '../../../src/core/errors';
import { OVERLAP_SECONDS, type SourceOptions } from '../../../src/systems/sage100';
import { FakeAgent, type Row } from './fakes/agent';
import { clientOn, collect, Load, rejection } from './fakes/client';
import { fault } from './fakes/scripted-http';
import { wallAt } from './fakes/wall-clock';

const at = (text: string): number => Date.parse(`${text}Z`);
const VENDORS: SourceOptions = { list: 'vendors' };
const PATH = '/ap/vendors';
const vendor = (vendorNo: string, wall: number | null, name = '', divisionNo = '00'): Row => ({ key: `${divisionNo}/${vendorNo}`, wall, fields: { divisionNo, vendorNo, name, addressLines: ['a', 'b'], email: null } });
const withVendors = (rows: readonly Row[]): FakeAgent => Object.assign(new FakeAgent(), { lists: { [PATH]: () => rows } });

describe('lists with stamps', () => {
	it('give everything first, in the order of stamps, then nothing, then what was changed', async () => {
		const rows = [vendor('B', at('2025-03-31T15:30:00')), vendor('A', at('2025-03-31T09:29:32')), vendor('A', at('2024-01-01T10:00:00'), '', '01')];
		const agent = withVendors(rows);
		const load = new Load(agent, VENDORS);
		expect(await load.run(OVERLAP_SECONDS)).toEqual(['01/A', '00/A', '00/B']);
		expect(await load.run(OVERLAP_SECONDS)).toEqual([]);
		rows[1] = vendor('A', wallAt(agent.now + 2_000, agent.zone), 'new');
		agent.now += 60_000;
		expect(await load.run(OVERLAP_SECONDS)).toEqual(['00/A']);
		expect(load.held.get('00/A')?.name).toBe('new');
	});

	it('say when each row was changed, in UTC, and tell Sage\'s own form beside it', async () => {
		const agent = withVendors([vendor('A', at('2025-03-31T15:30:00.036'))]);
		const [page] = await collect(clientOn(agent).source(VENDORS).records(null, '2025-04-01T00:00:00Z'));
		expect(page).toMatchObject({ key: '00/A', stamp: '2025-03-31T20:30:00Z', fields: { stamp: '20250331T15.50001', address1: 'a', address3: '', email: '' } });
	});

	it('include the very stamp, and leave out what is later than asked', async () => {
		const agent = withVendors([vendor('A', at('2025-03-31T15:29:59')), vendor('B', at('2025-03-31T15:30:00')), vendor('C', at('2025-03-31T15:31:11')), vendor('D', at('2025-03-31T15:31:12'))]);
		const records = await collect(clientOn(agent).source(VENDORS).records('2025-03-31T20:30:00Z', '2025-03-31T20:31:12Z'));
		expect(records.map(({ key }) => key)).toEqual(['00/B', '00/C']);
		expect(agent.asked.at(-1)).toBe('/ap/vendors?updatedSince=20250331T15.49972&pageSize=1000');
	});

	it('ask no further than the end of the range', async () => {
		const rows = Array.from({ length: 50 }, (_, index) => vendor(`V${index + 10}`, at('2025-03-30T10:00:00') + index * 72_000));
		const agent = withVendors(rows);
		const source = clientOn(agent).source({ ...VENDORS, pageSize: 5 });
		expect(await collect(source.marks('2025-03-30T15:00:00Z', '2025-03-30T15:08:24Z'))).toHaveLength(7);
		expect(agent.asked.filter((path) => path.startsWith(PATH))).toHaveLength(2);
	});

	it('come complete when five hundred rows have one stamp', async () => {
		const load = new Load(withVendors(Array.from({ length: 500 }, (_, index) => vendor(`V${index}`, at('2025-03-30T10:00:00')))), { ...VENDORS, pageSize: 7 });
		expect(new Set(await load.run(OVERLAP_SECONDS)).size).toBe(500);
	});

	it('do not take a row that was changed since the start of the walk for the end of the range', async () => {
		const rows = [...Array.from({ length: 9 }, (_, index) => vendor(`V${index}`, at('2025-03-30T10:00:00') + index * 1000))];
		const agent = withVendors(rows);
		agent.before = () => {
			if (agent.asked.at(-1)?.includes('cursor=')) rows[3] = vendor('V3', wallAt(agent.now, agent.zone), 'changed');
		};
		const load = new Load(agent, { ...VENDORS, pageSize: 2 });
		expect(await load.run(OVERLAP_SECONDS)).toHaveLength(8);
		agent.before = () => undefined;
		agent.now += 60_000;
		await load.run(OVERLAP_SECONDS);
		expect(load.held.get('00/V3')?.name).toBe('changed');
	});

	it('refuse a server whose clock went back before the range', async () => {
		const agent = withVendors([vendor('A', at('2025-03-31T15:30:00'))]);
		expect(await rejection(collect(clientOn(agent).source(VENDORS).records(null, '2025-04-01T13:30:00Z')))).toBeInstanceOf(RetryableError);
		expect(await collect(clientOn(agent).source(VENDORS).records(null, '2025-04-01T13:19:00Z'))).toHaveLength(1);
	});

	it('refuse a row with a stamp that is none', async () => {
		const agent = withVendors([{ ...vendor('A', at('2025-03-31T15:30:00')), fields: { divisionNo: '00', vendorNo: 'A' } }]);
		const strange = { send: async (request: Parameters<FakeAgent['send']>[0]) => {
			const reply = await agent.send(request);
			return { ...reply, body: Buffer.from(reply.body.toString().replace('"20250331T15.50000"', '"yesterday"')) };
		} };
		expect(await rejection(collect(clientOn(strange).source(VENDORS).records(null, '2025-04-01T13:15:00Z')))).toMatchObject({ facts: { said: expect.stringContaining('yesterday') } });
	});
});

describe('a walk that the agent lost (410)', () => {
	const many = Array.from({ length: 40 }, (_, index) => vendor(`V${index + 10}`, at('2025-03-30T10:00:00') + Math.floor(index / 3) * 1000));

	it('begins again where it was, and gives every row once', async () => {
		for (const list of [VENDORS, { ...VENDORS, whole: true }]) {
			const agent = withVendors(many);
			agent.before = (request) => (list === VENDORS ? request % 4 === 0 : [6, 8, 17].includes(request)) && agent.restart();
			const load = new Load(agent, { ...list, pageSize: 5 });
			const keys = await load.run(OVERLAP_SECONDS);
			expect([...keys].sort()).toEqual(many.map(({ key }) => key));
		}
	});

	it('gives a row that was changed meanwhile as it is now, or leaves it to the next read', async () => {
		const rows = [...many];
		const agent = withVendors(rows);
		agent.before = (request) => {
			if (request !== 5) return;
			agent.restart();
			rows[0] = vendor('V10', wallAt(agent.now, agent.zone), 'changed');
			rows[39] = vendor('V49', wallAt(agent.now, agent.zone), 'changed');
		};
		const load = new Load(agent, { ...VENDORS, pageSize: 5 });
		expect(await load.run(OVERLAP_SECONDS)).toHaveLength(39);
		agent.now += 60_000;
		await load.run(OVERLAP_SECONDS);
		expect([load.held.get('00/V10')?.name, load.held.get('00/V49')?.name]).toEqual(['changed', 'changed']);
	});

	it('ends when the agent loses one walk after another', async () => {
		const agent = withVendors(many);
		agent.before = () => agent.restart();
		expect(await rejection(new Load(agent, { ...VENDORS, pageSize: 5, whole: true }).run(0))).toBeInstanceOf(RetryableError);
		agent.sent.length = 0;
		agent.instead = Array.from({ length: 9 }, (_, index) => (index < 2 ? undefined : fault(410, 'CURSOR_EXPIRED')));
		expect(await rejection(new Load(agent, VENDORS).run(0))).toMatchObject({ facts: { said: expect.stringContaining('again and again') } });
		expect(agent.sent).toHaveLength(5);
	});

	it('fails where the place in the order of keys has vanished', async () => {
		const rows = [...many];
		const agent = withVendors(rows);
		agent.before = (request) => {
			if (request !== 5) return;
			agent.restart();
			rows.splice(5, 5);
		};
		expect(await rejection(new Load(agent, { ...VENDORS, pageSize: 5, whole: true }).run(0))).toMatchObject({ facts: { said: expect.stringContaining('not in the list any more') } });
	});

	it('gives unchanged rows once, whatever is lost, inserted, changed and deleted', async () => {
		const happenings = fc.array(fc.record({ request: fc.integer({ min: 3, max: 20 }), what: fc.constantFrom('restart', 'insert', 'change', 'delete'), row: fc.integer({ min: 0, max: 39 }) }), { maxLength: 12 });
		await fc.assert(fc.asyncProperty(happenings, fc.integer({ min: 3, max: 9 }), fc.boolean(), async (all, pageSize, whole) => {
			const rows = new Map(many.map((row) => [row.key, row]));
			const agent = new FakeAgent();
			agent.lists = { [PATH]: () => [...rows.values()] };
			const touched = new Set<string>();
			agent.before = (request) => {
				for (const { what, row } of all.filter((one) => one.request === request)) {
					const key = `00/V${row + 10}`;
					if (what === 'restart') agent.restart();
					else if (what === 'insert') rows.set(`${key}x`, vendor(`V${row + 10}x`, wallAt(agent.now, agent.zone)));
					else touched.add(key);
					if (what === 'change' && rows.has(key)) rows.set(key, vendor(`V${row + 10}`, wallAt(agent.now, agent.zone), 'changed'));
					if (what === 'delete') rows.delete(key);
				}
			};
			const read = await new Load(agent, { ...VENDORS, pageSize, whole }).run(OVERLAP_SECONDS).catch((error: unknown) => {
				expect(error).toBeInstanceOf(RetryableError);
				expect(whole).toBe(true);
				return undefined;
			});
			if (!read) return;
			for (const { key } of many) {
				if (!touched.has(key)) expect([key, read.filter((one) => one === key).length]).toEqual([key, 1]);
			}
		}), { numRuns: 150 });
	});
});

interface Edit {
	readonly key: string;
	readonly moment: number;
	readonly shows: number;
	readonly name: string;
}

/** A server on which edits show late, and whose wall does what the zone says. */
const edited = (edits: readonly Edit[], zone: string): FakeAgent => {
	const agent = new FakeAgent();
	agent.zone = zone;
	agent.lists = {
		[PATH]: () => {
			const latest = new Map<string, Edit>();
			for (const edit of edits) if (edit.shows <= agent.now && edit.moment >= (latest.get(edit.key)?.moment ?? 0)) latest.set(edit.key, edit);
			return [...latest.values()].map(({ key, moment, name }) => vendor(key, wallAt(moment, zone), name));
		},
	};
	return agent;
};

describe('the hours in which clocks are changed', () => {
	/** Half an hour before the clock is changed, by zone. */
	const CHANGES: ReadonlyArray<readonly [zone: string, moment: number]> = [
		['America/Chicago', at('2025-11-02T07:00:00')], ['America/Chicago', at('2025-03-09T08:00:00')], ['Europe/Berlin', at('2025-10-26T01:00:00')],
		['Australia/Lord_Howe', at('2025-04-05T15:00:00')], ['America/St_Johns', at('2025-11-02T04:30:00')], ['America/Sao_Paulo', at('2019-02-17T02:00:00')], ['UTC', at('2025-06-01T00:00:00')],
	];
	const HALF_HOUR = 1_800;
	const schedule = fc.record({
		change: fc.constantFrom(...CHANGES), pace: fc.constantFrom(0, 7_000), pageSize: fc.integer({ min: 2, max: 4 }), lossy: fc.boolean(),
		// No two on the same second of a half hour: the one thing that cannot be seen.
		edits: fc.uniqueArray(fc.record({ second: fc.integer({ min: -9_000, max: 9_000 }), key: fc.constantFrom('A', 'B', 'C', 'D', 'E'), late: fc.integer({ min: 0, max: 240 }) }),
			{ selector: ({ second }) => (second + 18_000) % HALF_HOUR, minLength: 1, maxLength: 14 }),
		reads: fc.array(fc.integer({ min: -9_000, max: 10_000 }), { maxLength: 7 }),
	});

	it('lose nothing with an overlap of 70 minutes, however late edits show', async () => {
		await fc.assert(fc.asyncProperty(schedule, async ({ change: [zone, change], edits, reads, pace, pageSize, lossy }) => {
			const all = edits.map(({ second, key, late }): Edit => ({ key, moment: change + second * 1000, shows: change + (second + late) * 1000, name: `${key}${second}` }));
			const agent = edited(all, zone);
			if (lossy) agent.before = (request) => request % 5 === 0 && agent.restart();
			const load = new Load(agent, { ...VENDORS, pageSize });
			agent.pace = pace;
			for (const second of [...reads].sort((a, b) => a - b)) {
				agent.now = Math.max(agent.now, change + second * 1000);
				if (agent.now > change + 10_000_000) agent.now = change + second * 1000;
				await load.run(OVERLAP_SECONDS);
			}
			agent.now = change + 10_000_000 + 3_600_000;
			agent.before = () => undefined;
			await load.run(OVERLAP_SECONDS);
			const newest = new Map([...all].sort((a, b) => a.moment - b.moment).map(({ key, name }) => [`00/${key}`, name]));
			expect(Object.fromEntries([...load.held].map(([key, { name }]) => [key, name]))).toEqual(Object.fromEntries(newest));
		}), { numRuns: 250 });
	});

	const inTheRepeatedHour = (): { agent: FakeAgent; first: number } => {
		const first = at('2025-11-02T06:50:00');
		const agent = edited([
			{ key: 'A', moment: first, shows: first, name: 'old' },
			{ key: 'A', moment: first + 1_800_000, shows: first + 1_800_000, name: 'new' },
		], 'America/Chicago');
		return { agent, first };
	};

	it('lose a row with an overlap of five minutes, which is why it is 70', async () => {
		for (const [overlap, name] of [[300, 'old'], [OVERLAP_SECONDS, 'new']] as const) {
			const { agent, first } = inTheRepeatedHour();
			const load = new Load(agent, VENDORS);
			agent.now = first + 1_200_000;
			await load.run(overlap);
			agent.now = first + 3_000_000;
			await load.run(overlap);
			expect([overlap, load.held.get('00/A')?.name]).toEqual([overlap, name]);
		}
	});

	it('do not mislead a walk that goes on while the clock goes back, and is lost then', async () => {
		const rows = Array.from({ length: 8 }, (_, index) => vendor(`V${index}`, at('2025-11-02T00:40:00') + index * 72_000));
		const agent = withVendors(rows);
		agent.now = at('2025-11-02T06:50:00');
		agent.before = (request) => {
			if (request === 5) {
				agent.now = at('2025-11-02T07:10:00');
				rows[2] = vendor('V2', wallAt(agent.now, agent.zone), 'changed');
			}
			if (request === 6) agent.restart();
		};
		const load = new Load(agent, { ...VENDORS, pageSize: 1 });
		expect([...await load.run(OVERLAP_SECONDS)].sort()).toEqual(rows.map(({ key }) => key));
	});

	it('hide a second edit exactly an hour after the first, unless the tail is always read', async () => {
		for (const [tail, name] of [['when changed', 'old'], ['always', 'new']] as const) {
			const first = at('2025-11-02T06:50:00');
			const agent = edited([{ key: 'A', moment: first, shows: first, name: 'old' }, { key: 'A', moment: first + 3_600_000, shows: first + 3_600_000, name: 'new' }], 'America/Chicago');
			const load = new Load(agent, VENDORS);
			agent.now = first + 600_000;
			await load.run(OVERLAP_SECONDS, tail);
			agent.now = first + 4_000_000;
			await load.run(OVERLAP_SECONDS, tail);
			expect([tail, load.held.get('00/A')?.name]).toEqual([tail, name]);
		}
	});
});

describe('releases without stamps', () => {
	const OPEN: SourceOptions = { list: 'openInvoices', pageSize: 2 };
	const invoice = (invoiceNo: string, balance: string, wall: number | null = null): Row => ({ key: `00/V/${invoiceNo}`, wall, fields: { divisionNo: '00', vendorNo: 'V', invoiceNo, invoiceDate: '2025-03-01', balance } });

	it('are read whole and compared by their contents', async () => {
		const rows = [invoice('1', '5.00'), invoice('2', '6.00'), invoice('3/Š 4', '7.00')];
		const agent = Object.assign(new FakeAgent(), { lists: { '/ap/open-invoices': () => rows }, unstamped: ['/ap/open-invoices'] });
		const load = new Load(agent, OPEN);
		expect(await load.run(OVERLAP_SECONDS)).toEqual(['00/V/1', '00/V/2', '00/V/3%2FŠ 4']);
		expect(await load.run(OVERLAP_SECONDS)).toEqual([]);
		rows[1] = invoice('2', '1.00');
		agent.now += 60_000;
		expect(await load.run(OVERLAP_SECONDS)).toHaveLength(3);
	});

	it('are asked for the paid invoices, too, which would stay due otherwise', async () => {
		const rows = [invoice('1', '5.00')];
		const agent = Object.assign(new FakeAgent(), { lists: { '/ap/open-invoices': () => rows }, unstamped: ['/ap/open-invoices'] });
		await new Load(agent, OPEN).run(OVERLAP_SECONDS);
		expect(agent.asked.at(-1)).toBe('/ap/open-invoices?includePaid=true&pageSize=2');
		await new Load(agent, { ...OPEN, whole: true }).run(OVERLAP_SECONDS);
		expect(agent.asked.at(-1)).toBe('/ap/open-invoices?includePaid=true&pageSize=2');
		await collect(clientOn(agent).records({ list: 'openInvoices' }));
		expect(agent.asked.at(-1)).toBe('/ap/open-invoices?pageSize=1000');
	});

	it('may begin to keep stamps, and cease to', async () => {
		const agent = new FakeAgent();
		let rows = [invoice('1', '5.00')];
		agent.lists = { '/ap/open-invoices': () => rows };
		agent.unstamped = ['/ap/open-invoices'];
		const load = new Load(agent, OPEN);
		await load.run(OVERLAP_SECONDS);
		agent.unstamped = [];
		rows = [invoice('1', '4.00', wallAt(agent.now - 60_000, agent.zone))];
		agent.now += 60_000;
		await load.run(OVERLAP_SECONDS);
		expect(load.held.get('00/V/1')?.balance).toBe('4.00');
		agent.unstamped = ['/ap/open-invoices'];
		rows = [invoice('1', '3.00')];
		agent.now += 60_000;
		await load.run(OVERLAP_SECONDS);
		expect(load.held.get('00/V/1')?.balance).toBe('3.00');
	});

	it('are known by one small question where no range is read', async () => {
		const agent = Object.assign(new FakeAgent(), { lists: { '/ap/open-invoices': () => [invoice('1', '5.00', at('2025-01-01T00:00:00'))] } });
		expect(await collect(clientOn(agent).source(OPEN).unstamped())).toEqual([]);
		expect(agent.asked.at(-1)).toBe('/ap/open-invoices?updatedSince=20250401T8.25013&pageSize=1');
		agent.instead = [undefined, undefined, fault(403, 'FORBIDDEN')];
		expect(await rejection(collect(clientOn(agent).source(OPEN).unstamped()))).toBeInstanceOf(FatalError);
	});
});
