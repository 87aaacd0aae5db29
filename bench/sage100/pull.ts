import { setTimeout as sleep } from 'node:timers/promises';
import type { Http } from '../../src/contracts';
import { systemClock } from '../../src/core/clock';
import { COMMA_QUOTED, csvBytes } from '../../src/core/csv';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { confirm, readChanges, type Cursor } from '../../src/sync';
import { createSage100Client, OVERLAP_SECONDS, type SourceOptions } from '../../src/systems/sage100';
import { highWater } from '../memory/target';
import { COMPANY, type Pull, type Pulled } from './pulled';

/**
 * As Get Changes does it with a file: vendors, then posted invoices, each read from the agent and written as CSV as they come, and
 * confirmed. Then once more, when nothing has changed. Each pull has a client of its own, as each execution of a workflow has. The
 * certificate of the agent comes by NODE_EXTRA_CA_CERTS.
 */
const [agentUrl = '', apiKey = ''] = process.argv.slice(2);

const CHOICES: readonly SourceOptions[] = [{ list: 'vendors' }, { list: 'invoices', stage: 'history' }];

type Cursors = ReadonlyArray<Cursor | undefined>;

/** What really goes over the line. */
const counted = (http: Http, counts: Record<string, number>): Http => ({
	async send(request) {
		const path = new URL(request.url).pathname.replace(/^\/v1\//, '');
		counts[path] = (counts[path] ?? 0) + 1;
		return await http.send(request);
	},
});

const pull = async (cursors: Cursors): Promise<{ readonly pulled: Pull; readonly cursors: Cursors }> => {
	const beganAt = performance.now();
	const requests: Record<string, number> = {};
	const client = createSage100Client({
		http: counted(fetchHttp(), requests), clock: systemClock(sleep), identity: { apiKey }, place: { agentUrl, company: COMPANY },
	});
	let [records, bytes, invoiced] = [0, 0, 0n];
	const next: Array<Cursor | undefined> = [];
	for (const [place, choice] of CHOICES.entries()) {
		const columns = await client.columns(choice);
		const read = readChanges(client.source(choice), cursors[place], { overlapSeconds: OVERLAP_SECONDS, generation: 'bench', startFrom: null });
		const rows = async function* (): AsyncGenerator<ReadonlyArray<readonly string[]>> {
			for await (const page of read.pages) {
				records += page.length;
				for (const { fields: { invoiceNo = '', amount = '0' } } of page) if (invoiceNo.startsWith('INV-')) invoiced += BigInt(amount.replace('.', ''));
				yield page.map(({ fields }) => columns.map((name) => fields[name] ?? ''));
			}
		};
		for await (const chunk of csvBytes(rows(), columns, COMMA_QUOTED)) bytes += chunk.length;
		next.push(confirm(cursors[place], read.finish()).cursor);
	}
	return { pulled: { requests, records, bytes, invoiced: String(invoiced), seconds: (performance.now() - beganAt) / 1000 }, cursors: next };
};

const main = async (): Promise<void> => {
	const { pulled: first, cursors } = await pull([]);
	const peakBytes = highWater();
	const { pulled: again } = await pull(cursors);
	const pulled: Pulled = { first, again, peakBytes };
	console.log(JSON.stringify(pulled));
};

void main();
