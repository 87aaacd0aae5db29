import type { ComObject, FakeSage } from '../../../agent/fake-com';
import { call, Caller, HOME, isObject, start, until } from './driver';

describe('sessions, users, seats (reference sage-100 2.1, 8)', () => {
	let sage: FakeSage;

	beforeAll(async () => {
		sage = await start({ companies: ['ABC', 'MIX'] });
	});
	beforeEach(async () => {
		await sage.control('reset', {});
	});
	afterAll(() => sage.stop());

	const session = (): ComObject => {
		const script = sage.createObject('ProvideX.Script');
		call(script, 'Init', HOME);
		const made = call(script, 'NewObject', 'SY_Session');
		if (!isObject(made)) throw new Error('no session');
		return made;
	};
	const seats = async (): Promise<number> => (await sage.control<{ seats: unknown[] }>('state')).seats.length;

	it('39. wrong passwords lock the user, who then is refused with the right one', async () => {
		const one = session();
		const tries = ['wrong', 'wrong', 'wrong', 'Agent-Secret-1'].map((password) => [call(one, 'nSetUser', 'AGENT', password), one.sLastErrorMsg]);
		expect(tries.map(([code]) => code)).toEqual([0, 0, 0, 0]);
		expect(tries[0]?.[1]).toBe('The user code or password is not valid.');
		expect(tries[3]?.[1]).toBe('User AGENT is locked.');
		expect(JSON.stringify(await sage.control('history'))).not.toContain('wrong"');
		await sage.control('user', { name: 'AGENT', locked: false });
		expect(call(one, 'nSetUser', 'AGENT', 'Agent-Secret-1')).toBe(1);
	});

	it('a right password forgives the wrong ones before it', () => {
		const one = session();
		const codes = ['wrong', 'wrong', 'Agent-Secret-1', 'wrong', 'wrong', 'Agent-Secret-1'].map((password) => call(one, 'nSetUser', 'AGENT', password));
		expect(codes).toEqual([0, 0, 1, 0, 0, 1]);
	});

	it('nLogon signs in only with unified logon', async () => {
		expect(call(session(), 'nLogon')).toBe(0);
		await sage.control('switches', { unifiedLogon: true });
		expect(call(session(), 'nLogon')).toBe(1);
	});

	it('a session takes a seat; none is free: an exception, or a refusal', async () => {
		await sage.control('switches', { seats: 2 });
		await sage.control('seats', { taken: 1 });
		const [one, two] = [session(), session()];
		expect(call(one, 'nSetUser', 'AGENT', 'Agent-Secret-1')).toBe(1);
		expect(() => call(two, 'nSetUser', 'AGENT', 'Agent-Secret-1')).toThrow('maximum number of users');
		await sage.control('switches', { licenceRefusal: 'refuse' });
		expect(call(two, 'nSetUser', 'AGENT', 'Agent-Secret-1')).toBe(0);
		expect(call(one, 'nCleanup')).toBe(1);
		expect(call(two, 'nSetUser', 'AGENT', 'Agent-Secret-1')).toBe(1);
		expect(call(one, 'nSetCompany', 'ABC')).toBe(0);
	});

	it('the seat of a process that is gone comes back, or stays until somebody frees it', async () => {
		const other = sage.connect();
		new Caller(other);
		expect(await seats()).toBe(1);
		await other.disconnect();
		await until(async () => (await seats()) === 0);
		await sage.control('switches', { seatOfDeadProcess: 'kept' });
		const third = sage.connect();
		new Caller(third);
		await third.disconnect();
		await until(async () => (await sage.control<{ seats: { dead: boolean }[] }>('state')).seats.some(({ dead }) => dead));
		expect(await seats()).toBe(1);
		await sage.control('seats', { free: true });
		expect(await seats()).toBe(0);
	});

	it('8. another company on a live session: its objects are no longer good', async () => {
		const caller = new Caller(sage);
		const account = caller.open('GL_Account_svc');
		expect(call(account, 'nMoveFirst')).toBe(1);
		expect(call(caller.session, 'nSetCompany', 'MIX')).toBe(1);
		expect(call(account, 'nMoveFirst')).toBe(0);
		expect(account.sLastErrorMsg).toContain('another company');
		expect(call(account, 'sGetValue', 'Account$')).toBe('');
		await sage.control('switches', { staleObjects: 'exception' });
		expect(() => call(account, 'nMoveFirst')).toThrow();
		expect(call(caller.script, 'NewObject', 'GL_Account_svc', caller.session)).toBeNull();
		expect(isObject(caller.open('GL_Account_svc'))).toBe(true);
	});

	it('a dropped object is disconnected', () => {
		const caller = new Caller(sage);
		const account = caller.open('GL_Account_svc');
		call(account, 'DropObject');
		expect(() => call(account, 'nMoveFirst')).toThrow('disconnected');
	});

	it('38. an exclusive task: no company, no new object, no edit, no write', async () => {
		const caller = new Caller(sage);
		const vendor = caller.open('AP_Vendor_bus');
		call(vendor, 'nSetKey', '00ACME01');
		await sage.control('exclusive', { company: 'ABC', task: 'Period End Processing' });
		expect(call(vendor, 'nWrite')).toBe(0);
		expect(vendor.sLastErrorMsg).toBe('Company ABC is in exclusive use by Period End Processing.');
		expect(call(vendor, 'nSetKey', '00SKODA')).toBe(0);
		expect(() => caller.open('AP_Vendor_bus')).toThrow('Period End Processing');
		expect(() => new Caller(sage)).toThrow('Period End Processing');
		expect(isObject(new Caller(sage, { company: 'MIX' }).open('GL_Account_svc'))).toBe(true);
		await sage.control('exclusive', { company: 'ABC' });
		expect(call(vendor, 'nWrite')).toBe(1);
	});

	it('a company that does not allow external access', async () => {
		await sage.control('company', { company: 'ABC', externalAccess: false });
		expect(() => new Caller(sage)).toThrow('does not allow external access');
	});

	it('sessions that are lost: every call raises, a new root works', async () => {
		const caller = new Caller(sage);
		const account = caller.open('GL_Account_svc');
		await sage.control('lose-sessions', {});
		expect(() => call(account, 'nMoveFirst')).toThrow('RPC server');
		expect(() => call(caller.session, 'nSetModule', 'G/L')).toThrow('RPC server');
		expect(call(new Caller(sage).open('GL_Account_svc'), 'nMoveFirst')).toBe(1);
	});

	it('no secret is in what the control routes tell', async () => {
		new Caller(sage);
		const told = await Promise.all(['history', 'state', 'calls'].map((route) => sage.control(route)));
		expect(JSON.stringify(told)).not.toContain('Secret');
	});
});
