import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { descriptor } from '../../../simulators/sage300';
import { Switches } from '../../../simulators/sage300/switches';
import { BALANCED, type Caller, journal, Site, type Page, type Rec } from './driver';

const LINES = 100_000;
const units = (text: string): bigint => BigInt(text.replace('.', ''));

describe('a hundred thousand generated ledger lines', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start({ seeds: { ledger: { lines: LINES } }, switches: { pageSize: 1000 } });
		caller = site.caller();
	});
	afterAll(() => site.close());

	it('are paged in key order, every line once, and their sum is the announced one', async () => {
		const { generated } = await site.control<{ generated: { lines: number; postings: number; firstSequence: number; debit: string } }>('company');
		expect(generated).toMatchObject({ lines: LINES, postings: 1000, firstSequence: 8 });
		let path: string | undefined = `GL/GLPostedTransactions?$filter=PostingSequenceNumber gt 7&$count=true&$select=AccountNumber,PostingSequenceNumber,DetailCount,JournalTransactionAmount`;
		let [debit, net, pages, disordered, last] = [0n, 0n, 0, 0, ''];
		const seen = new Set<string>();
		while (path !== undefined) {
			const answer = await caller.get(path);
			for (const [, account, sequence, detail,
				amount = ''] of answer.text.matchAll(/"AccountNumber":"(\w+)","PostingSequenceNumber":(\d+),"DetailCount":(\d+),"JournalTransactionAmount":(-?[\d.]+)/g)) {
				seen.add(`${sequence}/${detail}`);
				if (String(account) < last) disordered += 1;
				last = String(account);
				net += units(amount);
				if (!amount.startsWith('-')) debit += units(amount);
			}
			pages += 1;
			const link = answer.json<Page>()['@odata.nextLink'];
			path = link === undefined ? undefined : `GL/GLPostedTransactions${new URL(link).search}`;
		}
		expect([seen.size, net, debit * 10n, pages, disordered]).toEqual([LINES, 0n, units(generated.debit), 100, 0]);
	}, 120_000);

	it('stand in the fiscal sets, and a posting beside them too', async () => {
		const movements = async (): Promise<bigint> => {
			const text = (await caller.get('GL/GLAccountFiscalSets?$filter=Fiscalsetyear eq \'2026\' and AccountNumber eq \'62000D10\' and Currencytype eq \'Functional\' and FiscalsetDesignator eq \'Actuals\'')).text;
			return [...text.matchAll(/"Period\d\dnetamount":(-?[\d.]+)/g)].reduce((sum, [, amount = '']) => sum + units(amount), 0n);
		};
		const [total] = (await site.control<Record<string, string>[]>('totals?by=Account,Year')).filter(({ Account,
			Year }) => Account === '62000D10' && Year === '2026');
		const before = await movements();
		expect(before * 10n).toBe(units(total?.net ?? ''));
		await caller.ready(await caller.newBatch(journal(BALANCED)));
		expect(await movements() - before).toBe(125050n);
		expect((await caller.page('GL/GLPostedTransactions?$filter=PostingSequenceNumber gt 1007&$count=true'))['@odata.count']).toBe(2);
	}, 60_000);

	it('cost what their places cost: no line is kept in memory', async () => {
		const own = await Site.start();
		const before = process.memoryUsage().heapUsed;
		await own.control('scale', { lines: LINES, company: 'NORDIX' });
		const grown = process.memoryUsage().heapUsed - before;
		await own.close();
		// A stored line takes more than a kilobyte.
		expect(grown).toBeLessThan(LINES * 400);
	}, 60_000);

	it('are there again after a reset, the same', async () => {
		const first = (await caller.get('GL/GLPostedTransactions?$filter=PostingSequenceNumber eq 100')).text;
		await site.control('reset', {});
		expect((await site.caller().get('GL/GLPostedTransactions?$filter=PostingSequenceNumber eq 100')).text).toBe(first);
	}, 60_000);
});

describe('the command line and the page about simulators', () => {
	const page = readFileSync(join(process.cwd(), 'docs/simulators.md'), 'utf8');
	const from = page.indexOf('## The Sage 300 site');
	const section = page.slice(from, page.indexOf('\n## ', from + 1));
	const shown = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

	const valuesOf = (one: { default: unknown; allowed?: readonly unknown[] }): string => {
		if (one.allowed) return one.allowed.map(shown).join(', ');
		if (typeof one.default === 'boolean') return `${shown(one.default)}, ${shown(!one.default)}`;
		return one.default === '' ? 'empty' : shown(one.default);
	};

	it.each(new Switches().list().map((one) => [one.name, one] as const))('has switch %s with all its values', (name, one) => {
		expect(section).toContain(`| \`${name}\` | ${valuesOf(one)}: `);
	});

	it('has no switch that does not exist', () => {
		const known = new Set<string>(new Switches().list().map(({ name }) => name));
		expect([...section.matchAll(/^\| `(\w+)` \| /gm)].map(([, name = '']) => name).filter((name) => !known.has(name))).toEqual([]);
	});

	it('starts by the descriptor with generated lines, and refuses what is no number', async () => {
		const running = await descriptor.start({ 'sage300-lines': '250' });
		const facts = (await (await fetch(`${running.url}/__sim/company`)).json()) as { generated: Rec; companies: Rec[] };
		await running.close();
		expect(facts).toMatchObject({ generated: { lines: 250, postings: 3 },
			companies: [{ id: 'NORDIX', address: `${running.url}/Sage300WebApi/v1.0/-/NORDIX` }, { id: 'SAMLTD' }] });
		expect(() => descriptor.start({ 'sage300-lines': 'many' })).toThrow('--sage300-lines takes');
	});
});
