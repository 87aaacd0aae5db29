import type { HttpRequest } from '../../../src/contracts';
import { ERROR_TABLE } from '../../../src/systems/sage100/answers/error-table';
import { CONTRACT, knownLists } from '../../../src/systems/sage100';
import { DOCUMENT, followed, misfits, schemaAt, type Schema } from './fakes/contract-document';
import { wireRequests } from './fakes/wire-requests';

const matching = (pathname: string): string | undefined => {
	const candidates = Object.keys(DOCUMENT.paths).filter((template) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname));
	return candidates.find((template) => !template.includes('{')) ?? candidates[0];
};

/** The text of a parameter as the value that its schema speaks of. */
const valueOf = (given: string, { type }: Schema): unknown => {
	if (type === 'integer') return Number(given);
	if (type === 'boolean') return given === 'true' ? true : given === 'false' ? false : given;
	return type === 'array' ? given.split(',') : given;
};

/** What is wrong about a request; empty when the contract takes it. */
const faultsOf = ({ method, url, headers = {}, body }: HttpRequest): string[] => {
	const { pathname, searchParams } = new URL(url);
	const template = matching(pathname.replace('/v1', ''));
	const operation = template === undefined ? undefined : DOCUMENT.paths[template]?.[method.toLowerCase()];
	if (!operation) return [`${method} ${pathname} is not offered`];
	const parameters = (operation.parameters ?? []).map(followed);
	const faults = [...searchParams.keys()].filter((name) => !parameters.some((one) => one.in === 'query' && one.name === name)).map((name) => `parameter ${name}`);
	for (const { name, in: place, required, schema } of parameters.filter((one) => one.in !== 'path')) {
		const given = place === 'query' ? searchParams.get(name) : headers[name.toLowerCase()] ?? null;
		if (given === null && required) faults.push(`${name} is missing`);
		if (given !== null) faults.push(...misfits(valueOf(given, followed(schema)), schema, name));
	}
	const schema = operation.requestBody?.content['application/json'].schema;
	return [...faults, ...(schema && body !== undefined ? misfits(JSON.parse(String(body)), schema) : [])];
};

const answerOf = (path: string): Schema => DOCUMENT.paths[path]?.get?.responses['200']?.content?.['application/json']?.schema ?? {};

describe('the contract', () => {
	it('is the one that this client was written from', () => {
		const [major, minor] = DOCUMENT.info.version.split('.').map(Number);
		expect(major).toBe(CONTRACT.major);
		expect(minor).toBeGreaterThanOrEqual(CONTRACT.leastMinor);
	});

	it('takes every request that is sent', async () => {
		const { 'own-query': _own, ...requests } = await wireRequests();
		expect(Object.entries(requests).map(([name, request]) => [name, faultsOf(request)])).toEqual(Object.keys(requests).map((name) => [name, []]));
	});

	it('would not take others', async () => {
		const sent = { method: 'GET', url: 'https://h/v1/ap/vendors?pageSize=0&openOnly=true', headers: {}, purpose: '', repeatable: true } as const;
		expect(faultsOf(sent)).toEqual(['parameter openOnly', 'X-Sage-Company is missing', 'pageSize is too small']);
		const { 'journal-create': create } = await wireRequests();
		if (!create) throw new Error('no such request');
		const changed = String(create.body).replace('"GJ"', '"gj"').replace('"1250.00"', '1250').replace('"comment"', '"remark"');
		expect(faultsOf({ ...create, body: changed })).toEqual(expect.arrayContaining(['it lacks comment', 'it must not have remark', expect.stringContaining('sourceJournal'), expect.stringContaining('is integer')]));
	});

	it('has the codes of the error table, each in one row, and no other', () => {
		const error = schemaAt(DOCUMENT.components.schemas.Error ?? {}, ['error', 'code']);
		expect(ERROR_TABLE.flatMap(({ codes = [] }) => codes).sort()).toEqual([...error?.enum ?? []].sort());
	});

	it.each(knownLists().map((facts) => [facts.list, facts] as const))('has a field for every column of %s', (_list, { path, columns, lines, isPaged }) => {
		const row = schemaAt(answerOf(path), ['items', '0']) ?? {};
		const missing = columns.filter(([, at]) => schemaAt(row, at.split('/')) === undefined).map(([column]) => column);
		const below = (lines?.columns ?? []).filter(([, at]) => schemaAt(row, [lines?.member ?? '', '0', ...at.split('/')]) === undefined).map(([column]) => column);
		expect([missing, below, schemaAt(answerOf(path), ['page']) !== undefined]).toEqual([[], [], isPaged]);
	});

	it('has no field in a row that is neither a column nor known to be left out', () => {
		const KNOWN: Readonly<Record<string, readonly string[]>> = { accounts: ['segments', 'userDefined'], balances: ['stamp'] };
		for (const { list, path, columns, lines } of knownLists()) {
			const row = schemaAt(answerOf(path), ['items', '0']) ?? {};
			const taken = new Set([...columns.map(([, at]) => at.split('/')[0]), lines?.member]);
			expect([list, Object.keys(row.properties ?? {}).filter((name) => !taken.has(name))]).toEqual([list, KNOWN[list] ?? []]);
		}
	});
});
