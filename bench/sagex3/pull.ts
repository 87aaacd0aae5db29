import { setTimeout as sleep } from 'node:timers/promises';
import type { Http } from '../../src/contracts';
import { systemClock } from '../../src/core/clock';
import { COMMA_QUOTED, csvBytes } from '../../src/core/csv';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { confirm, readChanges, type Cursor } from '../../src/sync';
import { createSageX3Client } from '../../src/systems/sagex3';
import { highWater } from '../memory/target';
import { SITE, type Pull, type Pulled } from './pulled';

/**
 * As Get Changes does it with a file: find the names of the server, read journal lines of the legal ledger with their analysis, write CSV as
 * they come, confirm. Then once more, when nothing has changed. Each pull has a client of its own, as each execution of a workflow has;
 * nothing is known from before.
 */
const [url = ''] = process.argv.slice(2);

/** `journalEntryLine`, `journalEntryLine, the rest of a collection`, `__schema`: what a question is about. */
const subjectOf = (body: string): string => {
	const kind = /query (Page|Rest|Schema)\b/.exec(body)?.[1];
	const node = /\{ x3\w+ \{ (\w+)/.exec(body)?.[1] ?? '';
	return kind === 'Rest' ? `${node}, the rest of a collection` : kind === 'Schema' ? '__schema' : node || 'the time';
};

/** What really goes over the line. */
const counted = (http: Http, counts: Record<string, number>): Http => ({
	async send(request) {
		const subject = subjectOf(String(request.body ?? ''));
		counts[subject] = (counts[subject] ?? 0) + 1;
		return await http.send(request);
	},
});

const thousandths = (amount: string): bigint => {
	const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
	return BigInt(`${whole}${fraction.padEnd(3, '0')}`);
};

const pull = async (cursor: Cursor | undefined): Promise<Pull & { readonly cursor: Cursor | undefined }> => {
	const requests: Record<string, number> = {};
	const client = createSageX3Client({
		http: counted(fetchHttp(), requests), clock: systemClock(sleep), place: { serverUrl: url, endpoint: SITE.endpoint, api: 'graphql' },
		signIn: { way: 'connected application', ...SITE.application, audience: `${url}/xtrem/api` },
	});
	const choice = { resource: 'journalLines' };
	const columns = await client.columns(choice);
	const read = readChanges(client.source(choice), cursor, { overlapSeconds: 600, generation: 'bench', startFrom: null });
	let [lines, parts, rows, bytes, debit, credit, last] = [0, 0, 0, 0, 0n, 0n, ''];
	const table = async function* (): AsyncGenerator<ReadonlyArray<readonly string[]>> {
		for await (const page of read.pages) {
			rows += page.length;
			for (const { fields: { amount = '0', id = '', analyticalLine = '' } } of page) {
				if (id !== last) lines += 1;
				// The own row of a line that is split comes last.
				if (id !== last || analyticalLine !== '') parts += 1;
				last = id;
				if (amount.startsWith('-')) credit += thousandths(amount);
				else debit += thousandths(amount);
			}
			yield page.map(({ fields }) => columns.map((name) => fields[name] ?? ''));
		}
	};
	for await (const chunk of csvBytes(table(), columns, COMMA_QUOTED)) bytes += chunk.length;
	return { requests, lines, parts, rows, bytes, debit: String(debit), credit: String(credit), cursor: confirm(cursor, read.finish()).cursor };
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
