import { setTimeout as sleep } from 'node:timers/promises';
import type { Http } from '../../src/contracts';
import { systemClock } from '../../src/core/clock';
import { COMMA_QUOTED, csvBytes } from '../../src/core/csv';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { confirm, readChanges, type Cursor } from '../../src/sync';
import { createSage300Client, startAtSequence } from '../../src/systems/sage300';
import { highWater } from '../memory/target';
import { SITE, type Pull, type Pulled } from './pulled';

/**
 * As Get Changes does it with a file: look for the last posting, read ledger lines, write CSV as they come, confirm. Then once more, when
 * nothing has changed. Each pull has a client of its own, as each execution of a workflow has; nothing is known from before.
 */
const [url = ''] = process.argv.slice(2);
const RESOURCE = 'GLPostedTransactions';

/** What really goes over the line. */
const counted = (http: Http, counts: Record<string, number>): Http => ({
	async send(request) {
		const path = new URL(request.url).pathname.split('/').slice(-2).join('/');
		counts[path] = (counts[path] ?? 0) + 1;
		return await http.send(request);
	},
});

const thousandths = (amount: string): bigint => {
	const [whole = '0', fraction = ''] = amount.split('.');
	return BigInt(`${whole}${fraction.padEnd(3, '0')}`);
};

const pull = async (cursor: Cursor | undefined): Promise<Pull & { readonly cursor: Cursor | undefined }> => {
	const requests: Record<string, number> = {};
	const client = createSage300Client({
		http: counted(fetchHttp(), requests), clock: systemClock(sleep), identity: SITE.user, place: { baseUrl: url, company: SITE.company },
	});
	const choice = { resource: RESOURCE };
	const columns = await client.columns(choice);
	const read = readChanges(client.source(choice), cursor, { overlapSeconds: 600, generation: 'bench', startFrom: startAtSequence(SITE.firstGenerated) });
	let [lines, bytes, debit] = [0, 0, 0n];
	const rows = async function* (): AsyncGenerator<ReadonlyArray<readonly string[]>> {
		for await (const page of read.pages) {
			lines += page.length;
			for (const { fields: { JournalTransactionAmount: amount = '0' } } of page) debit += amount.startsWith('-') ? 0n : thousandths(amount);
			yield page.map(({ fields }) => columns.map((name) => fields[name] ?? ''));
		}
	};
	for await (const chunk of csvBytes(rows(), columns, COMMA_QUOTED)) bytes += chunk.length;
	return { requests, lines, bytes, debit: String(debit), cursor: confirm(cursor, read.finish()).cursor };
};

const main = async (): Promise<void> => {
	const beganAt = performance.now();
	const { cursor, ...first } = await pull(undefined);
	const seconds = (performance.now() - beganAt) / 1000;
	const peakBytes = highWater();
	const { cursor: _, ...again } = await pull(cursor);
	const pulled: Pulled = { first, again, seconds, peakBytes };
	console.log(JSON.stringify(pulled));
};

void main();
