import fc from 'fast-check';
import { retryAfterMs } from '../../../src/core/http/retry-after';

const NOW = Date.parse('2026-03-01T08:10:00Z');
const DATE = 'Sun, 01 Mar 2026 08:10:30 GMT';

describe('retryAfterMs', () => {
	it.each([
		['0', 0],
		['7', 7_000],
		[' 7 ', 7_000],
		['1.5', 1_500],
		['0.0001', 1],
		[DATE, 30_000],
		['Sunday, 01-Mar-26 08:10:30 GMT', 30_000],
		['Sun Mar  1 08:10:30 2026', 30_000],
		['Sun, 01 Mar 2026 08:09:00 GMT', 0],
	])('reads %p as %d ms', (header, expected) => {
		expect(retryAfterMs({ 'retry-after': header }, NOW)).toBe(expected);
	});

	it.each(['', 'soon', '-3', '+3', '1e3', '2026-03-01', 'Sun, 01 Foo 2026 08:10:30 GMT', '7 seconds', 'NaN', 'Infinity'])('does not guess at %p', (header) => {
		expect(retryAfterMs({ 'retry-after': header }, NOW)).toBeUndefined();
	});

	it('is undefined without the header', () => {
		expect(retryAfterMs({}, NOW)).toBeUndefined();
	});

	it('compares a date with the date of the answer, not with the clock of the worker', () => {
		const wrongClock = NOW - 3 * 3_600_000;
		expect(retryAfterMs({ 'retry-after': DATE, date: 'Sun, 01 Mar 2026 08:10:20 GMT' }, wrongClock)).toBe(10_000);
	});

	it('falls back to the clock of the worker when the date of the answer is unreadable', () => {
		expect(retryAfterMs({ 'retry-after': DATE, date: 'today' }, NOW)).toBe(30_000);
	});

	it('never asks for a negative pause, whatever the header says', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.nat().map(String), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString())), fc.integer(), (header, now) => {
				const ms = retryAfterMs({ 'retry-after': header }, now);
				expect(ms === undefined || ms >= 0).toBe(true);
			}),
		);
	});
});
