import { runChild } from '../run/child';
import { MIB, type Ratio } from '../run/figures';
import { startSimulator, type SimulatorProcess } from '../run/simulator';
import type { Pull, Pulled } from './pulled';

const LINES = 100_000;
const FEW = 10_000;
/** Rows of a page as the server is delivered (reference sage-300 5.1). */
const PAGE = 100;

interface Site {
	readonly generated: { readonly lines: number; readonly debit: string };
}

const asked = async <T>({ url }: SimulatorProcess, route: string): Promise<T> => (await (await fetch(`${url}/__sim/${route}`)).json()) as T;

const allOf = ({ requests }: Pull): number => Object.values(requests).reduce((sum, count) => sum + count, 0);

const run = async (lines: number): Promise<Pulled> => {
	const sage300 = await startSimulator('sage300', ['--sage300-lines', String(lines)]);
	try {
		const { generated } = await asked<Site>(sage300, 'company');
		const pulled = await runChild<Pulled>('sage300/pull', [sage300.url]);
		const { first, again } = pulled;
		const whole = first.lines === generated.lines && BigInt(first.debit) === BigInt(generated.debit.replace('.', ''));
		if (!whole) throw new Error(`${first.lines} of ${generated.lines} lines came, with debits of ${first.debit} thousandths instead of ${generated.debit}.`);
		if (again.lines > 0) throw new Error(`${again.lines} lines came again, although nothing had changed.`);
		const history = await asked<ReadonlyArray<{ kind: string }>>(sage300, 'history');
		const seen = history.filter(({ kind }) => kind === 'request').length;
		if (seen !== allOf(first) + allOf(again)) throw new Error(`The site saw ${seen} requests, we counted ${allOf(first) + allOf(again)}.`);
		return pulled;
	} finally {
		await sage300.stop();
	}
};

/** One hundred thousand ledger lines of a thousand postings, pulled as Get Changes does it, and once more without a change. */
export async function measureSage300(say: (line: string) => void): Promise<Ratio[]> {
	const few = await run(FEW);
	const { first, again, seconds, peakBytes } = await run(LINES);
	say(`${first.lines} lines, ${first.bytes} bytes of CSV, ${seconds.toFixed(1)} s; pages of ${PAGE} lines; requests: ${JSON.stringify(first.requests)}`);
	say(`a pull after it, when nothing has changed: ${allOf(again)} requests: ${JSON.stringify(again.requests)}`);
	return [
		{ what: `all requests for ${LINES} ledger lines`, peer: `the pages that hold them, ${PAGE} lines each`, ours: allOf(first), theirs: LINES / PAGE, unit: 'requests', atMost: 1.05 },
		{ what: `peak memory, ${LINES} ledger lines`, peer: `${FEW} lines`, ours: peakBytes / MIB, theirs: few.peakBytes / MIB, unit: 'MiB', atMost: 1.25 },
	];
}
