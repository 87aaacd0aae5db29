import type { ICredentialType, IDataObject, INodePropertyOptions, INodeListSearchResult } from 'n8n-workflow';
import { SageX3Api } from '../../credentials/SageX3Api.credentials';
import { SageX3BasicApi } from '../../credentials/SageX3BasicApi.credentials';
import { SageX3ClientCredentialsApi } from '../../credentials/SageX3ClientCredentialsApi.credentials';
import { byName } from '../../examples/source/workflow-builder';
import { forgetHighest } from './engine/run-workflow';
import { pressTest } from './pressed-test';
import { askSageX3, pairAnew, requestsSince, SAGEX3_WAYS, tokenCallsSince } from './sagex3-asking';
import { Site } from './site';
import { sageX3, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

let site: Site;
let stored: Record<string, IDataObject>;
beforeAll(async () => {
	site = await Site.open({ sagex3: {} });
	stored = Object.fromEntries(SAGEX3_WAYS.map(([, name]) => [name, { ...site.credentials[name] }]));
});
beforeEach(async () => {
	forgetHighest();
	for (const [, name] of SAGEX3_WAYS) site.credentials[name] = { ...stored[name] };
	await site.sagex3.post('reset', {});
	await site.sagex3.delete('faults');
	await pairAnew(site);
});
afterAll(async () => await site.close());

const NOBODY = 'http://127.0.0.1:9';
const change = (name: string, more: IDataObject): void => void Object.assign(site.credentials[name] ?? {}, more);
const companies = async (authentication: string, more: IDataObject = {}) => await askSageX3(site, 'record', 'getMany', { authentication, object: byName('companies'), limit: 1, ...more });

interface Case {
	readonly type: ICredentialType;
	readonly wrong: ReadonlyArray<readonly [what: string, changes: IDataObject, said: RegExp]>;
}

const PLACE: Case['wrong'] = [
	['endpoint', { endpoint: 'NOWHERE' }, /NOWHERE/], ['no endpoint', { endpoint: '' }, /lacks the endpoint/], ['address', { serverUrl: NOBODY }, /127\.0\.0\.1:9|refused|reach/i],
	['plain http elsewhere', { serverUrl: 'http://x3.example.com:8124' }, /unencrypted/], ['no address', { serverUrl: '' }, /address/],
];

const CASES: readonly Case[] = [
	{
		type: new SageX3Api(), wrong: [
			...PLACE,
			['client ID', { clientId: 'nobody' }, /Error 41.*issuer.*Copy the client ID again/s], ['secret', { clientSecret: 'wrong' }, /Error 50.*signature.*Copy the secret again/s],
			['user', { user: 'anaplan' }, /Error 42.*allowed user.*capitals/s], ['registered URL', { audience: 'https://x3.elsewhere.example/xtrem/api' }, /Error 45.*letter by letter/s],
			['validity', { validitySeconds: 3_600 }, /Error 50.*no longer life/s], ['no secret', { clientSecret: '' }, /lacks the client ID or the secret/],
			['validity of nothing', { validitySeconds: 5 }, /cannot live for 5 seconds/],
		],
	},
	{
		type: new SageX3BasicApi(), wrong: [
			...PLACE, ['password', { password: 'wrong' }, /Check (?:the credential|user and password)/i], ['user', { user: 'NOBODY' }, /Check (?:the credential|user and password)/i],
			['API that has no Basic', { api: 'graphql' }, /./], ['no user', { user: '' }, /no name that can be sent/],
		],
	},
	{
		type: new SageX3ClientCredentialsApi(), wrong: [
			...PLACE, ['secret', { clientSecret: 'wrong' }, /Unauthorized.*Check token address/s], ['audience', { audience: 'https://elsewhere.example' }, /Service not found/],
			['API key', { apiKey: 'wrong' }, /Forbidden/], ['no API key', { apiKey: '' }, /API key/], ['token address', { tokenUrl: `${NOBODY}/oauth/token` }, /127\.0\.0\.1:9|refused|reach/i],
			['plain token address', { tokenUrl: 'http://login.example.com/oauth/token' }, /unencrypted/],
		],
	},
];

describe.each(CASES)('the test of $type.displayName', ({ type, wrong }) => {
	const press = async (changes: IDataObject = {}): Promise<void> => await pressTest(site, type, changes);

	it.each(wrong)('that has passed does not pass with a wrong one, and passes again with the right one: %s', async (_what, changes, said) => {
		await press();
		await expect(press(changes)).rejects.toThrow(said);
		await press();
	});

	it.each(wrong)('does not pass with a wrong one when it is the first: %s', async (_what, changes, said) => {
		await expect(press(changes)).rejects.toThrow(said);
	});

	it('signs the requests of HTTP nodes that name the credential', async () => {
		await press();
		const authentication = SAGEX3_WAYS.find(([, name]) => name === type.name)?.[0];
		const answer = await site.ask(workflowOf([sageX3('Node', 'record', 'getMany', { authentication })]), 'Node', async (_type, context) => {
			const isClassic = type.name === 'sageX3BasicApi';
			const request = isClassic ? { url: `${site.urls.sagex3}/api1/x3/erp/LINDEN/COMPANY?representation=COMPANY.$query` }
				: { method: 'POST' as const, url: `${site.urls.sagex3}/xtrem/api`, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ __typename }' }) };
			return (await context.helpers.httpRequestWithAuthentication.call(context as never, type.name, request)) as IDataObject;
		});
		expect(JSON.stringify(answer)).toMatch(/Query|\$resources/);
	});
});

describe('runs', () => {
	it('tokens of client credentials are asked for once and kept; another API key goes with the same token', async () => {
		const before = await site.mark('sagex3');
		for (const _run of [1, 2, 3]) expect((await companies('clientCredentials')).told).toBe('');
		expect(await tokenCallsSince(site, before)).toBe(1);
		await site.sagex3.post('tokens/expire', {});
		expect((await companies('clientCredentials')).told).toBe('');
		expect(await tokenCallsSince(site, before)).toBe(2);
		change('sageX3ClientCredentialsApi', { apiKey: 'wrong' });
		expect((await companies('clientCredentials')).told).toMatch(/Forbidden/);
	});

	it('a token address that takes JSON alone', async () => {
		await site.sagex3.post('switches', { machineBody: 'json' });
		expect((await companies('clientCredentials')).told).toMatch(/invalid_request/);
		change('sageX3ClientCredentialsApi', { askedBy: 'json' });
		expect((await companies('clientCredentials')).told).toBe('');
	});

	it.each([
		['41', { clientId: 'nobody' }, 1], ['42', { user: 'anaplan' }, 1], ['45', { audience: 'https://x3.elsewhere.example/xtrem/api' }, 1], ['50', { clientSecret: 'wrong' }, 2],
	])('error %s of a connected application is told with what it means and what to do, and is asked for no more often than sense allows', async (number, changes, most) => {
		change('sageX3Api', changes);
		const before = await site.mark('sagex3');
		const { told, error } = await companies('connectedApplication');
		expect(told).toMatch(new RegExp(`Error ${number}`));
		expect(error?.description).toMatch(/Connected applications/);
		expect((await requestsSince(site, before)).length).toBeLessThanOrEqual(most);
	});

	it('a token that the server takes to be of the future (error 21) is signed again by its own clock', async () => {
		await site.sagex3.post('clock', { setMs: Date.now() - 90_000 });
		expect((await companies('connectedApplication')).told).toBe('');
	});

	it('what the address was copied with is left out', async () => {
		for (const end of ['/', '/xtrem/api', '/api1/x3/erp/LINDEN']) {
			change('sageX3BasicApi', { serverUrl: ` ${site.urls.sagex3}${end} ` });
			expect((await companies('basic')).told).toBe('');
		}
	});

	it('a way that is not there is told', async () => {
		expect((await companies('carrierPigeon')).told).toMatch(/no way of signing in called "carrierPigeon"/);
	});
});

describe('pick lists', () => {
	const step = (authentication: string, more: IDataObject = {}) => workflowOf([sageX3('Node', 'record', 'getMany', { authentication, object: byName('journalLines'), ...more })]);
	const options = async (authentication: string, method: string, more: IDataObject = {}): Promise<INodePropertyOptions[]> =>
		await site.ask(step(authentication, more), 'Node', async (type, context) => await (type.methods?.loadOptions?.[method]?.call(context) ?? []));
	const searched = async (authentication: string, filter?: string): Promise<INodeListSearchResult['results']> =>
		await site.ask(step(authentication), 'Node', async (type, context) => (await type.methods?.listSearch?.searchObjects?.call(context, filter))?.results ?? []);

	it.each(SAGEX3_WAYS)('objects, dimension types, ledger types and fields: %s', async (way) => {
		expect((await searched(way, 'supplier')).map(({ value }) => value)).toContain('suppliers');
		expect((await options(way, 'getDimensionTypeOptions')).map(({ value }) => value).sort()).toEqual(['BUS', 'CCT', 'PRJ', 'REG']);
		if (way !== 'basic') expect((await options(way, 'getLedgerTypeOptions')).map(({ value }) => value)).toContain('legal');
		expect((await options(way, 'getFieldOptions')).map(({ value }) => value)).toContain('account');
	});

	it('folders of a gateway, that of the credential first; an own server has none', async () => {
		expect(await options('gateway', 'getFolderOptions')).toEqual([{ name: 'Of the Credential (LINDEN)', value: '' }, { name: 'LINDEN', value: 'LINDEN' }]);
		await expect(options('basic', 'getFolderOptions')).rejects.toThrow(/Sage X3/);
	});

	it('the reason when the server refuses', async () => {
		change('sageX3Api', { clientSecret: 'wrong' });
		await expect(options('connectedApplication', 'getDimensionTypeOptions')).rejects.toThrow(/Error 50/);
	});
});
