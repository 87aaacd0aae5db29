import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SERVER, descriptor } from '../../../simulators/sagex3';
import { Switches } from '../../../simulators/sagex3/switches';
import { Server, thousandths, type Page, type Rec } from './driver';

const LINES = 100_000;

describe('a hundred thousand generated entry lines', () => {
	let server: Server;

	beforeAll(async () => {
		server = await Server.start({ seeds: { ledger: { lines: LINES } } });
	});
	afterAll(() => server.close());

	const generated = { journalEntryType: 'GEN|BRI', ledgerTypeNumber: 'legal' };

	it('are paged in the order of their stamps, every line once, and their sum is the announced one', async () => {
		const facts = await server.control<{ generated: { lines: number; entries: number; debit: string } }>('facts');
		expect(facts.generated).toMatchObject({ lines: LINES, entries: 5000 });
		await server.control('history', undefined, 'DELETE');
		let [debit, net, pages, after, last, disordered] = [0n, 0n, 0, null as string | null, '', 0];
		const seen = new Set<unknown>();
		do {
			const page: Page = await server.page('x3Finance.journalEntryLine', '_id sign ledgerAmount _updateStamp',
				{ first: 2000, after, filter: generated, orderBy: '{_updateStamp: 1, _id: 1}' });
			for (const { node } of page.edges) {
				seen.add(node._id);
				if (String(node._updateStamp) < last) disordered += 1;
				last = String(node._updateStamp);
				const units = thousandths(node.ledgerAmount) * BigInt(Number(node.sign));
				net += units;
				if (units > 0n) debit += units;
			}
			pages += 1;
			after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
		} while (after !== null);
		expect([seen.size, net, debit, pages, disordered]).toEqual([LINES, 0n, thousandths(facts.generated.debit), 50, 0]);
	}, 120_000);

	it('have their totals by cost centre, which are those of the lines', async () => {
		const sums = await server.control<Record<string, string>[]>('totals?by=CCT&ledger=1&match=^GEN');
		expect(sums.map(({ CCT }) => CCT).sort()).toEqual(['', 'D10', 'D20', 'D30', 'D40', 'D50']);
		expect(sums.reduce((sum, { net }) => sum + thousandths(net), 0n)).toBe(0n);
	}, 60_000);

	it('are the same by api1', async () => {
		await server.switches({ classicCap: 5000 });
		const [keys, sums] = [new Set<unknown>(), [0n]];
		let path: string | undefined = '/api1/x3/erp/LINDEN/GACCENTRYD?representation=GACCENTRYD.$query&count=5000&where=TYP eq \'GEN\' and LEDTYP eq 1 and SNS eq 1';
		while (path !== undefined) {
			const page: Rec = (await server.classicUrl(path)).json();
			for (const { $key, AMTLED } of page.$resources as Rec[]) {
				keys.add($key);
				sums[0] = (sums[0] ?? 0n) + thousandths((AMTLED as number).toFixed(2));
			}
			path = ((page.$links as Rec).$next as { $url: string } | undefined)?.$url.replace(server.url, '');
		}
		const { generated: { debit } } = await server.control<{ generated: { debit: string } }>('facts');
		expect([keys.size, sums[0]]).toEqual([LINES - 5000, thousandths(debit)]);
	}, 120_000);

	it('cost what their entries cost: no line is kept in memory', async () => {
		const own = await Server.start();
		const before = process.memoryUsage().heapUsed;
		await own.control('scale', { lines: LINES });
		const grown = process.memoryUsage().heapUsed - before;
		await own.close();
		// Two ledger types of a hundred thousand lines; a stored line takes more than a kilobyte.
		expect(grown).toBeLessThan(LINES * 200);
	}, 60_000);

	it('are there again after a reset, the same', async () => {
		const one = (): Promise<readonly Rec[]> => server.nodes('x3Finance.journalEntryLine', '_id ledgerAmount account { code }',
			{ filter: { journalEntry: 'GEN|GEN260000100' } });
		const first = await one();
		await server.control('reset', {});
		expect([first.length, await one()]).toEqual([40, first]);
	}, 60_000);
});

describe('the command line and the page about simulators', () => {
	const page = readFileSync(join(process.cwd(), 'docs/simulators.md'), 'utf8');
	const from = page.indexOf('## The Sage X3 server');
	const end = page.indexOf('\n## ', from + 1);
	const section = page.slice(from, end < 0 ? page.length : end);
	const shown = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

	const valuesOf = (one: { default: unknown; allowed?: readonly unknown[] }): string => {
		if (one.allowed) return one.allowed.map(shown).join(', ');
		if (typeof one.default === 'boolean') return `${shown(one.default)}, ${shown(!one.default)}`;
		return one.default === '' ? 'empty' : shown(one.default);
	};

	it.each(new Switches().list().map((one) => [one.name, one] as const))('has switch %s with all its values', (name, one) => {
		expect(section).toContain(`| \`${name}\` | ${valuesOf(one)}: ${one.meaning} |`);
	});

	it('has no switch that does not exist', () => {
		const known = new Set<string>(new Switches().list().map(({ name }) => name));
		expect([...section.matchAll(/^\| `(\w+)` \| /gm)].map(([, name = '']) => name).filter((name) => !known.has(name))).toEqual([]);
	});

	it('starts by the descriptor with generated lines and a model from a file, and refuses what is no number', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'x3-'));
		const model = join(folder, 'server.json');
		writeFileSync(model, JSON.stringify({ ...DEFAULT_SERVER, folders: DEFAULT_SERVER.folders.slice(1) }));
		const running = await descriptor.start({ 'sagex3-lines': '250', 'sagex3-model': model });
		const facts = (await (await fetch(`${running.url}/__sim/facts`)).json()) as Rec;
		await running.close();
		rmSync(folder, { recursive: true, force: true });
		expect(facts).toMatchObject({ generated: { lines: 250, entries: 13 }, graphql: `${running.url}/xtrem/api`,
			folders: [{ folder: 'PILOT', endpoint: 'PILOTX3' }] });
		expect(() => descriptor.start({ 'sagex3-lines': 'many' })).toThrow('--sagex3-lines takes');
	});
});
