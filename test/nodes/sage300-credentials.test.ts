import type { IDataObject, INodePropertyOptions, INodeListSearchResult, IRun } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { Sage300Api } from '../../credentials/Sage300Api.credentials';
import { FAULTS } from '../../simulators/sage300';
import { errorsOf, forgetHighest } from './engine/run-workflow';
import { pressTest } from './pressed-test';
import { askSage300, requestsSince } from './sage300-asking';
import { Site } from './site';
import { everything, spellings } from './spellings';
import { sage300, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

let site: Site;
beforeEach(async () => {
	forgetHighest();
	site = await Site.open({ sage300: {} });
});
afterEach(async () => await site.close());

const change = (more: IDataObject): void => void Object.assign(site.credentials.sage300Api ?? {}, more);
const vendors = async (parameters: IDataObject = {}) => await askSage300(site, 'record', 'getMany', { apiResource: byName('APVendors'), returnAll: true, ...parameters });

describe('the test of a Sage 300 credential', () => {
	const type = new Sage300Api();
	const press = async (changes: IDataObject = {}): Promise<void> => await pressTest(site, type, changes);
	const WRONG: ReadonlyArray<[string, IDataObject, RegExp]> = [
		['password', { password: 'wrong' }, /user and password/i],
		['user', { user: 'NOBODY' }, /user and password/i],
		['case of the password', { keepCase: true, password: 'planner-secret' }, /user and password/i],
		['company', { company: 'NOTHERE' }, /company|do not exist/i],
		['company that is none', { company: 'Nordix Mills Inc' }, /not the ID of a company/],
		['no company', { company: '' }, /not the ID of a company/],
		['directory', { baseUrl: 'DIRECTORY' }, /.../],
		['tenant', { tenantSegment: 'vertilux' }, /.../],
		['plain http elsewhere', { baseUrl: 'http://erp.example.com/Sage300WebApi' }, /https/],
		['ADMIN', { user: 'ADMIN', password: 'ADMIN' }, /AllowWebApiAccessForAdmin/],
	];
	const resolved = (changes: IDataObject): IDataObject => (changes.baseUrl === 'DIRECTORY' ? { baseUrl: `${site.urls.sage300}/Elsewhere` } : changes);

	it.each(WRONG)('that has passed does not pass with a wrong one: %s', async (_what, changes, words) => {
		await press();
		const stored = { ...site.credentials.sage300Api };
		await expect(press(resolved(changes))).rejects.toThrow(words);
		expect(site.credentials.sage300Api).toEqual(stored);
		await press();
	});

	it('asks with the password once when it is refused, so that the user is not locked', async () => {
		const before = await site.mark('sage300');
		await expect(press({ password: 'wrong' })).rejects.toThrow();
		expect(await requestsSince(site, before)).toHaveLength(1);
	});

	it('a web server that answers everything with a page of its own does not pass', async () => {
		await site.sage300.post('faults', { kind: 'answer', match: '.', status: 200, times: -1, headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' });
		await expect(press()).rejects.toThrow(/web page/i);
		await site.sage300.delete('faults');
		await site.sage300.post('faults', { kind: 'answer', match: 'GET', status: 200, times: -1, headers: { 'content-type': 'application/json' }, body: '{}' });
		await expect(press()).rejects.toThrow();
	});

	it('a user with the right for one module only passes, one without any does not', async () => {
		await press({ user: 'ledger', password: 'ledger-secret' });
		await site.sage300.post('faults', { kind: 'answer', match: '.', status: 403, times: -1, headers: { 'content-type': 'application/json' }, body: '{"error":{"code":"Forbidden","message":{"value":"No right."}}}' });
		await expect(press()).rejects.toThrow(/No right.*security group/s);
	});

	it('the header that asks for the trial never leaves the machine, and no word of an error shows the password', async () => {
		await expect(press({ password: 'Ünique-Canary-77' })).rejects.toThrow(expect.objectContaining({ message: expect.not.stringContaining('ANARY') as string }) as Error);
		expect(JSON.stringify(await site.history('sage300'))).not.toContain('x-trial');
	});

	it('signs the requests of HTTP nodes that name the credential', async () => {
		const answer = await site.ask(workflowOf([sage300('Node', 'record', 'getMany')]), 'Node', async (_type, context) => (await context.helpers.httpRequestWithAuthentication
			.call(context as never, 'sage300Api', { url: `${site.urls.sage300}/Sage300WebApi/v1.0/-/NORDIX/GL/GLAccounts?$top=1`, json: true })) as { value: unknown[] });
		expect(answer.value).toHaveLength(1);
	});
});

describe('signing in to Sage 300', () => {
	it('sends user and password in capitals, or the password as it stands', async () => {
		expect((await vendors()).told).toBe('');
		await site.sage300.post('switches', { passwordCase: 'sensitive' });
		expect((await vendors()).told).toMatch(/user and password/i);
		change({ keepCase: true });
		expect((await vendors()).told).toBe('');
	});

	it('one session serves all items of a run', async () => {
		const items = Array.from({ length: 5 }, () => ({}));
		expect((await askSage300(site, 'record', 'getMany', { apiResource: byName('APVendors'), limit: 1 }, { fed: items })).json).toHaveLength(5);
		expect((await site.sage300.get<{ open: unknown[] }>('sessions')).open).toHaveLength(1);
	});

	it('a refused password is sent once, however many items there are', async () => {
		change({ password: 'wrong' });
		const before = await site.mark('sage300');
		await askSage300(site, 'record', 'getMany', { apiResource: byName('APVendors') }, { fed: [{}, {}, {}, {}], onError: 'continueRegularOutput' });
		expect(await requestsSince(site, before)).toHaveLength(1);
	});

	it('a session that ended, a full licence and a server that wakes up are waited for', async () => {
		for (const fault of [FAULTS.licenceFull, FAULTS.tooMany, FAULTS.badGateway]) {
			await site.sage300.post('faults', { ...fault, match: 'APVendors', times: 2 });
			expect((await vendors()).told).toBe('');
		}
	});

	it('two runs at once ask one after the other', async () => {
		await site.sage300.post('switches', { parallelPerUser: 1, processingMs: 5 });
		expect((await Promise.all([vendors(), vendors(), vendors()])).map(({ told }) => told)).toEqual(['', '', '']);
		expect(JSON.stringify(await site.history('sage300'))).not.toContain('"status":429');
	});
});

describe('pick lists of Sage 300', () => {
	const listed = async (method: string, parameters: IDataObject): Promise<INodePropertyOptions[]> => await site.ask(
		workflowOf([sage300('Node', 'record', 'getMany', parameters)]), 'Node', async (type, context) => await (type.methods?.loadOptions?.[method]?.call(context) ?? []));
	const searched = async (filter?: string): Promise<INodeListSearchResult> => await site.ask(
		workflowOf([sage300('Node', 'record', 'getMany')]), 'Node', async (type, context) => await (type.methods?.listSearch?.searchResources?.call(context, filter) ?? { results: [] }));

	it('resources: those that planning needs first, then whatever the modules have', async () => {
		const { results } = await searched();
		expect(results[0]).toEqual({ name: 'G/L Account (GLAccounts)', value: 'GLAccounts' });
		expect(results.map(({ value }) => value)).toEqual(expect.arrayContaining(['GLSourceCodes', 'POPurchaseOrders']));
		expect((await searched('vendor group')).results.map(({ value }) => value)).toEqual(['APVendorGroups']);
	});

	it('resources of modules that the user may read', async () => {
		change({ user: 'ledger', password: 'ledger-secret' });
		const values = (await searched()).results.map(({ value }) => value);
		expect([values.includes('GLAccounts'), values.includes('APVendors')]).toEqual([true, false]);
	});

	it('fields of the record and of the lines that are read', async () => {
		const order = { apiResource: byName('POPurchaseOrders') };
		const names = async (detail: string) => (await listed('getFieldOptions', { ...order, detail })).map(({ value }) => value);
		expect(await names('usual')).toEqual(expect.arrayContaining(['PurchaseOrderNumber', 'PurchaseOrderLines/ItemNumber']));
		expect((await names('none')).filter((name) => String(name).includes('/'))).toEqual([]);
		expect((await listed('getDetailOptions', order)).map(({ value }) => value)).toEqual(['usual', 'none', 'PurchaseOrderLines']);
	});

	it('nothing as long as no resource is chosen, and the reason when the server refuses', async () => {
		expect(await listed('getFieldOptions', { apiResource: byName('') })).toEqual([]);
		change({ password: 'wrong' });
		await expect(searched()).rejects.toThrow(/Sage 300/);
	});
});

describe('no secret of Sage 300 leaves the credential', () => {
	const PASSWORD = 'Canary<Sage>&"300"+/=é';
	const expectClean = (run: IRun): void => {
		const texts = { run: everything(run.data.resultData), 'static data': JSON.stringify(site.staticData) };
		const secrets = [PASSWORD, PASSWORD.toUpperCase()].flatMap((text) => [text, Buffer.from(`PLANNER:${text}`).toString('base64')]);
		for (const [place, text] of Object.entries(texts)) {
			for (const secret of secrets) for (const spelling of spellings(secret)) expect({ place, spelling, found: text.includes(spelling) }).toEqual({ place, spelling, found: false });
		}
	};
	const quoting = (): string => [PASSWORD, PASSWORD.toUpperCase(), Buffer.from(`PLANNER:${PASSWORD.toUpperCase()}`).toString('base64')].join(' | ');

	it.each<[string, () => Promise<unknown>]>([
		['a refused password', async () => undefined],
		['a server that quotes it', async () => await site.sage300.post('faults', { kind: 'answer', match: '.', status: 400, times: -1, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error: { code: 'InvalidParameters', message: { value: quoting() } } }) })],
		['a connection that breaks', async () => await site.sage300.post('faults', { ...FAULTS.droppedBefore, match: '.', times: -1 })],
		['an answer that breaks', async () => await site.sage300.post('faults', { ...FAULTS.cutBody, match: '.', times: -1 })],
		['a wrong address', async () => change({ baseUrl: 'http://127.0.0.1:9/Sage300WebApi' })],
	])('in %s', async (_what, spoil) => {
		change({ password: PASSWORD });
		await spoil();
		const run = await site.run(workflowOf([sage300('Ask', 'record', 'getMany', { apiResource: byName('APVendors') })]));
		expect(Object.keys(errorsOf(run))).toEqual(['Ask']);
		expectClean(run);
	});
});
