import { runChild } from '../run/child';
import { MIB, type Ratio } from '../run/figures';
import { startSimulator, type SimulatorProcess } from '../run/simulator';
import { SITE, type Pull, type Pulled } from './pulled';

const LINES = 100_000;
const FEW = 10_000;
/** After everything that the books of the server hold. */
const NOW = Date.UTC(2026, 11, 31, 12);

interface Sum {
	readonly debit: string;
	readonly credit: string;
	/** Of the totals: one for each analytical line, or for a line without any. */
	readonly lines: number;
}

const asked = async <T>({ url }: SimulatorProcess, route: string, body?: unknown): Promise<T> =>
	(await (await fetch(`${url}/__sim/${route}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })).json()) as T;

const allOf = ({ requests }: Pull): number => Object.values(requests).reduce((sum, count) => sum + count, 0);

const thousandths = (text: string): bigint => BigInt(text.replace('.', ''));

const run = async (lines: number): Promise<Pulled> => {
	const sagex3 = await startSimulator('sagex3', ['--sagex3-lines', String(lines)]);
	try {
		await asked(sagex3, 'clock', { setMs: NOW });
		const [sum] = await asked<readonly Sum[]>(sagex3, 'totals?by=Ledger&ledger=1');
		if (sum === undefined) throw new Error('The site has no ledger.');
		const pulled = await runChild<Pulled>('sagex3/pull', [sagex3.url]);
		const { first, again } = pulled;
		const whole = first.parts === sum.lines && BigInt(first.debit) === thousandths(sum.debit) && BigInt(first.credit) === thousandths(sum.credit);
		if (!whole) throw new Error(`${first.parts} of ${sum.lines} parts of lines came, with debits of ${first.debit} thousandths instead of ${sum.debit}, credits of ${first.credit} instead of ${sum.credit}.`);
		if (again.rows > 0) throw new Error(`${again.rows} rows came again, although nothing had changed.`);
		const history = await asked<ReadonlyArray<{ kind: string }>>(sagex3, 'history');
		const seen = history.filter(({ kind }) => kind === 'request').length;
		if (seen !== allOf(first) + allOf(again)) throw new Error(`The site saw ${seen} requests, we counted ${allOf(first) + allOf(again)}.`);
		return pulled;
	} finally {
		await sagex3.stop();
	}
};

/** One hundred thousand generated journal lines beside those that the books begin with, pulled by GraphQL as Get Changes does it, and once more without a change. */
export async function measureSageX3(say: (line: string) => void): Promise<Ratio[]> {
	const few = await run(FEW);
	const { first, again, seconds, peakBytes } = await run(LINES);
	const pages = Math.ceil(first.lines / SITE.page);
	say(`${first.lines} lines in ${first.rows} rows, ${first.bytes} bytes of CSV, ${seconds.toFixed(1)} s; pages of ${SITE.page} lines; requests: ${JSON.stringify(first.requests)}`);
	say(`a pull after it, when nothing has changed: ${allOf(again)} requests: ${JSON.stringify(again.requests)}`);
	return [
		{ what: `all requests for ${first.lines} journal lines`, peer: `the pages that hold them, ${SITE.page} lines each`, ours: allOf(first), theirs: pages, unit: 'requests', atMost: 1.1 },
		{ what: `peak memory, ${LINES} journal lines more`, peer: `${FEW} lines more`, ours: peakBytes / MIB, theirs: few.peakBytes / MIB, unit: 'MiB', atMost: 1.25 },
	];
}
