import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACTS } from '../../../simulators/acumatica/contract/catalogue';
import { openApiOf } from '../../../simulators/acumatica/contract/openapi';
import { Site, type Caller } from './driver';

const DIGESTS = JSON.parse(readFileSync(join(__dirname, 'openapi-digests.json'), 'utf8')) as Record<string, Record<string, string>>;

const canonical = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(canonical);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, canonical(one)]));
};
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

interface Document {
	readonly info: { readonly title: string; readonly version: string };
	readonly paths: Record<string, Record<string, unknown>>;
	readonly components: { readonly schemas: Record<string, unknown> };
}

describe('the site', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
		caller = await site.caller();
	});
	afterAll(() => site.close());

	it('1. GET /entity works without credentials and lists only system endpoints; with credentials adds custom ones', async () => {
		type Root = { version: Record<string, string>; endpoints: { name: string; version: string; href: string }[] };
		const open = (await site.send('GET', '/entity')).json<Root>();
		expect(open.version.acumaticaBuildVersion).toBe('25.201.0111');
		expect(open.endpoints).toEqual([
			{ name: 'Default', version: '24.200.001', href: '/HarborMills/entity/Default/24.200.001/' },
			{ name: 'Default', version: '25.200.001', href: '/HarborMills/entity/Default/25.200.001/' },
		]);
		const known = (await caller.get('/entity')).json<Root>();
		expect(known.endpoints.map(({ name }) => name)).toEqual(['Default', 'Default', 'PlanConnect']);
		await site.switches({ bareEndpointList: true, absoluteLinks: true });
		const bare = (await site.send('GET', '/entity')).json<Root['endpoints']>();
		expect(bare[0]?.href).toBe(`${site.simulator.url}/HarborMills/entity/Default/24.200.001/`);
		await site.switches({ bareEndpointList: false, absoluteLinks: false });
	});

	it('2. unknown endpoint version → 404 JSON with message; so is an unknown entity, and an endpoint one may not see', async () => {
		for (const path of ['/entity/Default/26.200.001/Account', '/entity/Default/25.200.001/Branch', '/entity/Nothing/1.0/Account']) {
			const answer = await caller.get(path);
			expect([path, answer.status]).toEqual([path, 404]);
			expect(answer.json<{ message: string; messageDetail: string }>()).toEqual({
				message: expect.stringContaining('No HTTP resource was found'), messageDetail: expect.any(String),
			});
		}
		expect((await site.send('GET', '/entity/PlanConnect/1.0/swagger.json')).status).toBe(404);
		expect((await caller.get('/entity/PlanConnect/1.0/swagger.json')).status).toBe(200);
		await site.switches({ endpoints: '24.200.001' });
		expect((await caller.get('/entity/Default/25.200.001/Account')).status).toBe(404);
		await site.switches({ endpoints: '24.200.001,25.200.001' });
	});

	it.each(['24.200.001', '25.200.001'])('3. GET …/swagger.json serves the OpenAPI of version %s: every schema and every path of the real document', async (version) => {
		const document = (await site.send('GET', `/entity/Default/${version}/swagger.json?company=HarborMills`)).json<Document>();
		expect(document.info).toEqual({ title: `Default/${version}`, version: '4' });
		const wanted = { ...DIGESTS.both, ...DIGESTS[version] };
		const lines = Object.entries(document.paths).flatMap(([path, verbs]) => Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`)).sort();
		expect(digest(lines.join('\n'))).toBe(wanted['(paths)']);
		const found = Object.fromEntries(Object.entries(document.components.schemas).map(([name, schema]) => [name, digest(JSON.stringify(canonical(schema)))]));
		const { '(paths)': _, ...schemas } = wanted;
		expect(found).toEqual(schemas);
		expect(Object.keys(found).length).toBeGreaterThan(700);
	});

	it('3. is served to signed-in callers only, by switch', async () => {
		await site.switches({ anonymousSwagger: false });
		expect((await site.send('GET', '/entity/Default/25.200.001/swagger.json')).status).toBe(401);
		expect((await caller.get('/entity/Default/25.200.001/swagger.json')).status).toBe(200);
		expect((await site.send('GET', '/entity/swagger.json')).status).toBe(200);
	});

	it('the two versions differ where the real ones do', () => {
		const [older, newer] = CONTRACTS.map((contract) => openApiOf(contract, '')) as unknown as [Document, Document];
		const has = (document: Document, type: string, field: string): boolean => JSON.stringify(document.components.schemas[type]).includes(`"${field}"`);
		expect([has(older, 'Vendor', 'VendorIsLaborUnion'), has(newer, 'Vendor', 'VendorIsLaborUnion')]).toEqual([true, false]);
		expect([has(older, 'Bill', 'RetainageDocuments'), has(newer, 'Bill', 'RetainageDocuments')]).toEqual([false, true]);
		expect([older.paths['/Account']?.patch, newer.paths['/Account']?.patch]).toEqual([undefined, expect.anything()]);
	});
});

describe('the clock of the site', () => {
	it('is told by the Date of every answer, so that stamps and Date agree', async () => {
		const site = await Site.start();
		const caller = await site.caller();
		await site.control('clock', { setMs: Date.UTC(2031, 0, 2, 3, 4, 5) });
		for (const answer of [await caller.list('Ledger'), await site.send('GET', '/entity'), await caller.list('Nothing'), await site.send('GET', '/nowhere')]) {
			expect(answer.headers.get('date')).toMatch(/^Thu, 02 Jan 2031 03:04:\d\d GMT$/);
		}
		await site.close();
	});
});

describe('what was to happen later and cannot', () => {
	it('is noted and spoils nobody\'s request', async () => {
		const site = await Site.start();
		const caller = await site.caller();
		await site.control('later', { requests: 1, match: 'Ledger', route: 'delete', body: { entity: 'Vendor', key: 'GONE' } });
		expect((await caller.list('Ledger')).status).toBe(200);
		expect(await site.effects('later-refused')).toEqual([{ what: 'later-refused', route: 'delete', why: 'Vendor has no GONE' }]);
		await site.close();
	});
});
