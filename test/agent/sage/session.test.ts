import { factoryOf, loadFactory, plainValue } from '../../../agent/src/sage/com/factory';
import { SageFault, type Row } from '../../../agent/src/sage/port';
import { readSageSettings } from '../../../agent/src/sage/settings';
import { LogonGate } from '../../../agent/src/sage/process/logon-gate';
import { ask, CONFIG, engineOf, scriptedSage } from './company-abc';
import type { ScriptedSage } from './scripted-sage';

const fault = async (work: Promise<unknown>): Promise<SageFault> => {
	const error: unknown = await work.then(() => undefined, (cause: unknown) => cause);
	if (!(error instanceof SageFault)) throw new Error(`expected a fault, got ${String(error)}`);
	return error;
};
const opened = (sage: ScriptedSage, config = {}, company: string | null = 'ABC'): Promise<unknown> => ask(engineOf(sage, config, company), { do: 'open' });

describe('opening a session', () => {
	test('the order of all working programs', async () => {
		const sage = scriptedSage();
		const engine = engineOf(sage);
		await ask(engine, { do: 'scan', list: 'vendors', filter: {} });
		engine.close();
		expect(sage.calls).toEqual([
			'create ProvideX.Script', 'Script.Init(C:\\Sage\\MAS90\\Home)', 'NewObject SY_Session', 'Session.nSetUser(agent, secret)', 'Session.nSetCompany(ABC)',
			'Session.nSetDate(A/P, 20250402)', 'Session.nSetModule(A/P)', 'Session.nLookupTask(AP_Vendor_ui)', 'Session.nSetProgram(7)', 'NewObject AP_Vendor_svc',
			expect.stringMatching(/^AP_Vendor_svc\.nGetResultSets\(/), 'AP_Vendor_svc.DropObject()', 'Session.nCleanup()', 'Session.DropObject()', 'Script.DropObject()',
		]);
	});
	test('one session for all that follows, one object per table', async () => {
		const sage = scriptedSage();
		const engine = engineOf(sage);
		for (let turn = 0; turn < 3; turn += 1) await ask(engine, { do: 'scan', list: 'vendors', filter: {} });
		expect(sage.calls.filter((call) => call.startsWith('create') || call === 'NewObject AP_Vendor_svc')).toHaveLength(2);
	});
	test('unified logon only without a user', async () => {
		const sage = scriptedSage();
		sage.unified = true;
		await opened(sage, { user: '' });
		expect(sage.calls).toContain('Session.nLogon()');
		expect(sage.calls.some((call) => call.includes('nSetUser'))).toBe(false);
	});
	test('a wrong password is told without the password, and as final', async () => {
		const sage = scriptedSage();
		const engine = engineOf(sage, { password: 'wrong-one' });
		sage.fault = (call) => {
			if (call !== 'Session.nSetUser') return undefined;
			sage.error = 'wrong-one is not the password.';
			return 0;
		};
		const refused = await fault(ask(engine, { do: 'open' }));
		expect([refused.code, engine.logonRefused, engine.sessionLost]).toEqual(['SAGE_UNAVAILABLE', 'final', true]);
		expect(JSON.stringify([refused.message, refused.more])).not.toContain('wrong-one');
	});
	test.each([['No licence is free.', undefined, 'SAGE_UNAVAILABLE'], ['Exclusive access is needed.', undefined, 'EXCLUSIVE_TASK'], ['Zugang nein.', 'perhaps', 'SAGE_UNAVAILABLE'], ['The user is locked.', 'final', 'SAGE_UNAVAILABLE']])(
		'%s at logon counts as %s', async (text, kind, code) => {
			const sage = scriptedSage();
			const engine = engineOf(sage);
			sage.fault = (call) => {
				if (call !== 'Session.nSetUser') return undefined;
				sage.error = text;
				return 0;
			};
			expect([(await fault(ask(engine, { do: 'open' }))).code, engine.logonRefused]).toEqual([code, kind]);
		},
	);
	test('an unknown company', async () => {
		expect((await fault(opened(scriptedSage(), {}, 'XYZ'))).code).toBe('COMPANY_NOT_FOUND');
	});
	test('a wrong home folder or no COM at all', async () => {
		const sage = scriptedSage();
		sage.fault = (call) => (call === 'Script.Init' ? new Error('bad path') : undefined);
		expect((await fault(opened(sage))).code).toBe('SAGE_UNAVAILABLE');
	});
	test('a task without a right is forbidden, with the name of the task', async () => {
		const sage = scriptedSage();
		sage.tasks.delete('AP_Vendor_ui');
		const refused = await fault(ask(engineOf(sage), { do: 'scan', list: 'vendors', filter: {} }));
		expect([refused.code, refused.message.includes('AP_Vendor_ui')]).toEqual(['FORBIDDEN', true]);
	});
	test('the second class is taken when the first one throws or gives nothing', async () => {
		for (const wrong of [0, new Error('Invalid class')]) {
			const sage = scriptedSage();
			sage.tables['AP_Vendor_bus'] = sage.tableOf('AP_Vendor_svc');
			sage.fault = (call) => (call === 'NewObject.AP_Vendor_svc' ? wrong : undefined);
			expect(await ask(engineOf(sage), { do: 'scan', list: 'vendors', filter: {} })).toHaveLength(2);
		}
	});
	test('companies that Sage lists', async () => {
		expect(await ask(engineOf(scriptedSage(), {}, null), { do: 'listCompanies' })).toEqual(['ABC']);
	});
	test('every refused call of a read is a fault', async () => {
		for (const step of ['Session.nSetDate', 'Session.nSetModule', 'Session.nSetProgram', 'AP_Vendor_svc.nMoveFirst']) {
			const sage = scriptedSage();
			sage.fault = (call) => {
				// Where sets are refused, records are walked.
				if (call !== step && call !== 'AP_Vendor_svc.nGetResultSets') return undefined;
				sage.error = 'no';
				return 0;
			};
			expect((await fault(ask(engineOf(sage), { do: 'scan', list: 'vendors', filter: {} }))).more.sage).toMatchObject({ returnCode: 0, text: 'no', method: step.split('.')[1] });
		}
	});
	test('a set that is refused is read record by record, and a table that cannot be read is no empty one', async () => {
		const sage = scriptedSage();
		sage.fault = (call) => (call === 'AP_Vendor_svc.nGetResultSets' ? 0 : undefined);
		sage.error = 'Error #46: Length of string invalid';
		const engine = engineOf(sage);
		const keys = await ask(engine, { do: 'scan', list: 'vendors', filter: {} });
		expect(keys).toHaveLength(2);
		const texts = keys as readonly string[];
		expect(await ask(engine, { do: 'fetch', list: 'vendors', filter: {}, keys: texts })).toHaveLength(2);
		sage.fault = (call) => (/AP_Vendor_svc\.(nGetResultSets|nFind)/.test(call) ? 0 : undefined);
		expect((await fault(ask(engine, { do: 'fetch', list: 'vendors', filter: {}, keys: texts }))).message).toContain('#46');
		sage.tableOf('AP_Vendor_svc').rows.length = 0;
		expect((await fault(ask(engine, { do: 'scan', list: 'vendors', filter: {} }))).message).toContain('#46');
	});
	test('a walk that fails in the middle is no short table', async () => {
		const sage = scriptedSage();
		sage.tableOf('AP_Vendor_svc').rows.push({ ...sage.tableOf('AP_Vendor_svc').rows[0], VendorNo$: 'A|Z' });
		const engine = engineOf(sage);
		expect(await ask(engine, { do: 'scan', list: 'vendors', filter: {} })).toHaveLength(3);
		sage.fault = (call, count) => (call === 'AP_Vendor_svc.nMoveNext' && count === 5 ? 0 : undefined);
		sage.error = 'read error';
		expect((await fault(ask(engine, { do: 'scan', list: 'vendors', filter: {} }))).message).toBe('read error');
	});
});

describe('the gate before the logon', () => {
	const refused = new SageFault('SAGE_UNAVAILABLE', 'No.');
	const tryOnce = async (gate: LogonGate, tries: string[], kind?: 'final' | 'perhaps'): Promise<void> => {
		await gate.through(async () => {
			tries.push('asked');
			await Promise.resolve();
			if (kind === undefined) return gate.accepted();
			gate.refused(kind, refused);
			throw refused;
		}).catch(() => undefined);
	};
	test('between two accepted logons Sage sees at most two refused ones, however many companies ask at once', async () => {
		let now = 0;
		const gate = new LogonGate(900_000, () => now);
		const tries: string[] = [];
		await Promise.all([1, 2, 3, 4].map(() => tryOnce(gate, tries, 'perhaps')));
		expect(tries).toHaveLength(1);
		now = 900_000;
		await Promise.all([1, 2, 3, 4].map(() => tryOnce(gate, tries, 'perhaps')));
		now = 10_000_000;
		await tryOnce(gate, tries, 'perhaps');
		expect(tries).toHaveLength(2);
	});
	test('a refusal that speaks of the password is the last', async () => {
		const gate = new LogonGate(1, () => 100);
		const tries: string[] = [];
		await tryOnce(gate, tries, 'final');
		await tryOnce(gate, tries, 'final');
		expect(tries).toHaveLength(1);
		const stopped = await fault(gate.through(() => Promise.resolve()));
		expect([stopped.code, stopped.more.stored, /does not try again/.test(stopped.message)]).toEqual(['SAGE_UNAVAILABLE', 'no', true]);
	});
	test('an accepted logon starts the count again', async () => {
		let now = 0;
		const gate = new LogonGate(10, () => now);
		const tries: string[] = [];
		for (const kind of ['perhaps', undefined, 'perhaps', undefined] as const) {
			await tryOnce(gate, tries, kind);
			now += 10;
		}
		expect(tries).toHaveLength(4);
	});
});

describe('where objects come from', () => {
	class Variant {
		constructor(public content: unknown, readonly kind: string) {}
		valueOf(): unknown {
			return this.content;
		}
	}
	test('by reference as winax does it', () => {
		const factory = factoryOf({ createObject: () => ({}), Variant }, { text: 'pstring', number: 'pdouble' });
		const holder = factory.byRef('');
		expect(holder.argument).toMatchObject({ kind: 'pstring' });
		(holder.argument as Variant).content = 'filled';
		expect(holder.read()).toBe('filled');
		expect(factory.byRef(0).argument).toMatchObject({ kind: 'pdouble' });
	});
	test('by reference without a Variant', () => {
		const { argument, read } = factoryOf({ default: { createObject: () => ({}) } }, { text: '', number: '' }).byRef('');
		(argument as Row as { value: string }).value = 'filled';
		expect(read()).toBe('filled');
	});
	test('winax is its class Object', () => {
		const made: string[] = [];
		class ActiveX {
			constructor(progId: string) {
				made.push(progId);
			}
		}
		factoryOf({ Object: ActiveX, Variant }, { text: '', number: '' }).create('ProvideX.Script');
		expect(made).toEqual(['ProvideX.Script']);
	});
	test('wrapped values of late-bound members', () => {
		expect([plainValue('a'), plainValue(new Variant(1, '')), plainValue({ __value: 'b' }), plainValue(null)]).toEqual(['a', 1, 'b', null]);
	});
	test('winax is not asked for outside Windows', () => {
		expect(() => loadFactory({ com: 'winax', comModule: '', byRefTypes: { text: '', number: '' } }, () => {
			throw new Error('was loaded');
		})).toThrow(/Windows only/);
	});
});

describe('settings', () => {
	test.each<[object, RegExp]>([
		[{ home: '' }, /home is missing/], [{ com: 'module', comModule: '' }, /comModule/], [{ companies: ['ABCD'] }, /"ABCD" is no company code/], [{ timeZone: 'Mars' }, /"Mars" is no time zone/],
		[{ patterns: { locked: ['('] } }, /no regular expression/], [{ names: { accountz: {} } }, /no table "accountz"/], [{ names: { accounts: { columns: { x: 'Y$' } } } }, /no role "x"/],
		[{ seconds: { read: 0 } }, /seconds.read/], [{ colour: 1 }, /no setting "colour"/], [{ numberAsText: 'STR()' }, /\{column\}/],
	])('%j is refused with a sentence', (own, sentence) => expect(() => readSageSettings({ ...CONFIG, ...own })).toThrow(sentence));
	test('company codes are upper case', () => expect(readSageSettings({ ...CONFIG, companies: ['a1b', { code: 'xyz', timeZone: 'Europe/Berlin' }] }).companies.map(({ code }) => code)).toEqual(['A1B', 'XYZ']));
});
