import { serverTimeOf } from '../../../src/systems/intacct/session/server-time';

const login = { serverTime: '2026-03-02T09:00:00Z', sessionTimeout: '2026-03-02T15:00:00Z', answeredAtMs: 1_000 };
const minutes = (count: number): number => 1_000 + count * 60_000;

describe('the server\'s clock at the moment of an answer', () => {
	it('is the timeout less the duration that the login told, when the stamp is that of the login', () => {
		expect(serverTimeOf({ serverTime: '2026-03-02T09:00:00Z', sessionTimeout: '2026-03-02T15:20:03Z' }, login, minutes(20))).toBe('2026-03-02T09:20:03Z');
	});

	it('is the stamp itself, when the stamp is that of the call', () => {
		expect(serverTimeOf({ serverTime: '2026-03-02T09:20:03Z', sessionTimeout: '2026-03-02T15:20:03Z' }, login, minutes(20))).toBe('2026-03-02T09:20:03Z');
	});

	it.each([['lengthened', '2026-03-02T17:20:00Z'], ['shortened', '2026-03-02T11:20:00Z']])(
		'is what has passed here since the login, when the duration was %s meanwhile', (_what, sessionTimeout) => {
			expect(serverTimeOf({ serverTime: login.serverTime, sessionTimeout }, login, minutes(20))).toBe('2026-03-02T09:20:00Z');
		},
	);

	it('is the stamp, when an answer or the login tells no timeout', () => {
		expect(serverTimeOf({ serverTime: '2026-03-02T09:20:03Z', sessionTimeout: undefined }, login, minutes(20))).toBe('2026-03-02T09:20:03Z');
		expect(serverTimeOf({ serverTime: '2026-03-02T09:20:03Z', sessionTimeout: '2026-03-02T15:20:03Z' }, { ...login, sessionTimeout: undefined }, 0)).toBe('2026-03-02T09:20:03Z');
		expect(serverTimeOf({ serverTime: undefined, sessionTimeout: '2026-03-02T15:20:03Z' }, login, 0)).toBeUndefined();
	});

	it('is not moved by a worker whose clock was set back', () => {
		expect(serverTimeOf({ serverTime: login.serverTime, sessionTimeout: '2026-03-02T15:20:03Z' }, login, -minutes(500))).toBe('2026-03-02T09:00:00Z');
	});
});
