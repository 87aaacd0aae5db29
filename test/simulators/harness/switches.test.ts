import { choice, entry, entryOrNull, flag, SwitchBoard } from '../../../simulators/harness/switches';

const TABLE = {
	mode: choice(['refuse', 'accept'], 'how it takes it'),
	status: choice([500, 415], 'status'),
	seats: entry(0, 'seats of the licence'),
	on: flag(false, 'whether it is on'),
	names: entry<readonly string[]>([], 'names'),
	limit: entryOrNull<{ readonly most: number }>({ most: 5 }, 'limit; null is none'),
} as const;

const board = (changes?: Readonly<Record<string, unknown>>) => new SwitchBoard(TABLE, changes);

describe('switches', () => {
	it('begin with the first value, or with what the start changes, and come back to that', () => {
		const switches = board({ seats: 3 });
		expect(switches.values).toEqual({ mode: 'refuse', status: 500, seats: 3, on: false, names: [], limit: { most: 5 } });
		switches.change({ seats: 7, limit: null, mode: 'accept' });
		expect(switches.values).toMatchObject({ seats: 7, limit: null, mode: 'accept' });
		switches.reset();
		expect(switches.values).toEqual(board({ seats: 3 }).values);
	});

	it.each([
		[{ nothing: 1 }, 'unknown switch nothing; known: mode, status'], [{ toString: 1 }, 'unknown switch toString'], [{ mode: 'x' }, 'switch mode does not take "x"; how it takes it'],
		[{ status: '500' }, 'does not take "500"'], [{ seats: 'two' }, 'does not take "two"; seats of the licence'], [{ on: null }, 'does not take null'],
		[{ names: {} }, 'does not take {}'], [{ limit: [] }, 'does not take []'],
	])('refuse %j, and change nothing with it', (changes, said) => {
		const switches = board();
		expect(() => switches.change({ on: true, ...changes })).toThrow(said);
		expect(switches.values).toEqual(board().values);
	});

	it('share nothing with who set them', () => {
		const names = ['a'];
		const [one, other] = [board({ names }), board()];
		names.push('b');
		one.values.limit = { most: 6 };
		expect([one.values.names, other.values.limit]).toEqual([['a'], { most: 5 }]);
	});

	it('are listed with value, default and what they take', () => {
		expect(board({ seats: 2 }).list().slice(1, 3)).toEqual([
			{ name: 'status', value: 500, default: 500, allowed: [500, 415], meaning: 'status' }, { name: 'seats', value: 2, default: 0, meaning: 'seats of the licence' },
		]);
	});
});
