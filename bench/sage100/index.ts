import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runChild } from '../run/child';
import { MIB, type Ratio } from '../run/figures';
import { startSimulator, type SimulatorProcess } from '../run/simulator';
import type { Pull, Pulled } from './pulled';

/** Vendors, and as many posted invoices. */
const MANY = 50_000;
const FEW = 10_000;
/** The most that the agent gives in one answer. */
const PAGE = 1_000;

interface Agent {
	readonly url: string;
	readonly certificate: string;
	readonly keys: Readonly<Record<string, string>>;
	readonly pid: number;
}

interface Site {
	readonly scaled: { readonly invoices: number; readonly invoiced: string };
	readonly companies: ReadonlyArray<{ readonly code: string; readonly vendors: number }>;
}

interface Run {
	readonly pulled: Pulled;
	readonly least: number;
	readonly agentPeakBytes: number;
	readonly sessionPeakBytes: number;
}

const asked = async <T>({ url }: SimulatorProcess, route: string): Promise<T> => (await (await fetch(`${url}/__sim/${route}`)).json()) as T;

const allOf = ({ requests }: Pull): number => Object.values(requests).reduce((sum, count) => sum + count, 0);

const statusOf = (pid: string | number, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

const childrenOf = (parent: number): readonly string[] => readdirSync('/proc').filter((name) => {
	if (!/^\d+$/.test(name)) return false;
	try {
		return statusOf(name, 'PPid') === parent;
	} catch {
		// It has ended meanwhile.
		return false;
	}
});

const peakBytesOf = (pid: string | number): number => statusOf(pid, 'VmHWM') * 1024;

const run = async (count: number): Promise<Run> => {
	const sage100 = await startSimulator('sage100', ['--sage100-vendors', String(count), '--sage100-invoices', String(count)]);
	const folder = mkdtempSync(path.join(os.tmpdir(), 'sage100-bench-'));
	try {
		const [agent, { scaled, companies }] = [await asked<Agent>(sage100, 'agent'), await asked<Site>(sage100, 'state')];
		const certificate = path.join(folder, 'agent.pem');
		writeFileSync(certificate, agent.certificate);
		const pulled = await runChild<Pulled>('sage100/pull', [agent.url, agent.keys.n8n ?? ''], { NODE_EXTRA_CA_CERTS: certificate });
		const vendors = companies[0]?.vendors ?? 0;
		const invoices = (await asked<readonly unknown[]>(sage100, 'records?table=AP_InvoiceHistoryHeader')).length;
		const { first, again } = pulled;
		if (first.records !== vendors + invoices || BigInt(first.invoiced) !== BigInt(scaled.invoiced.replace('.', ''))) {
			throw new Error(`${first.records} of ${vendors + invoices} records came, with invoices of ${first.invoiced} cents instead of ${scaled.invoiced}.`);
		}
		if (again.records > 0) throw new Error(`${again.records} records came again, although nothing had changed.`);
		const history = await asked<ReadonlyArray<{ kind: string }>>(sage100, 'history');
		const seen = history.filter(({ kind }) => kind === 'request').length;
		if (seen !== allOf(first) + allOf(again)) throw new Error(`The agent saw ${seen} requests, we counted ${allOf(first) + allOf(again)}.`);
		return {
			pulled, least: Math.ceil(vendors / PAGE) + Math.ceil(invoices / PAGE), agentPeakBytes: peakBytesOf(agent.pid),
			sessionPeakBytes: childrenOf(agent.pid).map(peakBytesOf).reduce((sum, bytes) => sum + bytes, 0),
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
		await sage100.stop();
	}
};

/** Fifty thousand vendors and as many posted invoices, pulled through the agent as Get Changes does it, and once more without a change. */
export async function measureSage100(say: (line: string) => void): Promise<Ratio[]> {
	const few = await run(FEW);
	const many = await run(MANY);
	const { first, again, peakBytes } = many.pulled;
	say(`${first.records} records, ${first.bytes} bytes of CSV, ${first.seconds.toFixed(1)} s; requests: ${JSON.stringify(first.requests)}`);
	say(`a pull after it, when nothing has changed: ${allOf(again)} requests, ${again.seconds.toFixed(1)} s: ${JSON.stringify(again.requests)}`);
	say(`${2 * FEW} records took ${few.pulled.first.seconds.toFixed(1)} s`);
	const [now, then] = [many, few].map(({ sessionPeakBytes }) => (sessionPeakBytes / MIB).toFixed(0));
	say(`for comparison, not a limit: its session with Sage, which gets the keys of a whole list as one text: ${now} MiB against ${then} MiB`);
	const peer = `${2 * FEW} records`;
	return [
		{ what: `all requests for ${2 * MANY} records`, peer: `the pages that hold them, ${PAGE} each`, ours: allOf(first), theirs: many.least, unit: 'requests', atMost: 1.1 },
		{ what: `peak memory of the puller, ${2 * MANY} records`, peer, ours: peakBytes / MIB, theirs: few.pulled.peakBytes / MIB, unit: 'MiB', atMost: 1.25 },
		{ what: `peak memory of the agent, ${2 * MANY} records`, peer, ours: many.agentPeakBytes / MIB, theirs: few.agentPeakBytes / MIB, unit: 'MiB', atMost: 1.25 },
	];
}
