import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { openSage, SageFault, type SageConfig, type SagePort } from '../../../agent/src/sage';
import { CONFIG, ENTRY } from './company-abc';

const JOURNAL = 'GL_TransactionJournal_bus';
let folder = '';
let ports: SagePort[] = [];

beforeAll(async () => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sage-worker-'));
	const sage = path.resolve(__dirname, '../../../agent/src/sage');
	await build({
		entryPoints: { worker: path.join(sage, 'process/worker.ts'), module: path.join(__dirname, 'forked-module.ts') },
		bundle: true, platform: 'node', format: 'cjs', target: 'node20', outdir: folder, logLevel: 'silent',
	});
});
beforeEach(() => {
	fs.writeFileSync(path.join(folder, 'log.txt'), '');
	order({});
});
afterEach(async () => {
	order({});
	await Promise.all(ports.map((port) => port.close()));
	ports = [];
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const order = (orders: object): void => fs.writeFileSync(path.join(folder, 'orders.json'), JSON.stringify(orders));
const log = (): string[][] => fs.readFileSync(path.join(folder, 'log.txt'), 'utf8').trim().split('\n').filter((line) => line !== '').map((line) => line.split(' '));
const count = (what: string): number => log().filter((line) => line[1] === what).length;
const open = (config: Partial<SageConfig> = {}, now?: () => number): SagePort => {
	const port = openSage({ ...CONFIG, companies: ['ABC', 'XYZ'], comModule: path.join(folder, 'module.js'), ...config }, { workerPath: path.join(folder, 'worker.js'), ...(now === undefined ? {} : { now }) });
	ports.push(port);
	return port;
};
const fault = async (work: Promise<unknown>): Promise<SageFault> => {
	const error: unknown = await work.then(() => undefined, (cause: unknown) => cause);
	if (!(error instanceof SageFault)) throw new Error(`expected a fault, got ${String(error)}`);
	return error;
};

test('reads, checks and writes in a process of its own', async () => {
	const port = open();
	const keys = await port.scan('abc', 'accounts', {});
	expect(await port.fetch('ABC', 'accounts', {}, keys.slice(0, 1))).toMatchObject([{ account: '6200-200' }]);
	expect((await port.companies()).map(({ code }) => code)).toEqual(['ABC', 'XYZ']);
	expect(await port.segments('ABC')).toHaveLength(2);
	expect(await port.fiscalYears('ABC')).toHaveLength(2);
	expect(await port.checkEntry('ABC', ENTRY)).toMatchObject({ state: 'validated' });
	expect(await port.createEntry('ABC', ENTRY)).toMatchObject({ state: 'entered', entryNo: '000001' });
	expect(await port.findEntries('ABC', ENTRY.naturalKey)).toMatchObject([{ state: 'entered' }]);
	expect(await port.clock('ABC')).toMatchObject({ timeZone: 'America/Chicago' });
	const pids = new Set(log().map(([pid]) => pid));
	expect(pids.has(String(process.pid))).toBe(false);
	expect(pids.size).toBe(2);
	await port.close();
	expect(count('Session.nCleanup')).toBe(2);
});

test('one request at a time: the second waits for the first', async () => {
	const port = open();
	order({ slowMs: 30 });
	const ends: number[] = [];
	await Promise.all([1, 2, 3].map(async (number) => {
		await port.scan('ABC', 'vendors', {});
		ends.push(number);
	}));
	expect(ends).toEqual([1, 2, 3]);
	expect(count('create')).toBe(1);
});

test('a call that hangs is ended after its time, and the next request gets a new session', async () => {
	const port = open({ seconds: { scan: 0.4 } });
	await port.ready('ABC');
	order({ hangOn: 'AP_Vendor_svc.nGetResultSets' });
	const late = await fault(port.scan('ABC', 'vendors', {}));
	expect([late.code, late.more.stored]).toEqual(['SAGE_TIMEOUT', undefined]);
	order({});
	expect(await port.fetch('ABC', 'vendors', {}, ['["00","ACME01"]'])).toHaveLength(1);
	expect(count('create')).toBe(2);
});

test('a COM fault throws the session away', async () => {
	const port = open();
	order({ throwOn: 'AP_Vendor_svc.nGetResultSets' });
	expect((await fault(port.scan('ABC', 'vendors', {}))).code).toBe('SAGE_ERROR');
	order({});
	expect(await port.scan('ABC', 'vendors', {})).toHaveLength(2);
	expect(new Set(log().map(([pid]) => pid)).size).toBe(2);
});

describe('"not stored" is only said when it is certain', () => {
	test.each<[string, object, string]>([
		['hangs before the first line', { hangOn: `${JOURNAL}.nSetKey` }, 'no'], ['hangs at a line', { hangOn: `${JOURNAL}.oLines.nAddLine` }, 'unknown'],
		['hangs at the header', { hangOn: `${JOURNAL}.nWrite` }, 'unknown'], ['dies before the first line', { dieOn: `${JOURNAL}.nGetNextEntryNo` }, 'no'],
		['dies at the header', { dieOn: `${JOURNAL}.nWrite` }, 'unknown'], ['loses COM at a line', { throwOn: `${JOURNAL}.oLines.nWrite` }, 'unknown'],
	])('when it %s', async (_what, orders, stored) => {
		const port = open({ seconds: { write: 0.8 } });
		await port.ready('ABC');
		order(orders);
		expect((await fault(port.createEntry('ABC', ENTRY))).more.stored).toBe(stored);
	});
	test('what fails before the session is open has stored nothing', async () => {
		expect((await fault(open({ comModule: path.join(folder, 'nowhere.js') }).createEntry('ABC', ENTRY))).more.stored).toBe('no');
		expect((await fault(open().createEntry('NOP', ENTRY))).more.stored).toBe('no');
	});
});

test('a wrong password is tried once for all companies', async () => {
	order({ password: 'other' });
	const port = open();
	const faults = await Promise.all([port.scan('ABC', 'vendors', {}), port.scan('XYZ', 'vendors', {}), port.createEntry('ABC', ENTRY)].map((work) => fault(work)));
	expect(faults.map(({ code }) => code)).toEqual(['SAGE_UNAVAILABLE', 'SAGE_UNAVAILABLE', 'SAGE_UNAVAILABLE']);
	expect(JSON.stringify(faults.map(({ message, more }) => [message, more]))).not.toContain('secret');
	expect(await port.ready('ABC')).toMatchObject([{ name: 'com', ok: true }, { name: 'logon', ok: false }, { name: 'company', ok: false }, { name: 'queue', ok: true }]);
	expect(count('Session.nSetUser')).toBe(1);
});

test('a session that was open before does not open the gate again for a password that was changed', async () => {
	const port = open();
	await port.ready('ABC');
	order({ password: 'changed' });
	for (let turn = 0; turn < 3; turn += 1) {
		expect((await fault(port.scan('XYZ', 'vendors', {}))).code).toBe('SAGE_UNAVAILABLE');
		expect(await port.scan('ABC', 'vendors', {})).toHaveLength(2);
		expect(await port.ready('ABC')).toMatchObject([{ ok: true }, { ok: true }, { ok: true }, { ok: true }]);
	}
	expect(count('Session.nSetUser')).toBe(2);
});

test('ready says which step failed', async () => {
	const port = open();
	expect(await port.ready('ABC')).toEqual([{ name: 'com', ok: true }, { name: 'logon', ok: true }, { name: 'company', ok: true, detail: 'ABC' }, { name: 'queue', ok: true }]);
	expect(await port.ready()).toMatchObject([{ name: 'com', ok: true }, { name: 'logon', ok: true }, { name: 'queue', ok: true }]);
	expect((await fault(port.ready('NOP'))).code).toBe('COMPANY_NOT_FOUND');
	expect(await open({ comModule: path.join(folder, 'nowhere.js') }).ready('ABC')).toMatchObject([{ name: 'com', ok: false }, { ok: false }, { ok: false }, { name: 'queue' }]);
});

test('an idle session gives its licence back', async () => {
	const port = open({ seconds: { idle: 0.05 } });
	await port.ready('ABC');
	for (let turn = 0; turn < 200 && count('Session.nCleanup') === 0; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
	expect(count('Session.nCleanup')).toBe(1);
	expect(await port.scan('ABC', 'vendors', {})).toHaveLength(2);
});

test('companies are those that Sage lists when none are configured', async () => {
	const port = open({ companies: [] });
	expect((await port.companies()).map(({ name }) => name)).toEqual(['Northwind Parts']);
	expect((await fault(port.segments('XYZ'))).code).toBe('COMPANY_NOT_FOUND');
});
