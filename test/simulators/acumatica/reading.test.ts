import { CONTROLLER, rows, Site, value, valuesOf, type Answer, type Caller, type Entity } from './driver';

describe('reading', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
		caller = await site.caller();
	});
	afterAll(() => site.close());
	afterEach(() => site.control('reset', { keepSessions: true }));

	const list = async (path: string, headers?: Record<string, string>): Promise<Entity[]> => {
		const answer = await caller.list(path, headers);
		if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
		return answer.json<Entity[]>();
	};
	const numbers = async (filter: string): Promise<unknown[]> => valuesOf(
		await list(`JournalTransaction?$filter=${encodeURIComponent(filter)}`), 'BatchNbr',
	);
	const failure = async (path: string): Promise<[number, string, string]> => {
		const answer = await caller.list(path);
		const body = answer.status >= 400 ? answer.json<Record<string, string>>() : {};
		return [answer.status, body.exceptionType ?? '', body.exceptionMessage ?? ''];
	};

	it('14. every field wrapped; empties {}; id, rowNumber, note, custom always there', async () => {
		const [first, ...others] = await list('Account');
		expect(first).toMatchObject({
			id: expect.stringMatching(/^[0-9a-f-]{36}$/), rowNumber: 1, note: { value: '' }, custom: {}, AccountCD: { value: '10100' },
			AccountGroup: {}, Active: { value: true }, AccountID: { value: 1200 },
		});
		expect(first?._links).toEqual({
			self: `/HarborMills/entity/Default/25.200.001/Account/${String(first?.id)}`, 'files:put': expect.stringContaining('/AccountRecords/'),
		});
		for (const account of others) expect(Object.keys(account).length).toBe(Object.keys(first ?? {}).length);
		await site.switches({ emptyFields: 'null', links: false });
		const [other] = await list('Account?$top=1');
		expect([other?.AccountGroup, other?._links]).toEqual([{ value: null }, undefined]);
		expect((await caller.list('JournalTransaction/GL/GL0000001?$expand=Details')).text).toContain('"DebitAmount":{"value":25000.0000}');
	});

	it('15. no details or links without $expand; nested needs its own path', async () => {
		const [plain] = await list('Vendor?$top=1');
		expect([plain?.MainContact, plain?.Contacts]).toEqual([undefined, undefined]);
		const [one] = await list('Vendor?$top=1&$expand=MainContact');
		expect(value(one?.MainContact as Entity, 'Email')).toBe('office@v211.example');
		expect((one?.MainContact as Entity).Address).toBeUndefined();
		const [two] = await list('Vendor?$top=1&$expand=MainContact,MainContact/Address');
		expect(value((two?.MainContact as Entity).Address as Entity, 'City')).toBe('Harbor');
		const batch = (await list('JournalTransaction?$expand=Details&$select=BatchNbr,Details/Account&$top=1'))[0];
		expect(Object.keys(batch ?? {}).sort()).toEqual(['BatchNbr', 'Details', '_links', 'custom', 'id', 'note', 'rowNumber']);
		expect(Object.keys(rows(batch, 'Details')[0] ?? {}).sort()).toEqual(['Account', 'custom', 'id', 'note', 'rowNumber']);
		expect(rows(batch, 'Details')[0]?.note).toBeNull();
		expect((await failure('JournalTransaction?$expand=Details($select=Account)'))[0]).toBe(500);
	});

	it('16. no $top → everything; $skip past end → []; key order', async () => {
		const all = await list('Account');
		expect(all).toHaveLength(53);
		const codes = valuesOf(all, 'AccountCD') as string[];
		expect(codes).toEqual([...codes].sort());
		expect(valuesOf(await list('Account?$top=2&$skip=3'), 'AccountCD')).toEqual(codes.slice(3, 5));
		expect(await list('Account?$skip=53')).toEqual([]);
		expect(valuesOf(await list('JournalTransaction?$top=3'), 'Module')).toEqual(['AP', 'GL', 'GL']);
		expect((await caller.list('Account?$top=x')).status).toBe(400);
	});

	it('17. $orderby is ignored (switchable to 400, and to being obeyed)', async () => {
		const path = 'Account?$orderby=AccountCD desc&$top=1';
		expect(valuesOf(await list(path), 'AccountCD')).toEqual(['10100']);
		await site.switches({ orderBy: 'refuse' });
		expect((await caller.list(path)).status).toBe(400);
		await site.switches({ orderBy: 'apply' });
		expect(valuesOf(await list(path), 'AccountCD')).toEqual(['99000']);
	});

	it('18. $filter: operators, three functions, datetimeoffset with encoded +, cf.*; unencoded + read as blank → 500', async () => {
		expect(await numbers('Module eq \'AP\'')).toEqual(['AP0000001']);
		expect(await numbers('Status eq \'on hold\'')).toEqual(['GL0000007']);
		expect(await numbers('BatchNbr ge \'GL0000006\' and not (Status eq \'Posted\')')).toEqual(['GL0000006', 'GL0000007', 'GL0000008']);
		expect(await numbers('(Status eq \'Balanced\' or Status eq \'Unposted\') and LedgerID ne \'REPORT\'')).toEqual(['GL0000005', 'GL0000006']);
		expect(await numbers('startswith(Description,\'Sales\')')).toEqual(['GL0000002']);
		expect(await numbers('endswith(Description,\'phony\')')).toEqual(['GL0000006', 'GL0000007']);
		expect(await numbers('substringof(\'freight\',Description) eq true')).toEqual(['GL0000003']);
		expect(await numbers('Hold')).toEqual(['GL0000007']);
		expect(await numbers('Hold eq true and TransactionDate gt datetimeoffset\'2026-04-16T00:00:00.000+00:00\'')).toEqual(['GL0000007']);
		expect(await numbers('TransactionDate le datetimeoffset\'2025-12-31\'')).toEqual(['GL0000001']);
		expect(valuesOf(
			await list(`Vendor?$filter=${encodeURIComponent('cf.String(f=\'BAccount.AttributeREGION\') eq \'NORTH\'')}`), 'VendorID',
		)).toEqual(['V00211', 'V00213', 'V00215']);
		expect(valuesOf(
			await list(`Vendor?$filter=${encodeURIComponent('MainContact/Email eq \'office@v212.example\'')}`), 'VendorID',
		)).toEqual(['V00212']);
		expect(valuesOf(
			await list(`Vendor?$filter=${encodeURIComponent('VendorName eq \'Osprey "Express" Ltd\' or VendorName eq \'nobody\'\'s\'')}`),
			'VendorID',
		)).toEqual(['V00214']);
		expect(valuesOf(await list('Bill?$filter=Amount gt 1824M and Amount lt 1825.5'), 'ReferenceNbr')).toEqual(['001245']);
		const [status, type, message] = await failure('JournalTransaction?$filter=LastModifiedDateTime gt datetimeoffset\'2026-03-01T00:00:00.000+00:00\'');
		expect([status, type]).toEqual([500, 'Microsoft.Data.OData.ODataException']);
		expect(message).toContain('2026-03-01T00:00:00.000 00:00');
		expect((await failure('Account?$filter=AccountCD eq'))[0]).toBe(500);
	});

	it('18. a date-only field of an endpoint made on the site takes date\'…\'', async () => {
		site.base = '/entity/PlanConnect/1.0';
		expect(valuesOf(await list('PlanCalendar?$filter=PlanDate ge date\'2026-05-01\''), 'PlanDate')).toEqual(['2026-05-31']);
		site.base = '/entity/Default/25.200.001';
	});

	it('18. details in a filter are undefined: 500, no condition, or no rows; so may be fields of two views', async () => {
		const path = `JournalTransaction?$filter=${encodeURIComponent('Details/Account eq \'52000\'')}`;
		expect((await caller.list(path)).status).toBe(500);
		await site.switches({ detailFilter: 'ignore' });
		expect((await list(path)).length).toBe(11);
		await site.switches({ detailFilter: 'empty', crossViewFilter: 'empty' });
		expect(await list(path)).toEqual([]);
		expect(await list(`Vendor?$filter=${encodeURIComponent('VendorID eq \'V00212\' and MainContact/Email eq \'office@v212.example\'')}`)).toEqual([]);
	});

	it('19. unknown field in $select/$filter/$expand → 500 KeyNotFoundException', async () => {
		for (const query of [
			'$select=AccountID2', '$filter=AccountID2 eq 1', '$expand=Nothing', '$custom=AccountRecords.Nothing', '$select=Type,Details/Account',
		]) {
			const [status, type, message] = await failure(`Account?${query}`);
			expect([query, status, type, message]).toEqual([
				query, 500, 'System.Collections.Generic.KeyNotFoundException', expect.stringContaining('was not present in the dictionary'),
			]);
		}
	});

	it('20. type clash in $filter → 500 incompatible types', async () => {
		for (const [filter, types] of [
			['Hold eq \'true\'', '\'Edm.Boolean\' and \'Edm.String\''], ['Description eq 5', '\'Edm.String\' and \'Edm.Decimal\''],
		] as const) {
			const [status, , message] = await failure(`JournalTransaction?$filter=${encodeURIComponent(filter)}`);
			expect([status, message]).toEqual([500, expect.stringContaining(`incompatible types was detected. Found operand types ${types}`)]);
		}
	});

	it('21. list GET on an inquiry entity or on a configured "delegate" field → the optimisation 500; by key works', async () => {
		for (const path of ['AccountSummaryInquiry', 'CompaniesStructure', 'Payment?$expand=ApplicationHistory', 'Budget']) {
			if (path === 'Budget') await site.switches({ delegates: 'Budget,JournalTransaction/Details' });
			const [status, type, message] = await failure(path);
			expect([path, status, type]).toEqual([path, 500, 'PX.Api.ContractBased.OptimizedExport.CannotOptimizeException']);
			expect(message).toMatch(/^Optimization cannot be performed\.The following fields cause the error:\r\n.*BQL delegate\r\n$/);
		}
		expect((await failure('JournalTransaction?$expand=Details'))[0]).toBe(500);
		expect((await caller.list('JournalTransaction/GL/GL0000003?$expand=Details')).status).toBe(200);
		expect(rows((await caller.list('Payment/Payment/000001?$expand=ApplicationHistory')).json(), 'ApplicationHistory')).toHaveLength(1);
	});

	it('22. by-key miss → 500 NoEntitySatisfies…; PATCH miss → 404', async () => {
		for (const path of ['Account/77777', 'JournalTransaction/GL/GL7777777', 'Account/0c1f0000-0000-0000-0000-000000000000']) {
			expect(await failure(path)).toEqual([500, 'PX.Api.ContractBased.NoEntitySatisfiesTheConditionException', 'No entity satisfies the condition.']);
		}
		const patched = await caller.send('PATCH', `${site.base}/Account`, { AccountCD: { value: '77777' }, Description: { value: 'x' } });
		expect(patched.status).toBe(404);
		const [account] = await list('Account?$top=1');
		const found = (await caller.list(`Account/${String(account?.id)}`)).json();
		expect(found).toEqual(account);
		expect(value((await caller.list('JournalTransaction/GL|GL0000003')).json(), 'Description')).toBe('Accrual freight Feb');
		for (const [method, path, status] of [
			['POST', 'Account', 406], ['PUT', 'Account/10100', 405], ['PATCH', 'Account/10100', 405], ['DELETE', 'Account', 405],
		] as const) {
			expect([method, (await caller.send(method, `${site.base}/${path}`, {})).status]).toEqual([method, status]);
		}
	});

	it('23. PX-ApiArchive reveals archived rows', async () => {
		const filter = `JournalTransaction?$filter=${encodeURIComponent('Description eq \'Old correction\'')}`;
		expect(await list(filter)).toEqual([]);
		expect(await list(filter, { 'PX-ApiArchive': 'SHOW' })).toHaveLength(1);
	});

	it('24. 403 text names form and id when the feature/role is off; a module never set up is a 500', async () => {
		await site.switches({ denied: 'Subaccount,Bill', notConfigured: 'Project' });
		expect(await failure('Subaccount')).toEqual([403, expect.any(String), 'You have insufficient rights to access the Subaccounts (GL203000) form.']);
		expect((await failure('Bill/Bill/001242'))[0]).toBe(403);
		expect(await failure('Project')).toEqual([
			500, expect.stringContaining('PXSetupNotEnteredException'), expect.stringContaining('General Ledger Preferences'),
		]);
	});

	it('47. stamps in ms on 3.33 ms ticks, server offset configurable', async () => {
		const stamps = (valuesOf(await list('JournalTransaction'), 'LastModifiedDateTime') as string[]);
		for (const stamp of stamps) expect(stamp).toMatch(/^2026-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,2}[1-9])?\+00:00$/);
		for (const stamp of stamps) expect([0, 3, 7]).toContain(Number((/\.(\d+)/.exec(stamp)?.[1] ?? '').padEnd(3, '0')) % 10);
		const before = (await list('JournalTransaction?$top=1'))[0];
		await site.switches({ serverOffset: '-04:00' });
		const after = (await list('JournalTransaction?$top=1'))[0];
		expect(Date.parse(String(value(after, 'LastModifiedDateTime')))).toBe(Date.parse(String(value(before, 'LastModifiedDateTime'))));
		expect(value(after, 'TransactionDate')).toBe('2026-02-27T00:00:00-04:00');
		expect(value(after, 'LastModifiedDateTime')).toMatch(/-04:00$/);
	});

	it('48. token user hidden from some rows by a "restriction group" switch: 200 with fewer rows', async () => {
		const all = (await list('JournalTransaction')).length;
		await site.switches({ restrictionGroups: true });
		expect(await list('JournalTransaction')).toHaveLength(all - 1);
		const boss = await site.caller(CONTROLLER);
		expect((await boss.list('JournalTransaction')).json<Entity[]>()).toHaveLength(all);
	});

	it('custom fields: of the header, of details with $expand, user-defined ones, found by $adHocSchema; a binary one spoils the request', async () => {
		const [batch] = await list('JournalTransaction?$top=1&$custom=BatchModule.CuryControlTotal,BatchModule.AttributePLANREF');
		expect(batch?.custom).toEqual({ BatchModule: {
			CuryControlTotal: { type: 'CustomDecimalField', value: 1824.55 }, AttributePLANREF: { type: 'CustomStringField' },
		} });
		const path = '$custom=Details/GLTranModuleBatNbr.UsrPlanRow';
		expect(rows(
			(await list(`JournalTransaction?$top=1&$expand=Details&${path}`))[0], 'Details',
		)[0]?.custom).toEqual({ GLTranModuleBatNbr: { UsrPlanRow: { type: 'CustomStringField' } } });
		expect((await caller.list(`JournalTransaction?$top=1&${path}`)).status).toBe(200);
		const schema = (await caller.list('JournalTransaction/$adHocSchema')).json();
		expect((schema.custom as Record<string, Record<string, unknown>>).BatchModule?.AttributePLANREF).toEqual({ type: 'CustomStringField' });
		expect((await failure('Account?$custom=AccountRecords.GroupMask'))[0]).toBe(500);
		await site.switches({ wideSelect: 1 });
		expect((await failure('JournalTransaction?$custom=BatchModule.BatchType,BatchModule.AutoReverse'))[0]).toBe(500);
	});

	it('ids of details are stable, or another one in every session', async () => {
		const ids = async (who: Caller): Promise<unknown[]> => rows(
			(await who.list('JournalTransaction/GL/GL0000003?$expand=Details')).json(), 'Details',
		).map(({ id }) => id);
		const other = await site.caller();
		expect(await ids(other)).toEqual(await ids(caller));
		await site.switches({ detailIds: 'session' });
		expect(await ids(caller)).toEqual(await ids(caller));
		expect(await ids(other)).not.toEqual(await ids(caller));
	});

	it('files are listed by $expand=files and can be had again', async () => {
		const put: Answer = await caller.send('PUT', `${site.base}/Bill/Bill/001242/files/scan%201.txt`, 'content');
		expect(put.status).toBe(204);
		const [file] = rows((await caller.list('Bill/Bill/001242?$expand=files')).json(), 'files');
		expect(file).toEqual({ id: expect.any(String), filename: 'scan 1.txt', href: expect.stringContaining('/files/') });
		expect((await caller.get(String(file?.href).replace('/HarborMills', ''))).text).toBe('content');
	});
});
