import { runChild } from '../run/child';
import { MIB, type Ratio } from '../run/figures';
import { startSimulator, type SimulatorProcess } from '../run/simulator';
import type { Pull, Pulled } from './pulled';

const LINES = 100_000;
const FEW = 10_000;

interface Site {
	readonly generated: { readonly batches: number; readonly lines: number; readonly debit: string };
}
interface Sessions {
	readonly taken: number;
	readonly peak: number;
	readonly open: readonly unknown[];
}

const asked = async <T>({ url }: SimulatorProcess, route: string): Promise<T> => (await (await fetch(`${url}/__sim/${route}`)).json()) as T;

const allOf = ({ requests }: Pull): number => Object.values(requests).reduce((sum, count) => sum + count, 0);
const listsOf = ({ requests }: Pull): number => Object.entries(requests).filter(([path]) => path.endsWith('/JournalTransaction')).reduce((sum, [, count]) => sum + count, 0);

interface Run {
	readonly pulled: Pulled;
	readonly pages: number;
	readonly sessions: Sessions;
}

const run = async (lines: number): Promise<Run> => {
	const acumatica = await startSimulator('acumatica', ['--acumatica-lines', String(lines)]);
	try {
		const { generated } = await asked<Site>(acumatica, 'company');
		const pulled = await runChild<Pulled>('acumatica/pull', [acumatica.url]);
		const { first, again, pageSize } = pulled;
		const whole = first.lines === generated.lines && BigInt(first.debit) === BigInt(generated.debit.replace('.', ''));
		if (!whole) throw new Error(`${first.lines} of ${generated.lines} lines came, with debits of ${first.debit} ten-thousandths instead of ${generated.debit}.`);
		if (again.lines > 0) throw new Error(`${again.lines} lines came again, although nothing had changed.`);
		const history = await asked<ReadonlyArray<{ kind: string }>>(acumatica, 'history');
		const seen = history.filter(({ kind }) => kind === 'request').length;
		if (seen !== allOf(first) + allOf(again)) throw new Error(`The site saw ${seen} requests, we counted ${allOf(first) + allOf(again)}.`);
		return { pulled, pages: Math.ceil(generated.batches / pageSize), sessions: await asked<Sessions>(acumatica, 'sessions') };
	} finally {
		await acumatica.stop();
	}
};

/** One hundred thousand lines of five thousand journal batches, pulled as Get Changes does it, and once more without a change. */
export async function measureAcumatica(say: (line: string) => void): Promise<Ratio[]> {
	const { pulled: { first, again, pageSize, seconds, peakBytes }, pages, sessions } = await run(LINES);
	const few = await run(FEW);
	say(`${first.lines} lines, ${first.bytes} bytes of CSV, ${seconds.toFixed(1)} s; pages of ${pageSize} batches; requests: ${JSON.stringify(first.requests)}`);
	say(`a pull after it, when nothing has changed: ${allOf(again)} requests: ${JSON.stringify(again.requests)}`);
	say(`for comparison, not a limit: ${FEW} lines take ${(few.pulled.peakBytes / MIB).toFixed(0)} MiB, ${LINES} lines ${(peakBytes / MIB).toFixed(0)} MiB, ` +
		`${(peakBytes / few.pulled.peakBytes).toFixed(2)} times as much`);
	return [
		{ what: `list requests for ${LINES} journal lines`, peer: `the pages that hold them, ${pageSize} batches each`, ours: listsOf(first), theirs: pages, unit: 'requests', atMost: 1.1 },
		{ what: `all requests for ${LINES} journal lines`, peer: 'the pages alone', ours: allOf(first), theirs: pages, unit: 'requests', atMost: 1.1 },
		{ what: 'seats taken at once', peer: 'the one that anybody needs', ours: sessions.peak, theirs: 1, unit: 'seats', atMost: 1 },
		{ what: 'seats left open', peer: 'the sign-ins', ours: Math.max(sessions.taken, sessions.open.length), theirs: 2, unit: 'seats', atMost: 0 },
	];
}
