import fc from 'fast-check';
import { FatalError, RetryableError } from '../../../src/core/errors';
import { readServerTime } from '../../../src/systems/sage100/facts/server-clock';
import { EARLIEST_STAMP, readStamp, writeStamp } from '../../../src/systems/sage100/stamps/sage-stamp';
import { OVERLAP_SECONDS, ServerZone } from '../../../src/systems/sage100/stamps/server-zone';
import { serverTimeAt, stampText, wallAt } from './fakes/wall-clock';

const at = (text: string): number => Date.parse(`${text}Z`);

describe('stamps of Sage', () => {
	it('are decimal hours, exactly', () => {
		expect(readStamp('20250331T15.50000')).toBe(at('2025-03-31T15:30:00'));
		expect(readStamp('20250330T9.49238')).toBe(at('2025-03-30T09:29:32.568'));
		expect(readStamp('20250330T09.5')).toBe(at('2025-03-30T09:30:00'));
		expect(readStamp('20250330T0')).toBe(at('2025-03-30T00:00:00'));
		expect(readStamp('20250330T0.00001')).toBe(at('2025-03-30T00:00:00.036'));
		expect(readStamp('20250330T24.00000')).toBe(at('2025-03-31T00:00:00'));
	});

	it('compare as the numbers that they are, not as text', () => {
		expect(readStamp('20250331T9.5') ?? 0).toBeLessThan(readStamp('20250331T15.5') ?? 0);
	});

	it.each(['', '20250331', '20250331T', '20250331T24.00001', '20250331T25', '20250230T1', '20251301T1', '2025-03-31T1', '20250331T1.123456', '20250331T1,5', 'x20250331T1'])('are not "%s"', (text) => {
		expect(readStamp(text)).toBeUndefined();
	});

	it('come back from text without the loss of one unit', () => {
		fc.assert(fc.property(fc.integer({ min: 0, max: 2_399_999 }), fc.date({ min: new Date('1753-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (units, date) => {
			const midnight = Date.parse(`${date.toISOString().slice(0, 10)}T00:00:00Z`);
			const text = writeStamp(midnight + units * 36);
			expect(readStamp(text)).toBe(midnight + units * 36);
			expect(text).toMatch(/^[0-9]{8}T([01]?[0-9]|2[0-3])(\.[0-9]{1,5})?$/);
		}));
	});

	it('are written at the moment or less than a unit before it, so that an inclusive filter asks for enough', () => {
		fc.assert(fc.property(fc.integer({ min: -62_000_000_000_000, max: 7_000_000_000_000 }), (wall) => {
			const back = readStamp(writeStamp(wall)) ?? Number.NaN;
			expect(back).toBeLessThanOrEqual(wall);
			expect(back).toBeGreaterThan(wall - 36);
			expect(stampText(wall)).toBe(writeStamp(wall));
		}));
	});

	it('begin before everything', () => {
		expect(readStamp(EARLIEST_STAMP)).toBeLessThan(readStamp('17530101T0') ?? 0);
		expect(writeStamp(Date.parse('0000-06-01T00:00:00Z'))).toBe(EARLIEST_STAMP);
	});
});

/** Zones with the hour at two, at midnight, at an odd minute, of half an hour, in the south, without any. */
const ZONES = ['America/Chicago', 'America/New_York', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Australia/Sydney', 'America/Sao_Paulo', 'America/Havana', 'Asia/Beirut', 'Asia/Kolkata', 'UTC'];
const zones = fc.constantFrom(...ZONES);
const HOUR = 3_600_000;

/** Moments around every change of the clock of the zone between 2015 and 2026. */
const changes = new Map(ZONES.map((zone) => [zone, Array.from({ length: 11 * 365 * 4 }, (_, index) => at('2015-01-01T00:00:00') + index * 6 * HOUR)
	.filter((moment) => wallAt(moment + 6 * HOUR, zone) - wallAt(moment, zone) !== 6 * HOUR)]));
const moments = (zone: string): fc.Arbitrary<number> => {
	const around = changes.get(zone) ?? [];
	const near = around.length === 0 ? [] : [fc.tuple(fc.constantFrom(...around), fc.integer({ min: -3 * HOUR, max: 10 * HOUR })).map(([moment, more]) => moment + more)];
	return fc.oneof(fc.integer({ min: at('2015-02-01T00:00:00'), max: at('2025-12-01T00:00:00') }), ...near);
};
const zoned = zones.chain((zone) => fc.record({ zone: fc.constant(zone), first: moments(zone), second: moments(zone), near: fc.integer({ min: -2 * HOUR, max: 2 * HOUR }) }));

describe('local times of the server', () => {
	it('are what luxon says the wall shows', () => {
		fc.assert(fc.property(zoned, ({ zone, first }) => {
			expect(ServerZone.named(zone).localAt(first)).toBe(wallAt(first, zone));
		}), { numRuns: 400 });
	});

	it('keep the order: moment(l) <= moment(m) for l <= m, also for times that the wall never showed', () => {
		fc.assert(fc.property(zoned, ({ zone, first, near }) => {
			const server = ServerZone.named(zone);
			const [l, m] = [wallAt(first, zone), wallAt(first, zone) + Math.abs(near)];
			expect(server.momentOf(l)).toBeLessThanOrEqual(server.momentOf(m));
		}), { numRuns: 1_000 });
	});

	it('are never late, and an hour early at most', () => {
		fc.assert(fc.property(zoned, ({ zone, first }) => {
			const moment = ServerZone.named(zone).momentOf(wallAt(first, zone));
			expect(moment).toBeLessThanOrEqual(first);
			expect(moment).toBeGreaterThanOrEqual(first - HOUR);
		}), { numRuns: 1_000 });
	});

	it('are the first moment at which the wall showed them or later', () => {
		fc.assert(fc.property(zoned, ({ zone, first, near }) => {
			const wall = wallAt(first, zone) + near;
			const moment = ServerZone.named(zone).momentOf(wall);
			expect(wallAt(moment, zone)).toBeGreaterThanOrEqual(wall);
			for (const before of [1, 1_000, 60_000, HOUR / 2, HOUR, 2 * HOUR]) expect(wallAt(moment - before, zone)).toBeLessThan(wall);
		}), { numRuns: 1_000 });
	});

	it('are asked for so that every row of `from` or later comes', () => {
		fc.assert(fc.property(zoned, ({ zone, first, near }) => {
			const server = ServerZone.named(zone);
			const from = Math.floor(first / 1000) * 1000;
			const asked = readStamp(writeStamp(server.localAt(from - 1_000))) ?? Number.NaN;
			const stamp = wallAt(from, zone) + near;
			if (Math.floor(server.momentOf(stamp) / 1000) * 1000 >= from) expect(stamp).toBeGreaterThanOrEqual(asked);
		}), { numRuns: 2_000 });
	});

	it('are asked for at the very jump so that times which never existed come too', () => {
		const chicago = ServerZone.named('America/Chicago');
		expect(writeStamp(chicago.localAt(at('2025-03-09T08:00:00') - 1_000))).toBe('20250309T1.99972');
	});

	it('exist twice in autumn, and mean the first then; in spring some never exist, and mean the jump', () => {
		const chicago = ServerZone.named('America/Chicago');
		expect(chicago.momentOf(at('2025-11-02T01:30:00'))).toBe(at('2025-11-02T06:30:00'));
		expect(chicago.momentOf(at('2025-11-02T02:00:00'))).toBe(at('2025-11-02T08:00:00'));
		expect(chicago.momentOf(at('2025-03-09T02:30:00'))).toBe(at('2025-03-09T08:00:00'));
		expect(chicago.momentOf(at('2025-03-09T03:00:00'))).toBe(at('2025-03-09T08:00:00'));
		expect(OVERLAP_SECONDS).toBe(70 * 60);
	});

	it('go back around autumn only', () => {
		const chicago = ServerZone.named('America/Chicago');
		expect([at('2025-11-02T06:00:00'), at('2025-11-02T08:00:00'), at('2025-03-09T08:00:00'), at('2025-07-01T08:00:00')].map((moment) => chicago.goesBackAround(moment))).toEqual([true, true, false, false]);
	});
});

describe('the time of the server', () => {
	const good = serverTimeAt(at('2025-04-01T13:15:00.500'), 'America/Chicago');

	it('is read', () => {
		expect(readServerTime(JSON.parse(JSON.stringify(good)))).toMatchObject({ utcMs: at('2025-04-01T13:15:00.500'), zone: { name: 'America/Chicago' } });
	});

	it.each([
		[{ utcOffset: '-06:00' }, 'the server adds -06:00 to UTC'], [{ timeZone: 'Central Standard Time (US)' }, 'no time zone'], [{ stamp: '20250401T9.25' }, 'differ by more'],
	])('is refused with %j, because changes could be overlooked', (wrong, said) => {
		expect(() => readServerTime({ ...good, ...wrong } as never)).toThrow(FatalError);
		expect(() => readServerTime({ ...good, ...wrong } as never)).toThrow(said);
	});

	it.each([[{ utc: '2025-04-01T13:15:00' }], [{ utcOffset: '' }], [{ stamp: 'soon' }]])('cannot be read with %j', (wrong) => {
		expect(() => readServerTime({ ...good, ...wrong } as never)).toThrow(RetryableError);
	});

	it('is missing', () => {
		expect(() => readServerTime(undefined)).toThrow(RetryableError);
	});
});
