import { FatalError } from '../../src/core/errors';
import { parseInstant, secondsBefore } from '../../src/sync/instant';
import { parseStartOver } from '../../src/sync/start-over';

describe('starting over', () => {
	test.each<[string, string, string | null]>([
		['', 'initial', null],
		['  ', 'initial', null],
		['beginning', 'beginning', null],
		[' Beginning - model  rebuilt\nin May', 'Beginning - model rebuilt in May', null],
		['2026-03-01', '2026-03-01', '2026-03-01T00:00:00Z'],
		['2026-03-01T08:10:11Z', '2026-03-01T08:10:11Z', '2026-03-01T08:10:11Z'],
		['2026-03-01 second time', '2026-03-01 second time', '2026-03-01T00:00:00Z'],
	])('"%s"', (text, generation, startFrom) => {
		expect(parseStartOver(text)).toEqual({ generation, startFrom });
	});

	const refused = ['beginnings', '2026-02-30', '2026-03-01T08:10', '01.03.2026', 'yesterday', `beginning ${'x'.repeat(200)}`];
	test.each(refused)('"%s" is refused', (text) => {
		expect(() => parseStartOver(text)).toThrow(FatalError);
	});
});

describe('moments', () => {
	test('only the form that sorts as text is a moment', () => {
		expect(parseInstant('2024-02-29T23:59:59Z')).toBe('2024-02-29T23:59:59Z');
		for (const odd of ['2023-02-29T00:00:00Z', '2026-03-01T24:00:00Z', '2026-03-01T00:00:00.000Z', '2026-03-01', 0, null]) {
			expect(parseInstant(odd)).toBeUndefined();
		}
	});

	test('earlier moments cross days, and stop at the year 0', () => {
		expect(secondsBefore('2026-03-01T00:00:10Z', 11)).toBe('2026-02-28T23:59:59Z');
		expect(secondsBefore('2026-03-01T00:00:10Z', 1e12)).toBe('0000-01-01T00:00:00Z');
	});
});
