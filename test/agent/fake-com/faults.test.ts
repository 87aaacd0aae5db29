import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAULTS, variant, type FakeSage } from '../../../agent/fake-com';
import { call, Caller, Entry, enter, HOME, keyOfAccount, start, until } from './driver';

/** A process as the agent's: it signs in, then writes entries as it is told. */
const WORKER = `
const com = require(process.argv[2]);
const script = com.createObject('ProvideX.Script');
script.Init(${JSON.stringify(HOME)});
const session = script.NewObject('SY_Session');
session.nSetUser('AGENT', 'Agent-Secret-1'); session.nSetCompany('ABC'); session.nSetDate('G/L', '20260915'); session.nSetModule('G/L');
session.nSetProgram(session.nLookupTask('GL_TransactionJournal_ui'));
const bus = script.NewObject('GL_TransactionJournal_bus', session);
process.on('message', ({ comment, keys }) => {
	const number = com.variant();
	bus.nGetNextEntryNo(number);
	bus.nSetKeyValue('SourceJournal$', 'GJ'); bus.nSetKeyValue('EntryNo$', number.value); bus.nSetKey();
	bus.nSetValue('JournalComment$', comment);
	for (const [at, key] of keys.entries()) {
		bus.oLines.nAddLine(); bus.oLines.nSetValue('AccountKey$', key); bus.oLines.nSetValue(at === 0 ? 'DebitAmount' : 'CreditAmount', '7.00'); bus.oLines.nWrite();
	}
	process.send({ about: 'writing', number: number.value });
	process.send({ about: 'written', code: bus.nWrite() });
});
process.send({ about: 'ready' });
`;

