import type { IDataObject, INodeListSearchResult, INodePropertyOptions, IRun } from 'n8n-workflow';
import { Sage100Api } from '../../credentials/Sage100Api.credentials';
import { byName } from '../../examples/source/workflow-builder';
import { accessOf } from '../../simulators/sage100';
import { errorsOf, forgetHighest } from './engine/run-workflow';
import { pressTest } from './pressed-test';
import { askSage100, requestsSince } from './sage100-asking';
import { Site } from './site';
import { everything, spellings } from './spellings';
import { sage100, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

let site: Site;
let stored: IDataObject;
beforeAll(async () => {
	site = await Site.open({ sage100: { companies: ['ABC', '5IV'], keys: [{ name: 'reader', companies: ['5IV'], rights: ['read'] }] } });
	stored = { ...site.credentials.sage100Api };
});
beforeEach(async () => {
	forgetHighest();
	site.credentials.sage100Api = { ...stored };
	await site.sage100.post('agent/start', {});
});
afterEach(async () => await site.sage100.delete('faults'));
afterAll(async () => await site.close());

const change = (more: IDataObject): void => void Object.assign(site.credentials.sage100Api ?? {}, more);
const vendors = async () => await askSage100(site, 'record', 'getMany', { list: byName('vendors'), returnAll: true });

describe('the test of a Sage 100 credential', () => {
	const type = new Sage100Api();
	const press = async (changes: IDataObject = {}): Promise<void> => await pressTest(site, type, changes);
	const WRONG: ReadonlyArray<[string, IDataObject, RegExp]> = [
		['key', { apiKey: 's100_0000000000000000_nothere' }, /Unknown API key.*"key list"/s],
		['no key', { apiKey: '' }, /lacks the API key/],
		['company', { company: 'QQQ' }, /No company QQQ.*company code/s],
		['company that is none', { company: 'Acme' }, /not the code of a company/],
		['no company', { company: '' }, /not the code of a company/],
		['plain http elsewhere', { agentUrl: 'http://sage.example.com:8443' }, /https/],
		['port', { agentUrl: 'https://127.0.0.1:9' }, /127\.0\.0\.1:9|refused|reach/i],
	];

	it.each(WRONG)('that has passed does not pass with a wrong one: %s', async (_what, changes, words) => {
		await press();
		await expect(press(changes)).rejects.toThrow(words);
		expect(site.credentials.sage100Api).toEqual(stored);
		await press();
	});

	it('a key of another company does not pass; it passes in its own', async () => {
		const { reader = '' } = accessOf(site.urls.sage100).keys;
		await expect(press({ apiKey: reader })).rejects.toThrow(/ABC.*right/s);
		await press({ apiKey: reader, company: '5iv' });
	});

	it('what the address was copied with is left out', async () => {
		const { origin } = new URL(accessOf(site.urls.sage100).url);
		for (const agentUrl of [origin, `${origin}/`, `${origin}/v1`, ` ${origin}/v1/health/ready `]) await press({ agentUrl });
	});

	it('Sage 100 that refuses the agent does not pass, and the reason is told', async () => {
		await site.sage100.post('company', { company: 'ABC', externalAccess: false });
		await site.sage100.post('agent/restart', {});
		await expect(press()).rejects.toThrow(/ABC does not allow external access/);
		await site.sage100.post('company', { company: 'ABC', externalAccess: true });
		await press();
	});

	it('an agent that is not running is told at once', async () => {
		await site.sage100.post('agent/stop', {});
		await expect(press()).rejects.toThrow(/ECONNREFUSED|refused|reach/i);
		await site.sage100.post('agent/start', {});
		await press();
	});

	it('asks with a key that is refused once', async () => {
		const before = await site.mark('sage100');
		await expect(press({ apiKey: 's100_0000000000000000_nothere' })).rejects.toThrow();
		expect((await requestsSince(site, before)).filter((line) => line !== 'GET /')).toHaveLength(1);
	});

	it('signs the requests of HTTP nodes that name the credential', async () => {
		await press();
		const { url } = accessOf(site.urls.sage100);
		const answer = await site.ask(workflowOf([sage100('Node', 'record', 'getMany')]), 'Node', async (_type, context) =>
			(await context.helpers.httpRequestWithAuthentication.call(context as never, 'sage100Api', { url: `${url}/clock` })) as IDataObject);
		expect(answer).toMatchObject({ timeZone: 'America/New_York' });
	});
});

describe('runs of the Sage 100 node', () => {
	it('a run of many items agrees on the contract once', async () => {
		const before = await site.mark('sage100');
		const items = Array.from({ length: 4 }, () => ({}));
		expect((await askSage100(site, 'record', 'getMany', { list: byName('vendors'), limit: 1 }, { fed: items })).json).toHaveLength(4);
		expect(await requestsSince(site, before)).toEqual(['GET health', ...Array(4).fill('GET ap/vendors') as string[]]);
	});

	it('an agent that died and was started again is the same agent', async () => {
		await site.sage100.post('agent/crash', {});
		expect((await vendors()).told).toBe('');
	});

	it('runs at once ask one after the other: nobody is answered with 429', async () => {
		const before = await site.mark('sage100');
		await site.sage100.post('faults', { kind: 'slow', match: 'AP_Vendor', delayMs: 50, times: -1 });
		expect((await Promise.all(Array.from({ length: 12 }, vendors))).map(({ told }) => told)).toEqual(Array(12).fill(''));
		expect((await site.history('sage100', before)).filter(({ status }) => status === 429)).toEqual([]);
	});
});

describe('pick lists of Sage 100', () => {
	const searched = async (filter?: string): Promise<INodeListSearchResult> => await site.ask(
		workflowOf([sage100('Node', 'record', 'getMany')]), 'Node', async (type, context) => await (type.methods?.listSearch?.searchLists?.call(context, filter) ?? { results: [] }));
	const segments = async (): Promise<INodePropertyOptions[]> => await site.ask(
		workflowOf([sage100('Node', 'record', 'getMany')]), 'Node', async (type, context) => await (type.methods?.loadOptions?.getSegmentOptions?.call(context) ?? []));

	it('lists, without a question to the agent', async () => {
		const before = await site.mark('sage100');
		expect((await searched()).results[0]).toEqual({ name: 'G/L accounts (accounts)', value: 'accounts' });
		expect((await searched('purchase')).results.map(({ value }) => value)).toEqual(['purchaseOrders']);
		expect(await requestsSince(site, before)).toEqual([]);
	});

	it('segments of the company', async () => {
		expect((await segments()).map(({ name, description }) => [name, description])).toEqual([
			['01 Main account', 'Main accounts, 5 digits'], ['02 Department', 'Values such as cost centers, 3 letters or digits'],
		]);
		change({ company: '5IV' });
		expect((await segments()).map(({ value }) => value)).toEqual(['01', '02', '03', '04', '05']);
	});

	it('the reason when the agent refuses', async () => {
		change({ apiKey: 's100_0000000000000000_nothere' });
		await expect(segments()).rejects.toThrow(/Sage 100/);
	});
});

describe('no secret of Sage 100 leaves the credential', () => {
	const KEY = 's100_Canary+"100"/=';
	const expectClean = (run: IRun): void => {
		const texts = { run: everything(run.data.resultData), 'static data': JSON.stringify(site.staticData) };
		for (const [place, text] of Object.entries(texts)) {
			for (const spelling of spellings(KEY)) expect({ place, spelling, found: text.includes(spelling) }).toEqual({ place, spelling, found: false });
		}
	};

	it.each<[string, () => unknown]>([
		['a refused key', () => undefined],
		['a wrong address', () => change({ agentUrl: 'https://127.0.0.1:9' })],
		['a certificate that is not believed', () => change({ serverCertificate: 'public' })],
	])('in %s', async (_what, spoil) => {
		change({ apiKey: KEY });
		spoil();
		const run = await site.run(workflowOf([sage100('Ask', 'record', 'getMany', { list: byName('vendors') })]));
		expect(Object.keys(errorsOf(run))).toEqual(['Ask']);
		expectClean(run);
	});
});
