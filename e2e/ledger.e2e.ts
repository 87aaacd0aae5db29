import { rmSync } from 'node:fs';
import path from 'node:path';
import { startAnaplan } from '../simulators/anaplan';
import { startIntacct } from '../simulators/intacct';
import { units } from './checker/decimal-text';
import { Control } from './checker/simulator-control';
import { writeBonnSeed } from './data/bonn-seed';
import { peakOfCommand } from './data/command-peak';
import { writeIntacctSeed } from './data/intacct-seed';
import { ledgerFlow, type Changes } from './data/ledger-flow';
import { hasPublicLedgers } from './data/public-ledgers';
import { bonnLedger, bonnProducts, intacctBills, intacctLedger, type Expected } from './data/published-figures';
import { startN8n } from './host/n8n';
import { BUILD } from './host/places';
import { anaplanCredential, intacctCredential } from './scenario/simulated-credentials';

const MODULES = { bills: '102000000001', ledger: '102000000003' };
const MIB = 1_048_576;

type Row = Readonly<Record<string, string | number>>;

interface Loaded {
	readonly anaplan: Control;
	readonly seconds: number;
	readonly peakBytes: number;
	readonly rejected: readonly unknown[];
	readonly close: () => Promise<void>;
}

/** Converts, loads into the ERP, runs the flow once in a fresh process, and leaves the model open for questions. */
const load = async (name: string, writeSeed: (directory: string) => void, changes: Changes): Promise<Loaded> => {
	const folder = path.join(BUILD, 'e2e', `ledger-${name}`);
	rmSync(folder, { recursive: true, force: true });
	writeSeed(path.join(folder, 'seed'));
	const [intacct, anaplan] = await Promise.all([startIntacct({ seedDir: path.join(folder, 'seed'), seedMode: 'only' }), startAnaplan()]);
	const close = async (): Promise<void> => void (await Promise.all([intacct.close(), anaplan.close()]));
	const id = `ledger${name}`;
	const n8n = await startN8n({ userFolder: path.join(folder, 'n8n'), packageFolder: String(process.env.E2E_PACKAGE) });
	try {
		await n8n.importCredentials([intacctCredential(intacct.url), anaplanCredential(anaplan.url)]);
		await n8n.importWorkflows([ledgerFlow(id, changes)]);
		const beganAt = performance.now();
		const { result, peakBytes } = await peakOfCommand(['execute', `--id=${id}`], async () => await n8n.executeOnce(id, 600_000));
		const seconds = (performance.now() - beganAt) / 1000;
		const [latest] = await n8n.executions({ workflowId: id });
		const { runs, error } = await n8n.execution(String(latest?.id));
		if (!result.ok || latest?.status !== 'success') throw new Error(`The flow failed: ${JSON.stringify(error ?? latest).slice(-2_000)}`);
		const rejected = Object.entries(runs).filter(([node]) => /^(Map|Load) /.test(node)).flatMap(([, all]) => all.flatMap(({ outputs }) => outputs[1] ?? []));
		return { anaplan: new Control(anaplan.url), seconds, peakBytes, rejected, close };
	} catch (error) {
		await close();
		throw error;
	} finally {
		await n8n.shutDown();
	}
};

/** Totals of the model in the form of the expectation. */
const totalsOf = async (anaplan: Control, module: string, by: readonly string[], sum: string): Promise<Expected['groups']> => {
	const rows = await anaplan.get<Row[]>(`totals?module=${module}&by=${encodeURIComponent(by.join(','))}&sum=${sum}`);
	return new Map(rows.map((row) => [by.map((column) => row[column]).join('|'), { rows: Number(row.rows), total: units(String(row[sum] || '0')) }]));
};

const differences = (found: Expected['groups'], expected: Expected['groups']): string[] =>
	[...new Set([...found.keys(), ...expected.keys()])].flatMap((key) => {
		const [is, should] = [found.get(key), expected.get(key)];
		return is?.rows === should?.rows && is?.total === should?.total ? [] : [`${key}: ${is?.rows} rows ${is?.total} instead of ${should?.rows} rows ${should?.total}`];
	});

const distinct = ({ groups }: Expected, part: number): number => new Set([...groups.keys()].map((key) => key.split('|')[part]).filter((value) => value !== '')).size;

const say = (what: string): void => void process.stdout.write(`e2e figure: ${what}\n`);

const figures = (name: string, expected: Expected, { seconds, peakBytes }: Loaded): void =>
	say(`${name}: ${expected.rows} lines, ${distinct(expected, 0)} accounts, ${distinct(expected, 1)} cost centres, sum ${expected.sum}, ` +
		`${expected.groups.size} totals equal, ${seconds.toFixed(1)} s, peak ${(peakBytes / MIB).toFixed(0)} MiB of the n8n process`);

const BONN: Changes = {
	branches: ['accounts', 'departments', 'locations', 'ledger lines'],
	// The lines lost the leading zeros that the list of products has.
	columns: { 'Map ledger lines': { Location: { transform: 'text', trim: true, padLeft: 4 } } },
};
const INTACCT: Changes = { branches: ['accounts', 'departments', 'locations', 'vendors', 'bills', 'ledger lines'] };

jest.setTimeout(900_000);

describe('real public ledgers, from the ERP into the model', () => {
	if (!hasPublicLedgers()) {
		it('are not here', () => say('real ledgers skipped, no ../shared/data'));
		return;
	}

	it('the budget of the city of Bonn: every total per account, cost centre and period, and per product, is the published one', async () => {
		const expected = bonnLedger();
		// As the publisher's description counts them.
		expect([expected.rows, expected.sum]).toEqual([169_232, '70557225.8']);
		const loaded = await load('bonn', writeBonnSeed, BONN);
		try {
			expect(loaded.rejected).toEqual([]);
			expect(differences(await totalsOf(loaded.anaplan, MODULES.ledger, ['Account', 'Department', 'Period'], 'Amount'), expected.groups)).toEqual([]);
			expect(differences(await totalsOf(loaded.anaplan, MODULES.ledger, ['Location'], 'Amount'), bonnProducts().groups)).toEqual([]);
			figures('Bonn 2016', expected, loaded);
		} finally {
			await loaded.close();
		}
	});

	it('extracts in Intacct\'s own columns: ledger lines and bills have the published totals', async () => {
		const expected = intacctLedger();
		const loaded = await load('intacct', writeIntacctSeed, INTACCT);
		try {
			expect(loaded.rejected).toEqual([]);
			expect(differences(await totalsOf(loaded.anaplan, MODULES.ledger, ['Account', 'Department', 'Period'], 'Amount'), expected.groups)).toEqual([]);
			for (const [column, sum] of [['totalentered', 'Amount'], ['totalpaid', 'Paid'], ['totaldue', 'Due']] as const) {
				expect(differences(await totalsOf(loaded.anaplan, MODULES.bills, ['Vendor', 'Period'], sum), intacctBills(column).groups)).toEqual([]);
			}
			figures('Intacct extracts', expected, loaded);
		} finally {
			await loaded.close();
		}
	});
});
