import { variant, type FakeSage } from '../../../agent/fake-com';
import { call, Caller, HOME, isObject, pieces, SEP, sets, start } from './driver';

describe('the interface (reference sage-100 2 to 4)', () => {
	let sage: FakeSage;
	let caller: Caller;

	beforeAll(async () => {
		sage = await start({ companies: ['ABC', 'XYZ', 'MIX'] });
	});
	beforeEach(async () => {
		await sage.control('reset', {});
		caller = new Caller(sage);
	});
	afterAll(() => sage.stop());

	const raised = (work: () => unknown): number => {
		try {
			work();
		} catch (error) {
			return (error as { errno?: number }).errno ?? 0;
		}
		return 0;
	};

	it('2. the root is ProvideX.Script; another class is not registered', () => {
		expect(isObject(sage.createObject('ProvideX.Script.1'))).toBe(true);
		expect(raised(() => sage.createObject('Excel.Application'))).toBe(0x80040154 - 0x1_0000_0000);
	});

	it('2. Init with a wrong path: NewObject fails', async () => {
		const script = sage.createObject('ProvideX.Script');
		expect(call(script, 'NewObject', 'SY_Session')).toBeNull();
		call(script, 'Init', 'C:\\Elsewhere');
		expect(call(script, 'NewObject', 'SY_Session')).toBeNull();
		await sage.control('switches', { newObjectFails: 'exception' });
		expect(raised(() => call(script, 'NewObject', 'SY_Session'))).not.toBe(0);
		call(script, 'Init', `${HOME}\\`);
		expect(isObject(call(script, 'NewObject', 'SY_Session'))).toBe(true);
	});

	it('2. a failed call returns 0 without an exception, with a text on the same object', () => {
		const account = caller.open('GL_Account_bus');
		expect(call(account, 'nFind', 'no such')).toBe(0);
		expect(account.sLastErrorMsg).toBe('GL_Account: no such is not on file.');
		expect(caller.session.sLastErrorMsg).toBe('');
	});

	it('2. without nSetProgram the object is not made, and the reason is on the session', () => {
		expect(call(caller.script, 'NewObject', 'GL_Account_bus', caller.session)).toBeNull();
		expect(caller.session.sLastErrorMsg).toContain('security context');
		expect(call(caller.session, 'nSetProgram', 0)).toBe(0);
	});

	it('2. the context must be that of the class when the site is so set', async () => {
		await sage.control('switches', { securityContext: 'own' });
		caller.program('GL_Account_ui');
		expect(call(caller.script, 'NewObject', 'AP_Vendor_bus', caller.session)).toBeNull();
		expect(isObject(call(caller.script, 'NewObject', 'GL_Account_svc', caller.session))).toBe(true);
	});

	it('2. nLookupTask is 0 for an unknown task and for one without the right', () => {
		expect(call(caller.session, 'nLookupTask', 'GL_Nothing_ui')).toBe(0);
		const reader = new Caller(sage.connect(), { user: 'READER', password: 'Reader-Secret-1' });
		expect(call(reader.session, 'nLookupTask', 'GL_Account_ui')).not.toBe(0);
		expect(call(reader.session, 'nLookupTask', 'GL_TransactionJournal_ui')).toBe(0);
	});

	it('2. calls in the wrong order are refused', () => {
		const session = call(caller.script, 'NewObject', 'SY_Session');
		if (!isObject(session)) throw new Error('no session');
		expect(call(session, 'nLogon')).toBe(0);
		expect(call(session, 'nSetCompany', 'ABC')).toBe(0);
		expect(call(session, 'nSetUser', 'AGENT', 'Agent-Secret-1')).toBe(1);
		expect(call(session, 'nSetDate', 'G/L', '20260915')).toBe(0);
		expect(call(session, 'nSetCompany', 'abc')).toBe(0);
		expect(call(session, 'nSetCompany', 'ABC')).toBe(1);
		expect(call(session, 'nSetDate', 'G/L', '2026-09-15')).toBe(0);
		expect(call(session, 'nSetModule', 'G/X')).toBe(0);
	});

	it('2. names are not case sensitive, unknown names raise', () => {
		const account = caller.open('GL_Account_svc');
		expect(call(account, 'NMOVEFIRST')).toBe(1);
		expect(raised(() => call(account, 'nNoSuchMethod'))).toBe(0x80020006 - 0x1_0000_0000);
		expect(call(caller.script, 'NewObject', 'GL_NoSuch_bus', caller.session)).toBeNull();
		expect(caller.session.sLastErrorMsg).toContain('GL_NoSuch_bus');
	});

	it('2. properties are values, or objects that turn into them', async () => {
		const account = caller.open('GL_Account_svc');
		call(account, 'nMoveFirst');
		expect(account.nEOF).toBe(0);
		await sage.control('switches', { propertyAccess: 'object' });
		const wrapped = account.nEOF as () => number;
		expect([typeof wrapped, Number(wrapped), wrapped(), `${String(account.sLastErrorMsg)}`]).toEqual(['function', 0, 0, '']);
		expect(isObject(caller.open('PO_PurchaseOrder_svc').oLines)).toBe(true);
	});

	it('2. the $ belongs to text and not to numbers; a wrong suffix fails', () => {
		const account = caller.open('GL_PeriodPostingHistory_svc');
		call(account, 'nMoveFirst');
		const into = variant();
		expect(call(account, 'nGetValue', 'AccountKey', into)).toBe(0);
		expect(call(account, 'nGetValue', 'DebitAmount$', into)).toBe(0);
		expect(account.sLastErrorNum).toBe('26');
		expect(call(account, 'nGetValue', 'DebitAmount', into)).toBe(1);
		expect(typeof into.value).toBe('number');
		expect(call(account, 'nGetValue', 'AccountKey$', into)).toBe(1);
		expect(into.value).toMatch(/^\d{9}$/);
	});

	it('2. what does not come by reference is lost', () => {
		const account = caller.open('GL_Account_svc');
		call(account, 'nMoveFirst');
		const plain = 'nothing';
		expect(call(account, 'nGetValue', 'Account$', plain)).toBe(1);
		expect(plain).toBe('nothing');
		const any = { value: '' };
		call(account, 'nGetValue', 'Account$', any);
		expect(any.value).not.toBe('');
	});

	it('3.1 lists end with the separator, which is one letter', async () => {
		const vendor = caller.open('AP_Vendor_svc');
		expect(call(vendor, 'sGetDataSources')).toBe(`AP_Vendor${SEP}`);
		const columns = call(vendor, 'sGetColumns', 'AP_Vendor');
		expect(String(columns).endsWith(SEP)).toBe(true);
		expect(pieces(columns)).toEqual(expect.arrayContaining(['APDivisionNo$', 'VendorNo$', 'CurrentBalance', 'DateUpdated$']));
		expect(pieces(call(vendor, 'sGetKeyColumns'))).toEqual(['APDivisionNo$', 'VendorNo$']);
		expect(call(vendor, 'sGetColumns', 'NO_SUCH')).toBe('');
		expect(call(vendor, 'nGetRecordCount', 'AP_Vendor')).toBe(10);
		await sage.control('switches', { separator: 'Љ' });
		expect(pieces(call(vendor, 'sGetKeyColumns'))).toEqual(['APDivisionNo$', 'VendorNo$']);
		expect(call(vendor, 'sGetDataSources')).toBe('AP_VendorЉ');
	});

	it('3.1 positions by parts of the key and by the key as text; nFind takes no lock, nSetKey does', () => {
		const [vendor, other] = [caller.open('AP_Vendor_bus'), new Caller(sage.connect()).open('AP_Vendor_bus')];
		call(vendor, 'nSetKeyValue', 'APDivisionNo$', '01');
		call(vendor, 'nSetKeyValue', 'VendorNo$', 'ACME01');
		expect(call(vendor, 'nFind')).toBe(1);
		expect(call(vendor, 'sGetValue', 'VendorName$')).toBe('Acme Bearings (West)');
		expect(call(vendor, 'nFind', '00ACME01')).toBe(1);
		expect(call(vendor, 'nSetKeyValue', 'VendorName$', 'x')).toBe(0);
		expect(call(vendor, 'nSetKey', '00ACME01')).toBe(1);
		expect(call(other, 'nFind', '00ACME01')).toBe(1);
		expect(call(other, 'nSetKey', '00ACME01')).toBe(0);
		expect(other.sLastErrorMsg).toBe('The record is in use by another user.');
		expect(call(other, 'nSetKey', '00NOBODY')).toBe(2);
		call(vendor, 'DropObject');
		expect(call(other, 'nSetKey', '00ACME01')).toBe(1);
	});

	it('3.1 walks in order of the key, up to nEOF, within a browse filter', () => {
		const order = caller.open('PO_PurchaseOrder_svc');
		const walk = (): string[] => {
			const seen: string[] = [];
			for (let code = call(order, 'nMoveFirst'); code === 1 && order.nEOF === 0; code = call(order, 'nMoveNext')) {
				seen.push(String(call(order, 'sGetValue', 'PurchaseOrderNo$')));
			}
			return seen;
		};
		expect(walk()).toEqual(['0000101', '0000102', '0000103', '0000104', '0000105', '0000106']);
		expect(order.nEOF).toBe(1);
		call(order, 'nSetBrowseFilter', '0000103');
		expect(walk()).toEqual(['0000103']);
		call(order, 'nSetBrowseFilter', '');
		call(order, 'nMoveLast');
		expect(call(order, 'sGetValue', 'PurchaseOrderNo$')).toBe('0000106');
	});

	it('3.1 a whole record comes joined in the order of the columns', () => {
		const vendor = caller.open('AP_Vendor_svc');
		call(vendor, 'nFind', '00ACME01');
		const [record, names] = [variant(), variant()];
		expect(call(vendor, 'nGetRecord', record, names)).toBe(1);
		expect(pieces(record.value)[pieces(names.value).indexOf('VendorName$')]).toBe('Acme Bearings, Inc.');
		expect(call(vendor, 'nGetOrigRecord$')).toBe(record.value);
	});

	it('3.3 numbers keep every digit as text; as a double they do not', () => {
		const ledger = new Caller(sage.connect(), { company: 'XYZ' }).open('GL_DetailPosting_svc');
		const [row] = sets(ledger, { column: 'STR(DebitAmount)', key: 'AccountKey$', filter: 'PostingComment$="Large" AND DebitAmount>0' });
		expect(row?.[0]).toBe('98765432109876.54');
		const [small] = sets(ledger, { column: 'DebitAmount', key: 'AccountKey$', filter: 'PostingComment$="Rent" AND DebitAmount<0.15 AND DebitAmount>0' });
		expect(small?.[0]).toBe('0.1');
	});

	it('4. decimal hours of the server\'s local time, five decimals at most', async () => {
		await sage.control('clock', { setMs: Date.parse('2025-03-31T13:29:32.568Z'), frozen: true });
		const vendor = caller.open('AP_Vendor_bus');
		call(vendor, 'nSetKey', '00BLANKS');
		call(vendor, 'nSetValue', 'City$', 'Elsewhere');
		expect(call(vendor, 'nWrite')).toBe(1);
		call(vendor, 'nFind', '00BLANKS');
		expect([call(vendor, 'sGetValue', 'DateUpdated$'), call(vendor, 'sGetValue', 'TimeUpdated$')]).toEqual(['20250331', '9.49238']);
		expect(call(vendor, 'sGetValue', 'DateCreated$')).toBe('20240102');
		expect(call(vendor, 'sGetValue', 'UserUpdatedKey$')).toBe('0000000010');
	});

	it('4. a date that is not set is blank, or 1753-01-01 on Premium', async () => {
		const vendor = caller.open('AP_Vendor_svc');
		call(vendor, 'nFind', '00NEW01');
		expect(call(vendor, 'sGetValue', 'DateUpdated$')).toBe('');
		await sage.control('switches', { blankDate: '17530101' });
		expect(call(vendor, 'sGetValue', 'DateUpdated$')).toBe('17530101');
	});

	it('10. wrong argument type raises; text for a number is accepted', () => {
		const vendor = caller.open('AP_Vendor_bus');
		call(vendor, 'nSetKey', '00ACME01');
		expect(raised(() => call(vendor, 'nSetValue', 'City$', 5))).toBe(0x80020005 - 0x1_0000_0000);
		expect(call(vendor, 'nSetValue', 'CurrentBalance', '12.50')).toBe(1);
		expect(call(vendor, 'nSetValue', 'CurrentBalance', 0.1 + 0.2)).toBe(1);
		expect(call(vendor, 'sGetValue', 'CurrentBalance')).toBe('0.3');
		expect(call(vendor, 'nSetValue', 'CurrentBalance', 'many')).toBe(0);
		expect(call(vendor, 'nSetValue', 'VendorNo$', 'X')).toBe(0);
		expect(call(vendor, 'nSetValue', 'City$', 'x'.repeat(21))).toBe(0);
	});

	it('names that nobody has confirmed can be other ones', async () => {
		await sage.control('reset', { renamed: 'GL_AccountStructure.SegmentDesc=Description', leftOut: 'AP_OpenInvoice.DateUpdated,AP_OpenInvoice.TimeUpdated' });
		await sage.control('switches', { aliases: 'GL_PeriodPosting_svc=GL_PeriodPostingHistory_svc' });
		const own = new Caller(sage.connect());
		expect(pieces(call(own.open('GL_AccountStructure_svc'), 'sGetColumns', ''))).toEqual(['SegmentNo$', 'Description$', 'SegmentLength', 'SegmentType$']);
		expect(pieces(call(own.open('AP_OpenInvoice_svc'), 'sGetColumns', ''))).not.toContain('DateUpdated$');
		own.program('GL_Account_ui');
		expect(isObject(call(own.script, 'NewObject', 'GL_PeriodPosting_svc', own.session))).toBe(true);
		expect(call(own.script, 'NewObject', 'GL_PeriodPostingHistory_svc', own.session)).toBeNull();
		await sage.control('switches', { aliases: '', absent: 'GL_Account_svc,GL_Account_ui' });
		expect(call(own.script, 'NewObject', 'GL_Account_svc', own.session)).toBeNull();
		expect(call(own.session, 'nLookupTask', 'GL_Account_ui')).toBe(0);
		await sage.control('reset', { renamed: '', leftOut: '' });
	});
});
