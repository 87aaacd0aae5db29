import { dig, Server, type Answer, type Rec } from './driver';

interface List {
	readonly $itemsPerPage: number;
	readonly $resources: readonly Rec[];
	readonly $links: { readonly $first: { readonly $url: string }; readonly $next?: { readonly $url: string } };
	readonly $diagnoses?: readonly Rec[];
}

describe('classic REST', () => {
	let server: Server;

	beforeAll(async () => {
		server = await Server.start();
	});
	beforeEach(() => server.restart());
	afterAll(() => server.close());

	const query = (name: string, rest = '',
		representation = name): Promise<Answer> => server.classic(`${name}?representation=${representation}.$query${rest}`);
	const list = async (name: string, rest = '', representation = name): Promise<List> => (await query(name, rest, representation)).json<List>();
	const details = (name: string, key: string): Promise<Answer> => server.classic(`${name}('${key}')?representation=${name}.$details`);
	const where = async (predicate: string, name = 'BPSUPPLIER', column = 'BPSNUM'): Promise<readonly unknown[]> =>
		((await list(name, `&count=100&where=${encodeURIComponent(predicate)}`)).$resources).map((one) => one[column]);
	const follow = async (start: string): Promise<{ readonly rows: readonly Rec[]; readonly pages: number; readonly sent: readonly string[] }> => {
		const [rows, sent] = [[] as Rec[], [] as string[]];
		let path: string | undefined = start;
		while (path !== undefined) {
			const page: List = (await server.classicUrl(path)).json<List>();
			rows.push(...page.$resources);
			const next: string | undefined = page.$links.$next?.$url;
			path = next?.replace(server.url, '');
			if (next !== undefined) sent.push(next);
		}
		return { rows, pages: sent.length + 1, sent };
	};

	it('33. 20 without count, at most 100, $itemsPerPage tells; $next until the last page, with a parameter nobody sent', async () => {
		const plain = await list('GACCENTRY');
		expect([plain.$itemsPerPage, plain.$resources.length]).toEqual([20, 20]);
		const capped = await list('GACCENTRY', '&count=1000');
		expect([capped.$itemsPerPage, capped.$resources.length]).toEqual([100, 100]);
		const { rows, pages, sent } = await follow('/api1/x3/erp/LINDEN/GACCENTRY?representation=GACCENTRY.$query&count=100');
		expect([rows.length, pages, new Set(rows.map(({ $key }) => $key)).size]).toEqual([1002, 11, 1002]);
		expect([sent[0]?.includes('key=gt.'), sent[0]?.includes('sid=p1')]).toEqual([true, true]);
		expect((await list('COMPANY')).$links.$next).toBeUndefined();
	});

	it('33. links follow an order that is no key, and lose no ties', async () => {
		const { rows, pages } = await follow(`/api1/x3/erp/LINDEN/GACCENTRYD?representation=GACCENTRYD.$query&count=100&orderBy=UPDDATTIM desc&where=${encodeURIComponent('LEDTYP eq 1 and UPDDATTIM ge @2026-06-01@')}`);
		expect([rows.length, pages, new Set(rows.map(({ $key }) => $key)).size]).toEqual([458, 5, 458]);
		const stamps = rows.map(({ UPDDATTIM }) => String(UPDDATTIM));
		expect(stamps).toEqual([...stamps].sort().reverse());
		await server.switches({ nextHost: 'http://x3-internal.example' });
		expect((await list('GACCENTRY')).$links.$next?.$url).toMatch(/^http:\/\/x3-internal\.example\/api1/);
	});

	it.each([
		['eq', 'BPSNUM eq \'S0003\'', ['S0003']],
		['left', 'left(BPSNAM,4) eq \'Harr\'', ['S0001']],
		['ne and', 'CUR ne \'GBP\' and ENAFLG eq 2', ['S0002', 'S0004']],
		['or with brackets', '(BPSNUM eq \'S0001\' or BPSNUM eq \'S0002\') and CUR eq \'EUR\'', ['S0002']],
		['not', 'not (BPSNUM gt \'S0002\')', ['S0001', 'S0002']],
		['lt le ge', 'BPSNUM ge \'S0002\' and BPSNUM lt \'S0004\' and BPSNUM le \'S0009\'', ['S0002', 'S0003']],
		['between', 'BPSNUM between \'S0004\' and \'S0005\'', ['S0004', 'S0005']],
		['in', 'BPSNUM in (\'S0001\',\'S0012\')', ['S0001', 'S0012']],
		['like', 'BPSNAM like \'O_ara%\' or BPSNAM like \'O\'\'H%\'', ['S0006']],
		['a path through a reference', 'BPSNUM.CRY eq \'DE\'', ['S0004']],
		['timestamps', 'UPDDATTIM ge @2025-11-03T10:51:00Z@', ['S0011', 'S0012']],
	])('34. where: %s', async (_what, predicate, keys) => {
		expect(await where(predicate)).toEqual(keys);
	});

	it('34. where over lines: numbers, dates; an unknown property is 500; nothing found is 200 with an empty list', async () => {
		expect(await where('LEDTYP eq 1 and AMTLED gt 98765432109876.53', 'GACCENTRYD', '$key')).toEqual(['MIS~LM1-2604-0053~1~1',
			'MIS~LM1-2604-0053~2~1']);
		expect(await where('ACCDAT eq @2026-06-10@ and SNS eq -1 and LEDTYP eq 1', 'GACCENTRYD', '$key')).toContain('MIS~LM1-2606-0001~2~1');
		expect((await query('BPSUPPLIER', '&where=NOPE eq \'1\'')).status).toBe(500);
		expect((await query('BPSUPPLIER', '&where=BPSNUM eq')).status).toBe(400);
		expect((await query('BPSUPPLIER', '&orderBy=NOPE')).status).toBe(500);
		const none = await query('BPSUPPLIER', '&where=BPSNUM eq \'NONE\'');
		expect([none.status, none.json<List>().$resources, none.json<List>().$links.$next]).toEqual([200, [], undefined]);
		await server.switches({ whereGrammar: 'documented' });
		expect((await query('BPSUPPLIER', '&where=BPSNUM gt \'S1\'')).status).toBe(400);
		expect(await where('(left(BPSNAM,4) eq \'Harr\')')).toEqual(['S0001']);
	});

	it('35. $details of a record that is not there is 200 with diagnosis 721; of one that is there, with all its lines', async () => {
		const missing = await details('BPSUPPLIER', 'NONE');
		expect([missing.status, missing.json()]).toEqual([200, { $diagnoses: [{ $severity: 'error', $message: '721 : Record does not exist' }] }]);
		const order = (await details('PORDER', 'POLM10003')).json();
		expect([order.$key, (order.PORDERQ as Rec[]).length, dig(order, 'PORDERQ', 500, 'POPLIN')]).toEqual(['POLM10003', 501, 501_000]);
		const entry = (await details('GACCENTRY', 'MIS~LM1-2604-0101')).json();
		expect([(entry.GACCENTRYD as Rec[]).length, dig(entry, 'GACCENTRYD', 0, 'GACCENTRYA', 1)]).toEqual([6,
			expect.objectContaining({ ANALIN: 2, DIE: ['BUS', 'CCT'], CCE: ['D10', 'D50'] })]);
	});

	it('35. diagnoses come in a 200: with an error the record is not there, with a warning it is', async () => {
		await server.control('disturb', { kind: 'diagnosis', severity: 3, match: 'BPSUPPLIER S0002', message: 'Locked' });
		const spoiled = await list('BPSUPPLIER', '&count=3');
		expect([spoiled.$resources.map(({ $key }) => $key), spoiled.$diagnoses]).toEqual([['S0001', 'S0003'],
			[{ $severity: 'error', $message: 'Locked' }]]);
		await server.control('disturb', { kind: 'diagnosis', severity: 2, match: 'BPSUPPLIER S0002' });
		expect(await list('BPSUPPLIER', '&count=3')).toMatchObject({ $resources: [{}, {}, {}], $diagnoses: [{ $severity: 'warning' }] });
	});

	it('36. a wrong class or representation is 4xx; no credentials are 401, or a login page with 200', async () => {
		expect([(await query('NOPE')).status, (await query('BPSUPPLIER', '', 'BPCUSTOMER')).status,
			(await server.classic('BPSUPPLIER')).status]).toEqual([404, 404, 404]);
		expect((await server.classicUrl('/api1/x3/erp/NOPE/BPSUPPLIER?representation=BPSUPPLIER.$query')).status).toBe(400);
		const path = '/api1/x3/erp/LINDEN/BPSUPPLIER?representation=BPSUPPLIER.$query';
		expect([(await server.send('GET', path)).status, (await server.classicUrl(path, 'ANAPLAN', 'wrong')).status]).toEqual([401, 401]);
		await server.switches({ loginPage: true });
		const page = await server.send('GET', path);
		expect([page.status, page.headers.get('content-type')?.split(';')[0], page.text.includes('Sign in')]).toEqual([200, 'text/html', true]);
		await server.switches({ classicModes: 'bearer' });
		expect((await server.classicUrl(path)).headers.get('content-type')).toContain('text/html');
		await server.switches({ classes: 'BPSUPPLIER=YSUPPLIER', representations: 'BPSUPPLIER=YSUPPL', classicModes: 'basic' });
		expect((await list('YSUPPLIER', '', 'YSUPPL')).$resources).toHaveLength(12);
	});

	it('37. references have a title beside them, keys a tilde, local menus their number, decimals their digits', async () => {
		const [line] = (await list('GACCENTRYD', '&where=TYP eq \'MIS\' and NUM eq \'LM1-2604-0053\' and LEDTYP eq 1')).$resources;
		expect(line).toMatchObject({ $key: 'MIS~LM1-2604-0053~1~1', SNS: 1, LEDTYP: 1, CUR: 'GBP', CUR_REF: { $title: 'Pound sterling' },
			ACC: '67000', ACC_REF: { $title: 'Depreciation' }, MTCDAT: null });
		const text = (await query('GACCENTRYD', '&where=NUM eq \'LM1-2604-0053\' and LEDTYP eq 1')).text;
		expect(text).toContain('"AMTLED":98765432109876.54,');
		const headers = (await list('GACCENTRY', '&count=100&where=TYP eq \'MIS\' and left(NUM,8) eq \'LM1-2606\'')).$resources;
		expect(headers.map(({ STA, CAT }) => [STA, CAT])).toEqual([[1, 1], [1, 1]]);
		expect((await list('GACCENTRY', '&where=TYP eq \'SIM\'')).$resources.map(({ CAT }) => CAT)).toEqual([2, 3]);
		expect((await list('GACCOUNT', '&count=1')).$resources[0]).toMatchObject({ $key: 'LFR~401000', YPLANCOD: 'PL-401000' });
		await server.switches({ classicDecimals: 'text', hidden: 'GACCENTRYD.UPDDATTIM' });
		const [plain] = (await list('GACCENTRYD', '&count=1&where=NUM eq \'LM1-2604-0101\'')).$resources;
		expect([plain?.AMTCUR, plain !== undefined && 'UPDDATTIM' in plain]).toEqual(['12.345', false]);
		expect((await query('GACCENTRYD', '&where=UPDDATTIM ge @2026-06-01@')).status).toBe(500);
	});

	it('37. slots of analytical lines: two arrays, indexed columns, or rows', async () => {
		const part = async (): Promise<Rec | undefined> => (await list('GACCENTRYA',
			'&where=NUM eq \'LM1-2604-0101\' and LEDTYP eq 1 and ANALIN eq 2')).$resources[0];
		expect(await part()).toMatchObject({ DIE: ['BUS', 'CCT'], CCE: ['D10', 'D50'], AMTCUR: 8.23 });
		await server.switches({ slotForm: 'columns' });
		expect(await part()).toMatchObject({ DIE_0: 'BUS', CCE_0: 'D10', DIE_1: 'CCT', CCE_1: 'D50' });
		await server.switches({ slotForm: 'rows' });
		expect(await part()).toMatchObject({ SLOTS: [{ DIE: 'BUS', CCE: 'D10' }, { DIE: 'CCT', CCE: 'D50' }] });
	});

	it('38. /sdata/ serves the same and burns a licence token; api1 burns none', async () => {
		await query('BPSUPPLIER');
		expect(await server.control('facts')).toMatchObject({ licences: 0 });
		const answer = await server.classicUrl('/sdata/x3/erp/LINDEN/BPSUPPLIER?representation=BPSUPPLIER.$query');
		expect([answer.status, answer.json<List>().$resources.length]).toEqual([200, 12]);
		expect(await server.control('tokens')).toMatchObject({ licences: 1 });
	});

	it('lists endpoints with totals, and tells the properties of a class', async () => {
		const platform = (await server.classicUrl('/api1/syracuse/collaboration/syracuse/endPoints?representation=endPoints.$query&count=100')).json();
		expect(platform).toMatchObject({ $totalResults: 2, $startIndex: 1, $resources: [{ dataset: 'LINDEN' }, { dataset: 'PILOTX3' }] });
		const prototype = (await server.classic('$prototypes(\'CACCE.$edit\')')).json();
		expect(prototype).toMatchObject({ $properties: { DIE: { $type: 'string', $isMandatory: true }, UPDDATTIM: { $type: 'datetime' } } });
		const french = (await server.classicUrl('/api1/x3/erp/LINDEN/GDIE?representation=GDIE.$query', 'COMPTA', 'compta-secret')).json<List>();
		expect(french.$resources.map(({ DES }) => DES)).toEqual(['Activité', 'Centre de coût', 'Projet', 'Région']);
	});

	it('shows the same ledger as GraphQL', async () => {
		const { rows } = await follow(`/api1/x3/erp/LINDEN/GACCENTRYD?representation=GACCENTRYD.$query&count=100&where=${encodeURIComponent('TYP eq \'MIS\' and LEDTYP eq 1')}`);
		const lines = await server.nodes('x3Finance.journalEntryLine', '_id sign account { code }',
			{ filter: { journalEntryType: 'MIS|BRI', ledgerTypeNumber: 'legal' }, first: 5000 });
		const classic = rows.map((one) => `${String(one.$key).replaceAll('~', '|')} ${String(one.SNS)} ${String(one.ACC)}`);
		expect(classic.sort()).toEqual(lines.map((one) => `${String(one._id)} ${String(one.sign)} ${String(dig(one, 'account', 'code'))}`).sort());
	}, 60_000);
});
