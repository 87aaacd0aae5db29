import { type Caller, ROOT, Site, values, type Page } from './driver';

describe('lists', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
	});
	beforeEach(async () => {
		await site.control('reset', {});
		caller = site.caller();
	});
	afterAll(() => site.close());

	const refused = async (option: string, resource = 'GL/GLAccounts'): Promise<void> => {
		const answer = await caller.get(`${resource}?${option}`);
		expect([option, answer.status, answer.code]).toEqual([option, 400, 'InvalidParameters']);
	};
	const numbers = async (filter: string): Promise<unknown[]> => values(await caller.rows(`AP/APVendors?$filter=${encodeURIComponent(filter)}`), 'VendorNumber');
	const follow = (link: string): Promise<Page> => caller.raw('GET',
		new URL(link).pathname + new URL(link).search).then((answer) => answer.json<Page>());

	it('10. without options: PageSize rows and a nextLink; the last page has none', async () => {
		const first = await caller.page('GL/GLAccounts');
		expect(first.value).toHaveLength(100);
		const seen = [...first.value];
		let pages = 1;
		for (let link = first['@odata.nextLink']; link !== undefined; pages += 1) {
			const next = await follow(link);
			seen.push(...next.value);
			link = next['@odata.nextLink'];
		}
		const keys = values(seen, 'UnformattedAccount') as string[];
		expect([pages, new Set(keys).size, keys.length]).toEqual([3, 216, 216]);
		expect([...keys].sort()).toEqual(keys);
		await site.switches({ pageSize: 1000 });
		expect(await caller.page('GL/GLAccounts')).not.toHaveProperty('@odata.nextLink');
	});

	it('11. nextLink has another host when the switch says so, keeps filter and select, and has the right $skip', async () => {
		await site.switches({ nextLinkHost: 'http://sage-internal.example', pageSize: 30 });
		const first = await caller.page('GL/GLAccounts?$filter=startswith(UnformattedAccount,\'6\') and Status eq \'Active\'&$select=UnformattedAccount,Status');
		const link = new URL(String(first['@odata.nextLink']));
		expect([link.origin, link.pathname]).toEqual(['http://sage-internal.example', `${ROOT}/NORDIX/GL/GLAccounts`]);
		expect(Object.fromEntries(link.searchParams)).toEqual({
			$filter: 'startswith(UnformattedAccount,\'6\') and Status eq \'Active\'', $select: 'UnformattedAccount,Status', $skip: '30',
		});
		const second = await follow(link.href);
		expect(new URL(String(second['@odata.nextLink'])).searchParams.get('$skip')).toBe('60');
		expect(Object.keys(second.value[0] ?? {})).toEqual(['UnformattedAccount', 'Status']);
	});

	it('12. $top=5 gives 5 rows and no link; $top=250 gives 100 rows and a link with the rest', async () => {
		const five = await caller.page('GL/GLAccounts?$top=5');
		expect([five.value.length, five['@odata.nextLink']]).toEqual([5, undefined]);
		const many = await caller.page('GL/GLAccounts?$top=250');
		const link = new URL(String(many['@odata.nextLink']));
		expect([many.value.length, link.searchParams.get('$top'), link.searchParams.get('$skip')]).toEqual([100, '150', '100']);
		await site.switches({ topAbovePage: 'capped' });
		const capped = await caller.page('GL/GLAccounts?$top=250');
		expect([capped.value.length, capped['@odata.nextLink']]).toEqual([100, undefined]);
	});

	it('13. $count=true counts what the filter finds; a switch serves odata.count as text', async () => {
		const page = await caller.page('GL/GLAccounts?$count=true&$filter=startswith(UnformattedAccount,\'62000\')&$top=2');
		expect([page['@odata.count'], page.value.length]).toEqual([7, 2]);
		await site.switches({ envelope: 'odata3' });
		const old = (await caller.get('GL/GLAccounts?$count=true&$top=1')).json();
		expect([old['odata.count'], old['@odata.count'], typeof old['odata.metadata']]).toEqual(['216', undefined, 'string']);
	});

	it('14. $select limits properties; details are left out when not selected', async () => {
		expect((await caller.rows('GL/GLJournalBatches?$select=BatchNumber, Status&$top=1'))[0]).toEqual({ BatchNumber: '000001', Status: 'Posted' });
		expect((await caller.rows('GL/GLJournalBatches?$top=1'))[0]).toHaveProperty('JournalHeaders.0.JournalDetails.0.AccountNumber', '10100');
	});

	it('15. $filter with every documented operator and function; ge only with the switch on', async () => {
		const all = ['O\'HARA', 'V1040', 'V1041', 'V1042', 'V1043', 'V1044'];
		expect(await numbers('VendorNumber eq \'O\'\'HARA\'')).toEqual(['O\'HARA']);
		expect(await numbers('VendorNumber ne \'V1040\'')).toEqual(all.filter((one) => one !== 'V1040'));
		expect(await numbers('VendorNumber gt \'V1042\'')).toEqual(['V1043', 'V1044']);
		expect(await numbers('VendorNumber lt \'V1041\'')).toEqual(['O\'HARA', 'V1040']);
		expect(await numbers('VendorNumber le \'V1041\' and VendorNumber gt \'V\'')).toEqual(['V1040', 'V1041']);
		expect(await numbers('(GroupCode eq \'FREIGT\' or CurrencyCode eq \'EUR\') and OnHold eq \'NotOnHold\'')).toEqual(['V1040', 'V1042', 'V1043']);
		expect(await numbers('startswith(VendorName,\'O\')')).toEqual(['O\'HARA', 'V1043']);
		expect(await numbers('endswith(VendorName,\'Legal\')')).toEqual(['V1044']);
		expect(await numbers('substringof(\'Papier\',VendorName)')).toEqual(['V1042']);
		expect(await numbers('length(VendorNumber) gt 5')).toEqual(['O\'HARA']);
		expect(await numbers('BalanceDueinVendorCurrency gt 1000.00')).toEqual(['V1040']);
		expect(await numbers('1000 lt BalanceDueinVendorCurrency')).toEqual(['V1040']);
		await refused('$filter=BalanceDueinVendorCurrency ge 1000', 'AP/APVendors');
		await refused('$filter=contains(VendorName,\'Papier\')', 'AP/APVendors');
		await site.switches({ ge: 'accept', contains: 'accept' });
		expect(await numbers('BalanceDueinVendorCurrency ge 1240 and contains(VendorName,\'Carriers\')')).toEqual(['V1040']);
	});

	it('16. a date literal without quotes and with Z is accepted; datetime\'…\' is 400', async () => {
		expect(await numbers('DateLastMaintained gt 2026-05-04T00:00:00Z')).toEqual(['O\'HARA', 'V1044']);
		expect(await numbers('DateLastMaintained gt 2026-05-05T00:00:00Z')).toEqual(['O\'HARA']);
		expect(await numbers('DateLastMaintained eq 2026-05-05T00:00:00Z')).toEqual(['V1044']);
		expect(await numbers('InactiveDate gt 2000-01-01T00:00:00Z')).toEqual([]);
		expect(await numbers('InactiveDate eq null and DateLastMaintained ne null')).toHaveLength(6);
		for (const literal of ['datetime\'2026-05-04T00:00\'', '2026-05-04',
			'\'2026-05-04\'']) await refused(`$filter=DateLastMaintained gt ${literal}`, 'AP/APVendors');
		await site.switches({ oldLiterals: 'accept' });
		expect(await numbers('DateLastMaintained gt datetime\'2026-05-04T00:00\' and BalanceDueinVendorCurrency lt 99.99m')).toEqual(['O\'HARA',
			'V1044']);
	});

	it('17. an enum is compared as quoted text; an unknown word is 400 InvalidParameters', async () => {
		expect(values(await caller.rows('GL/GLAccounts?$filter=Status eq \'Inactive\''), 'UnformattedAccount')).toEqual(['59000']);
		await refused('$filter=Status eq \'Asleep\'');
		await refused('$filter=Status eq 1');
		await refused('$filter=Status eq Inactive');
	});

	it('18. an unknown property in $filter or $select is 400 InvalidParameters', async () => {
		await refused('$filter=Nothing eq \'1\'');
		await refused('$filter=status eq \'Active\'');
		await refused('$select=UnformattedAccount,Nothing');
		await refused('$filter=JournalHeaders eq \'1\'', 'GL/GLJournalBatches');
		await refused('$filter=Status eq');
		await refused('$filter=Description eq \'a\' Status');
	});

	it('19. $orderby and $expand are 400 in strict mode, honoured in lenient mode', async () => {
		await refused('$orderby=Description');
		await refused('$expand=AccountOptionalFields');
		await refused('$search=x');
		await site.switches({ unlistedOptions: 'honour' });
		const names = values(await caller.rows('AP/APVendors?$orderby=GroupCode desc,VendorNumber&$expand=VendorOptionalFieldValues'), 'VendorNumber');
		expect(names).toEqual(['O\'HARA', 'V1044', 'V1041', 'V1042', 'V1040', 'V1043']);
	});

	it('20. the same option twice is 400', async () => {
		await refused('$top=1&$top=2');
		await refused('$filter=Status eq \'Active\'&$filter=Status eq \'Inactive\'');
		await refused('$top=-1');
		await refused('$skip=x');
		await refused('$count=maybe');
	});

	it('an empty result is 200 with an empty value', async () => {
		expect((await caller.page('GL/GLAccounts?$filter=UnformattedAccount eq \'0\'')).value).toEqual([]);
	});

	it('a record inserted ahead of the window between two pages comes late, and one comes twice', async () => {
		await site.switches({ pageSize: 3 });
		await site.control('later', { match: 'GET .*APVendors', route: 'records',
			body: { resource: 'APVendors', record: { VendorNumber: 'A0001', VendorName: 'New' } } });
		const first = values(await caller.rows('AP/APVendors'), 'VendorNumber');
		expect([first, values(await caller.rows('AP/APVendors?$skip=3'), 'VendorNumber')]).toEqual([['O\'HARA', 'V1040', 'V1041'],
			['V1041', 'V1042', 'V1043']]);
		await site.control('later', { match: 'APVendors', requests: 2, route: 'delete', body: { resource: 'APVendors', key: 'A0001' } });
		expect([await caller.rows('AP/APVendors'), await caller.rows('AP/APVendors')].map((rows) => rows[0]?.VendorNumber)).toEqual(['A0001', 'A0001']);
		expect((await caller.rows('AP/APVendors'))[0]?.VendorNumber).toBe('O\'HARA');
	});
});
