import { unpackedTarball } from '../../e2e/host/tarball';
import type { WorkflowFile } from '../../e2e/host/n8n';
import { anaplanCredential, intacctCredential } from '../../e2e/scenario/simulated-credentials';
import { median, MIB, type Ratio } from '../run/figures';
import { startSimulator } from '../run/simulator';
import { stockWorkflow } from '../stock/stock-workflow';
import { measuredRun, type FlowMeasured } from './measured-run';
import { OWN_WEBHOOK, ownWorkflow } from './own-workflow';
import { writeSeeds } from './seed';

const LINES = 200_000;
/** Taken in turns; the faster run of each counts, which is the one that the machine disturbed less. */
const ROUNDS = 2;

interface Contender {
	readonly name: string;
	/** Path of the webhook that starts it. */
	readonly webhook: string;
	readonly workflow: (urls: { readonly intacctUrl: string; readonly anaplanUrl: string }) => WorkflowFile;
}

const OURS: Contender = { name: 'ours', webhook: OWN_WEBHOOK, workflow: ownWorkflow };
const STOCK_WEBHOOK = 'run-stock';
/** The peer once more, with a Wait tuned to how long these imports take: told beside the ratio, and no part of it. */
const TUNED_WEBHOOK = 'run-stock-tuned';
const TUNED: Contender = { name: 'stock, first look after 1 s', webhook: TUNED_WEBHOOK, workflow: (urls) => stockWorkflow({ ...urls, lines: LINES, webhook: TUNED_WEBHOOK, firstLook: 1 }) };
const STOCK: Contender = { name: 'stock', webhook: STOCK_WEBHOOK, workflow: (urls) => stockWorkflow({ ...urls, lines: LINES, webhook: STOCK_WEBHOOK }) };

/** Convert to File begins with a byte order mark that cannot be switched off; whether Anaplan minds is not known, so here it does not. */
const forgiveByteOrderMark = async (anaplanUrl: string): Promise<void> => {
	await fetch(`${anaplanUrl}/__sim/switches`, { method: 'POST', body: JSON.stringify({ stripBom: true }) });
};

const get = async (url: string): Promise<unknown> => await (await fetch(url)).json();

/** 200,000 ledger lines from the ERP into list and module of the model, in a real n8n. */
export async function measureFlow(say: (line: string) => void): Promise<Ratio[]> {
	const packageFolder = await unpackedTarball('bench');
	const { seedDir, model } = writeSeeds(LINES);

	const run = async ({ name, webhook, workflow }: Contender): Promise<{ measured: FlowMeasured; totals: string }> => {
		// Fresh systems for each, so that none finds anything of the other.
		const [intacct, anaplan] = await Promise.all([startSimulator('intacct', ['--seed-dir', seedDir]), startSimulator('anaplan', ['--model', model])]);
		try {
			await forgiveByteOrderMark(anaplan.url);
			const urls = { intacctUrl: intacct.url, anaplanUrl: anaplan.url };
			const measured = await measuredRun({ name, webhook, workflow: workflow(urls), credentials: [intacctCredential(intacct.url), anaplanCredential(anaplan.url)], packageFolder });
			const totals = (await get(`${anaplan.url}/__sim/totals?module=102000000003&by=Account,Department,Period&sum=Amount`)) as ReadonlyArray<{ rows: number }>;
			const loaded = totals.reduce((sum, { rows }) => sum + rows, 0);
			say(`${name}: ${loaded} lines, ${measured.seconds.toFixed(1)} s, n8n idle ${(measured.idleBytes / MIB).toFixed(0)} MiB, peak ${(measured.peakBytes / MIB).toFixed(0)} MiB, beside it ${(measured.besideBytes / MIB).toFixed(0)} MiB`);
			if (loaded !== LINES) throw new Error(`${name} loaded ${loaded} of ${LINES} lines.`);
			return { measured, totals: JSON.stringify(totals) };
		} finally {
			await Promise.all([intacct.stop(), anaplan.stop()]);
		}
	};
	const stock: FlowMeasured[] = [];
	const ours: FlowMeasured[] = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		const theirs = await run(STOCK);
		const own = await run(OURS);
		if (own.totals !== theirs.totals) throw new Error('The two loaded different figures, so they cannot be compared.');
		stock.push(theirs.measured);
		ours.push(own.measured);
	}
	const tuned = await run(TUNED);
	const common = { peer: 'the same with n8n\'s stock nodes, one Wait of 5 s in the loop', atMost: 0.5 };
	const fastest = (runs: readonly FlowMeasured[]): number => Math.min(...runs.map(({ seconds }) => seconds));
	const peak = (runs: readonly FlowMeasured[]): number => median(runs.map(({ peakBytes }) => peakBytes / MIB));
	say(`for comparison, not a limit: ${fastest(ours).toFixed(1)} s against ${tuned.measured.seconds.toFixed(1)} s of a peer that first looks after 1 s = ${(fastest(ours) / tuned.measured.seconds).toFixed(3)}`);
	return [
		{ ...common, what: `time of the whole flow, ${LINES} lines`, ours: fastest(ours), theirs: fastest(stock), unit: 's' },
		{ ...common, what: `peak memory of n8n, ${LINES} lines`, ours: peak(ours), theirs: peak(stock), unit: 'MiB' },
	];
}
