import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Contract, ContractChecks, DEFAULTS, KeyStore, readContract, RIGHTS } from '../../../agent/src/index';
import { MEANINGS } from '../../../agent/src/http/failure';
import { createServer } from '../../../agent/src/http/server';
import { type Json, type JsonObject } from '../../../agent/src/contract/document';
import { tlsIdentity } from '../../../agent/src/tls/certificate';
import { checks, contract } from '../service/fakes/call-agent';
import { HandClock } from '../service/fakes/hand-clock';
import { endAll, newFolder } from '../service/fakes/running';

afterEach(endAll);

const FILE = path.resolve(__dirname, '../../../docs/sage-100-agent.openapi.yaml');
const text = readFileSync(FILE, 'utf8');
const clock = new HandClock();

const serverWith = async (document: Contract, handlers: readonly string[]) => {
	const folder = newFolder();
	return createServer({
		contract: document,
		checks: new ContractChecks(document),
		handlers: Object.fromEntries(handlers.map((id) => [id, () => Promise.resolve({ status: 200, body: {} })])),
		keys: new KeyStore(folder, clock),
		identity: await tlsIdentity(folder, undefined, [], clock),
		log: () => undefined,
		verifyAnswers: false,
		stopping: () => false,
	});
};
const ids = contract.operations.map(({ id }) => id);

/** `/v1/gl/accounts (GET)` from the tree that the framework draws of what it really serves. */
const served = (drawn: string): string[] => {
	const open: Array<{ readonly depth: number; readonly part: string }> = [];
	return drawn.split('\n').flatMap((line) => {
		const found = /^([ │├└─]*)(\S+)?(?: \((.+)\))?$/.exec(line);
		const [, indent = '', part = '', methods] = found ?? [];
		if (part === '') return [];
		while ((open.at(-1)?.depth ?? -1) >= indent.length) open.pop();
		open.push({ depth: indent.length, part });
		return methods === undefined ? [] : methods.split(', ').map((method) => `${method} ${open.map(({ part: piece }) => piece).join('')}`);
	});
};

describe('routes and document', () => {
	it('are the same: nothing served that is not documented, nothing documented that is not served', async () => {
		const app = await serverWith(contract, ids);
		await app.ready();
		const wanted = contract.operations.map(({ method, path: at }) => `${method} ${at.replace(/\{(\w+)\}/g, ':$1')}`);
		expect(served(app.printRoutes({ commonPrefix: false })).sort()).toEqual([...new Set(wanted)].sort());
		await app.close();
	});

	it('keep the agent from starting when one has what the other has not', async () => {
		await expect(serverWith(contract, ids.slice(1))).rejects.toThrow(`does not implement ${ids[0]}`);
		await expect(serverWith(contract, [...ids, 'listBudgets'])).rejects.toThrow('has no operation listBudgets');
	});

	it('call every operation by another name', () => {
		expect(new Set(ids).size).toBe(ids.length);
	});
});

