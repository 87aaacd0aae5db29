import fc from 'fast-check';
import { RotationChain } from '../../../src/core/sessions/rotation-chain';
import type { Grant } from '../../../src/systems/anaplan';
import { LeapingClock } from '../../systems/anaplan/fake-anaplan';

const LIFE_SECONDS = 2_100;

/** A service whose refresh tokens work once, or always. */
class Service {
	readonly presented: string[] = [];
	readonly issued: Grant[] = [{ accessToken: 'a0', refreshToken: 'r0', expiresInSeconds: LIFE_SECONDS }];
	/** Waits before the answer; tests put a scheduler here. */
	pause: () => Promise<void> = async () => undefined;
	/** Losses to come, before the request has reached the service. */
	losses = 0;

	constructor(private readonly rotating = true, private readonly lifeSeconds = LIFE_SECONDS) {}

	get newest(): Grant {
		return this.issued.at(-1) as Grant;
	}

	readonly exchange = async (refreshToken: string): Promise<Grant> => {
		if (this.losses > 0) {
			this.losses -= 1;
			await this.pause();
			throw new Error('lost');
		}
		this.presented.push(refreshToken);
		if (this.rotating && refreshToken !== this.newest.refreshToken) throw new Error(`invalid_grant ${refreshToken}`);
		const number = this.issued.length;
		this.issued.push({ accessToken: `a${number}`, refreshToken: this.rotating ? `r${number}` : 'r0', expiresInSeconds: this.lifeSeconds });
		const grant = this.newest;
		await this.pause();
		return grant;
	};
}

const asPresented = ({ accessToken, refreshToken }: Grant, identity = 'client') => ({ identity, refreshToken, spent: accessToken });

describe('the chain of refresh tokens', () => {
	it('no token is sent twice, all end with the newest pair: any crowd of readers, however stale, in any order', async () => {
		await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(fc.record({ staleness: fc.nat(6), passMs: fc.constantFrom(0, 1_000, 3_000_000) }), { minLength: 1, maxLength: 25 }), async (scheduler, readers) => {
			const [service, clock] = [new Service(), new LeapingClock()];
			const chain = new RotationChain(clock);
			service.pause = async () => await scheduler.schedule(Promise.resolve(), 'answer');
			const results: Array<Promise<Grant>> = [];
			const arrivals = readers.map(({ staleness, passMs }) => scheduler.schedule(Promise.resolve(), 'arrival').then(() => {
				clock.nowMs += passMs;
				// What a slow reader holds: some pair that was the newest once and has got as far as the store.
				const held = service.issued[Math.max(0, service.issued.length - 1 - staleness)] as Grant;
				results.push(chain.renew(asPresented(held), service.exchange));
			}));
			await scheduler.waitIdle();
			await Promise.all(arrivals);
			service.pause = async () => undefined;
			const ended = await Promise.all(results);
			expect(new Set(service.presented).size).toBe(service.presented.length);
			expect(ended).toHaveLength(readers.length);
			// Whoever comes from now on, from whichever pair, is led to the one that works.
			for (const held of service.issued.slice(0, -1)) {
				const { refreshToken } = await chain.renew(asPresented(held), service.exchange);
				expect(refreshToken).toBe(service.newest.refreshToken);
			}
			expect(new Set(service.presented).size).toBe(service.presented.length);
		}), { numRuns: 300 });
	});

	it('a crowd with one token costs one exchange', async () => {
		const service = new Service();
		const chain = new RotationChain(new LeapingClock());
		const ended = await Promise.all(Array.from({ length: 20 }, () => chain.renew(asPresented(service.issued[0] as Grant), service.exchange)));
		expect(new Set(ended.map(({ accessToken }) => accessToken))).toEqual(new Set(['a1']));
		expect(service.presented).toEqual(['r0']);
	});

	it('a late write does no harm: who reads an older pair is led to the newest without a request', async () => {
		const service = new Service();
		const chain = new RotationChain(new LeapingClock());
		for (const held of [0, 1, 2]) await chain.renew(asPresented(service.issued[held] as Grant), service.exchange);
		expect((await chain.renew(asPresented(service.issued[0] as Grant), service.exchange)).refreshToken).toBe('r3');
		expect(service.presented).toEqual(['r0', 'r1', 'r2']);
	});

	it('a newest pair that has run out meanwhile is exchanged and not handed out', async () => {
		const [service, clock] = [new Service(), new LeapingClock()];
		const chain = new RotationChain(clock);
		await chain.renew(asPresented(service.issued[0] as Grant), service.exchange);
		clock.nowMs += (LIFE_SECONDS - 61) * 1000;
		expect((await chain.renew(asPresented(service.issued[0] as Grant), service.exchange)).accessToken).toBe('a1');
		clock.nowMs += 2_000;
		expect((await chain.renew(asPresented(service.issued[0] as Grant), service.exchange)).accessToken).toBe('a2');
	});

	it.each([0, 1, 30, 60])('access tokens that live for %d s only do not make it run in circles', async (lifeSeconds) => {
		const service = new Service(true, lifeSeconds);
		const chain = new RotationChain(new LeapingClock());
		expect((await chain.renew(asPresented(service.issued[0] as Grant), service.exchange)).accessToken).toBe('a1');
		expect(service.presented).toEqual(['r0']);
	});

	it('only an exchange that failed takes its link away again: everybody hears of it, and the next one tries anew', async () => {
		const service = new Service();
		service.losses = 1;
		const chain = new RotationChain(new LeapingClock());
		const held = asPresented(service.issued[0] as Grant);
		const crowd = await Promise.allSettled([1, 2, 3].map(() => chain.renew(held, service.exchange)));
		expect(crowd.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		expect((await chain.renew(held, service.exchange)).accessToken).toBe('a1');
		expect(service.presented).toEqual(['r0']);
	});

	it('a client whose token stays the same: fresh for everybody, renewed when it is spent, single flight both times', async () => {
		const service = new Service(false);
		const chain = new RotationChain(new LeapingClock());
		const crowd = (spent: string) => Promise.all([1, 2, 3].map(async () => (await chain.renew({ identity: 'client', refreshToken: 'r0', spent }, service.exchange)).accessToken));
		expect(await crowd('a0')).toEqual(['a1', 'a1', 'a1']);
		expect(await crowd('a0')).toEqual(['a1', 'a1', 'a1']);
		expect(await crowd('a1')).toEqual(['a2', 'a2', 'a2']);
		expect(service.presented).toEqual(['r0', 'r0']);
	});

	it('an answer without a refresh token keeps the one there is', async () => {
		const chain = new RotationChain(new LeapingClock());
		expect(await chain.renew({ identity: 'client', refreshToken: 'r0', spent: 'a0' }, async () => ({ accessToken: 'a1', refreshToken: '', expiresInSeconds: 60 }))).toMatchObject({ refreshToken: 'r0' });
	});

	it('chains of different clients never meet', async () => {
		const [one, two] = [new Service(), new Service()];
		const chain = new RotationChain(new LeapingClock());
		await chain.renew(asPresented(one.newest, 'one'), one.exchange);
		await chain.renew(asPresented(two.newest, 'two'), two.exchange);
		expect([one.presented, two.presented]).toEqual([['r0'], ['r0']]);
	});
});
