import { byName } from '../../examples/source/workflow-builder';
import { askSage300 } from './sage300-asking';
import type { Asked } from './asking';
import { Site } from './site';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** Nobody can sign out of Sage 300, so each session takes its seat until it was idle for long enough. */
describe('sessions of the Sage 300 node', () => {
	let site: Site;
	let since = 0;
	const accounts = async (): Promise<Asked> => await askSage300(site, 'record', 'getMany', { apiResource: byName('GLAccounts'), limit: 2 }, { fed: [{ json: { n: '1' } }, { json: { n: '2' } }] });
	const opened = async (): Promise<number> => (await site.effects('sage300', since)).filter((what) => what === 'session-opened').length;

	beforeAll(async () => {
		site = await Site.open({ sage300: {} });
	});
	afterAll(async () => await site.close());
	beforeEach(async () => {
		// A node that has run before has a session; the site forgets it, and has one seat.
		await accounts();
		await site.sage300.post('switches', { seats: 1, staleCookie: 'once' });
		since = await site.mark('sage300');
	});

	it('all runs and all resources of one user go on in one: a licence of one seat is enough', async () => {
		for (const _run of [1, 2, 3]) expect(await accounts()).toMatchObject({ error: undefined, json: { length: 4 } });
		const journals = await askSage300(site, 'journalEntry', 'find', { findBy: 'reference', references: 'PLAN-000000000000' });
		expect(journals.told).toBe('');
		expect(await opened()).toBe(0);
	});

	it.each(['once', 'always'])('one that the site has ended is replaced, and the request is answered all the same (stale cookies refused %s)', async (staleCookie) => {
		await site.sage300.post('switches', { staleCookie });
		for (const _run of [1, 2]) {
			await site.sage300.post('sessions/expire', {});
			expect(await accounts()).toMatchObject({ error: undefined, json: { length: 4 } });
		}
		expect(await opened()).toBe(2);
	});

	it('an application pool that was recycled costs one session and no record', async () => {
		await site.sage300.post('recycle', {});
		expect(await Promise.all([accounts(), accounts()])).toMatchObject([{ error: undefined, json: { length: 4 } }, { error: undefined, json: { length: 4 } }]);
		expect(await opened()).toBe(1);
	});
});