describe('the document', () => {
	it('has examples that fit their own schemas', () => {
		const wrong: string[] = [];
		let count = 0;
		const visit = (value: Json | undefined, pointer: string): void => {
			if (typeof value !== 'object' || value === null) return;
			if (!Array.isArray(value) && 'schema' in value && 'example' in value) {
				count += 1;
				const found = checks.against(`${pointer}/schema`, (value as JsonObject).example);
				if (found !== null) wrong.push(`${pointer}: ${found.field} ${found.message}`);
			}
			for (const [name, inner] of Object.entries(value)) if (name !== 'example') visit(inner as Json, `${pointer}/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`);
		};
		visit(contract.document, '');
		expect(wrong).toEqual([]);
		expect(count).toBeGreaterThan(25);
	});

	it('lists exactly the error codes that the agent gives, each with its status', () => {
		const schema = readFileSync(FILE, 'utf8').slice(text.indexOf('              enum:\n                - BAD_REQUEST'));
		const listed = /enum:\n((?: +- [A-Z_]+\n)+)/.exec(schema)?.[1]?.match(/[A-Z_]{3,}/g) ?? [];
		expect([...listed].sort()).toEqual(Object.keys(MEANINGS).sort());
		const statuses = new Set(contract.operations.flatMap(({ answers }) => [...answers.keys()]));
		expect(Object.values(MEANINGS).filter(({ status }) => !statuses.has(status))).toEqual([]);
	});

	it('agrees with the agent on version, rights, page size and quiet time', () => {
		expect(contract.version).toBe('1.1.0');
		for (const right of RIGHTS) expect(text).toContain(`\`${right}\``);
		const sizes = contract.operations.flatMap(({ parameters }) => parameters.filter(({ name }) => name === 'pageSize').map(({ fallback }) => fallback));
		expect(new Set(sizes)).toEqual(new Set([200]));
		expect(text).toContain(`(${DEFAULTS.quietSeconds} seconds unless told)`);
		expect(DEFAULTS.cursorMinutes).toBeGreaterThanOrEqual(60);
	});

	it('lists for every operation with a company what decision 1 of the contract says', () => {
		const WANTED = [400, 401, 403, 404, 405, 429, 502, 503, 504];
		for (const { id, parameters, answers } of contract.operations) {
			if (!parameters.some(({ name }) => name === 'X-Sage-Company')) continue;
			expect({ id, missing: WANTED.filter((status) => !answers.has(status)) }).toEqual({ id, missing: [] });
		}
	});
});

/** The checks that every test of the service goes through must be able to fail. */
describe('an answer that differs from the document', () => {
	const account = {
		accountKey: '000000417', account: '6200-200', description: 'x', segments: [{ segmentNo: '01', value: '6200' }], status: 'A',
		stamp: { value: '20250331T15.50000', basis: 'updated', local: '2025-03-31T15:30:00' },
	};
	const serverTime = { stamp: '20250401T8.25', local: '2025-04-01T08:15:00', utc: '2025-04-01T13:15:00Z', utcOffset: '-05:00', timeZone: 'America/Chicago' };
	const page = { hasMore: false, nextCursor: null, highWater: '20250401T8.24999', serverTime };
	const operation = (id: string) => {
		const found = contract.operations.find((candidate) => candidate.id === id);
		if (found === undefined) throw new Error(id);
		return found;
	};
	const list = operation('listAccounts');

	it('is found: by status, by a missing name, by a number for text, by an unknown word', () => {
		expect(checks.answer(list, 200, { items: [account], page })).toBeNull();
		const wrong: ReadonlyArray<readonly [number, unknown]> = [
			[418, {}], [200, { items: [account] }], [200, { items: [{ ...account, stamp: undefined }], page }], [200, { items: [{ ...account, accountKey: 417 }], page }],
			[200, { items: [{ ...account, status: 'X' }], page }], [200, { items: [account], page: { ...page, highWater: null } }],
			[200, { items: [{ ...account, segments: [] }], page }], [200, { items: [{ ...account, stamp: { ...account.stamp, value: '20250331T24.5' } }], page }],
			[400, { error: { code: 'NO_SUCH_CODE', message: '', retryable: false, requestId: '1' } }], [400, { error: { code: 'BAD_REQUEST', message: '', requestId: '1' } }],
		];
		for (const [status, body] of wrong) expect(checks.answer(list, status, body)).not.toBeNull();
	});

	it('is found when the document changes under the agent', () => {
		const stricter = readContract(text.replace('required: [accountKey, account, description, segments, status, stamp]', 'required: [accountKey, account, description, segments, status, stamp, owner]'));
		const changed = stricter.operations.find(({ id }) => id === 'listAccounts');
		if (changed === undefined) throw new Error('gone');
		expect(new ContractChecks(stricter).answer(changed, 200, { items: [account], page })).toContain('owner');
	});
});