describe('what goes wrong (reference sage-100 10, 15)', () => {
	let sage: FakeSage;
	let folder: string;
	const children: ChildProcess[] = [];

	beforeAll(async () => {
		[sage, folder] = await Promise.all([start({ companies: ['ABC'] }), mkdtemp(join(tmpdir(), 'fake-sage-test-'))]);
		await writeFile(join(folder, 'worker.cjs'), WORKER);
	});
	beforeEach(async () => {
		await sage.control('reset', {});
	});
	afterAll(async () => {
		for (const child of children) child.kill('SIGKILL');
		await sage.stop();
		await rm(folder, { recursive: true, force: true });
	});

	const stored = async (match: string): Promise<number> => (await sage.control<unknown[]>(`entries?match=${match}`)).length;

	/** Resolves when the process says this. */
	const said = (child: ChildProcess, about: string): Promise<Record<string, unknown>> => new Promise((resolve) => {
		const listen = (message: Record<string, unknown>): void => {
			if (message.about !== about) return;
			child.off('message', listen);
			resolve(message);
		};
		child.on('message', listen);
	});
	const worker = async (): Promise<ChildProcess> => {
		const child = fork(join(folder, 'worker.cjs'), [sage.modulePath], { execArgv: [] });
		children.push(child);
		await said(child, 'ready');
		return child;
	};
	const kill = (child: ChildProcess): Promise<void> => new Promise((resolve) => {
		child.once('exit', () => resolve());
		child.kill('SIGKILL');
	});
	const keys = (): string[] => {
		const caller = new Caller(sage);
		return [keyOfAccount(caller, '62000-D10'), keyOfAccount(caller, '10100-000')];
	};
	const hanging = async (): Promise<boolean> => (await sage.control<{ hanging: string[] }>('state')).hanging.length > 0;

	it('a process of its own writes an entry; the server outlives it', async () => {
		const child = await worker();
		child.send({ comment: 'ANP-1', keys: keys() });
		expect(await said(child, 'written')).toMatchObject({ code: 1 });
		await kill(child);
		expect(await stored('ANP-1')).toBe(1);
	});

	it('32. the answer is lost after the entry was stored: the process hangs, is killed, and the entry is there', async () => {
		await sage.control('faults', FAULTS.answerLost);
		const child = await worker();
		child.send({ comment: 'ANP-2', keys: keys() });
		await until(hanging);
		await kill(child);
		expect(await stored('ANP-2')).toBe(1);
		expect(await sage.control('release', {})).toEqual({ released: 1 });
		expect(await stored('ANP-2')).toBe(1);
	});

	it('33. a dialogue opens before the entry is stored: killed, nothing is there, nor when the dialogue is closed', async () => {
		await sage.control('faults', FAULTS.dialogue);
		const child = await worker();
		child.send({ comment: 'ANP-3', keys: keys() });
		await until(hanging);
		await kill(child);
		await until(async () => (await sage.control<unknown[]>('locks')).length === 0);
		await sage.control('release', {});
		expect([await stored('ANP-3'), await sage.control('orphans')]).toEqual([0, []]);
	});

	it('a dialogue that somebody closes: the call goes on', async () => {
		await sage.control('faults', FAULTS.dialogue);
		const child = await worker();
		child.send({ comment: 'ANP-4', keys: keys() });
		await until(hanging);
		const written = said(child, 'written');
		await sage.control('release', {});
		expect(await written).toMatchObject({ code: 1 });
		await kill(child);
	});

	it('locks of a process that is gone stay when the site is so set, until the master console clears them', async () => {
		await sage.control('switches', { locksOfDeadProcess: 'kept' });
		await sage.control('faults', FAULTS.dialogue);
		const child = await worker();
		child.send({ comment: 'ANP-5', keys: keys() });
		const { number } = await said(child, 'writing');
		await until(hanging);
		await kill(child);
		await until(async () => (await sage.control<{ orphan?: boolean }[]>('locks')).some(({ orphan }) => orphan === true));
		const bus = new Caller(sage).open('GL_TransactionJournal_bus');
		expect([call(bus, 'nSetKey', `GJ${String(number)}`), bus.sLastErrorMsg]).toEqual([0, 'The record is in use by another user.']);
		expect(await sage.control('unlock', { orphans: true })).toEqual({ released: 1 });
		expect(call(bus, 'nSetKey', `GJ${String(number)}`)).toBe(2);
	});

	it('an exception at the nth call of a method, before or behind its work', async () => {
		const caller = new Caller(sage);
		const vendor = caller.open('AP_Vendor_svc');
		await sage.control('faults', { kind: 'exception', match: 'AP_Vendor_svc\\.nMoveNext', skip: 2, hresult: -2147417848, message: 'Disconnected' });
		call(vendor, 'nMoveFirst');
		expect([call(vendor, 'nMoveNext'), call(vendor, 'nMoveNext')]).toEqual([1, 1]);
		expect(() => call(vendor, 'nMoveNext')).toThrow('DispInvoke: nMoveNext: Disconnected');
		expect(call(vendor, 'nMoveNext')).toBe(1);
		await sage.control('faults', FAULTS.diedAfterStore);
		expect(() => enter(caller, 'ANP-6')).toThrow('RPC server');
		expect(await stored('ANP-6')).toBe(1);
	});

	it('the session is lost: this and every later call raises, until the root is made again', async () => {
		const caller = new Caller(sage);
		const entry = new Entry(caller).begin('ANP-7');
		await sage.control('faults', { kind: 'session-lost', match: 'oLines\\.nAddLine' });
		expect(() => entry.line('000000101', { debit: '1' })).toThrow('RPC server');
		expect(() => call(entry.bus, 'nWrite')).toThrow('RPC server');
		expect(() => call(caller.session, 'nCleanup')).toThrow('RPC server');
		expect(await sage.control('locks')).toEqual([]);
		enter(new Caller(sage), 'ANP-8');
		expect([await stored('ANP-7'), await stored('ANP-8')]).toEqual([0, 1]);
	});

	it('a refusal, a slow call, and what the history says of faults', async () => {
		const caller = new Caller(sage);
		await sage.control('history', undefined, 'DELETE');
		await sage.control('faults', { kind: 'refuse', match: 'nSelectNewBatch', text: 'Gesperrt durch Anna', number: '7' });
		const bus = caller.open('GL_TransactionJournal_bus');
		expect([call(bus, 'nSelectNewBatch', variant(), 'N', ''), bus.sLastErrorMsg, bus.sLastErrorNum]).toEqual([0, 'Gesperrt durch Anna', '7']);
		await sage.control('faults', { ...FAULTS.slow, match: 'nGetNextEntryNo', delayMs: 20 });
		expect(call(bus, 'nGetNextEntryNo', variant())).toBe(1);
		const history = await sage.control<{ note: Record<string, unknown> }[]>('history');
		expect(history.filter(({ note }) => note.what === 'fault').map(({ note }) => note.kind)).toEqual(['refuse', 'slow']);
	});

	it('42. two processes in one company at once are told by the history', async () => {
		const child = await worker();
		await sage.control('faults', FAULTS.dialogue);
		child.send({ comment: 'ANP-9', keys: keys() });
		await until(hanging);
		await sage.control('history', undefined, 'DELETE');
		new Caller(sage).open('GL_Account_svc');
		await sage.control('release', {});
		const history = await sage.control<{ note: Record<string, unknown> }[]>('history');
		expect(history.some(({ note }) => note.what === 'overlap' && note.company === 'ABC')).toBe(true);
		await kill(child);
	});

	it('the server itself is gone: every call raises', async () => {
		const own = await start({ companies: ['ABC'] });
		const com = own.connect();
		const caller = new Caller(com);
		await own.stop();
		expect(() => call(caller.session, 'nSetModule', 'G/L')).toThrow('RPC server');
		await com.disconnect();
	});

	it('control requests that make no sense are refused with a reason', async () => {
		await expect(sage.control('faults', { kind: 'nothing' })).rejects.toThrow('unknown fault kind');
		await expect(sage.control('switches', { nothing: 1 })).rejects.toThrow('unknown switch nothing');
		await expect(sage.control('switches', { blankDate: 'x' })).rejects.toThrow('does not take');
		await expect(sage.control('records?table=NO_SUCH')).rejects.toThrow('no table NO_SUCH');
		await expect(sage.control('nothing')).rejects.toThrow('404');
		await expect(start({ companies: ['QQQ'] })).rejects.toThrow('no company QQQ');
		await expect(start({ switches: { seats: 'many' } })).rejects.toThrow('switch seats does not take');
	});
});
