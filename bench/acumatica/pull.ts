import { setTimeout as sleep } from 'node:timers/promises';
import type { Http } from '../../src/contracts';
import { systemClock } from '../../src/core/clock';
import { COMMA_QUOTED, csvBytes } from '../../src/core/csv';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { confirm, readChanges, type Cursor } from '../../src/sync';
import { createAcumaticaClient, createCookieSignIn, CookieSessions, DEFAULT_DETAIL_PAGE_SIZE } from '../../src/systems/acumatica';
import { highWater } from '../memory/target';
import { COLUMNS, SITE, type Pull, type Pulled } from './pulled';

/** As Get Changes does it with a file: sign in, ask the time, read lines of batches, write CSV as they come, confirm, and sign out. Then once more, when nothing has changed. */
const [url = ''] = process.argv.slice(2);

/** What really goes over the line. */
const counted = (http: Http, counts: Record<string, number>): Http => ({
	async send(request) {
		const path = new URL(request.url).pathname.replace(/^.*\/entity\/?/, '') || 'time';
		counts[path] = (counts[path] ?? 0) + 1;
		return await http.send(request);
	},
});

const tenThousandths = (amount: string): bigint => {
	const [whole = '0', fraction = ''] = amount.split('.');
	return BigInt(`${whole}${fraction.padEnd(4, '0')}`);
};

const pull = async (cursor: Cursor | undefined): Promise<Pull & { readonly cursor: Cursor | undefined }> => {
	const requests: Record<string, number> = {};
	const http = counted(fetchHttp(), requests);
	const clock = systemClock(sleep);
	const signIn = createCookieSignIn({ http, clock, sessions: new CookieSessions(clock), identity: { siteUrl: `${url}${SITE.path}`, ...SITE.user, tenant: SITE.tenant } });
	let [lines, bytes, debit] = [0, 0, 0n];
	try {
		const client = createAcumaticaClient({ http: signIn.http, openingTime: signIn.openingTime, clock, siteUrl: `${url}${SITE.path}`, tenant: SITE.tenant, endpoint: 'Default', version: SITE.version });
		const read = readChanges(client.source({ entity: 'JournalTransaction' }), cursor, { overlapSeconds: 600, generation: 'bench', startFrom: SITE.from });
		const rows = async function* (): AsyncGenerator<ReadonlyArray<readonly string[]>> {
			for await (const page of read.pages) {
				lines += page.length;
				for (const { fields } of page) debit += tenThousandths(fields['Details/DebitAmount'] ?? '0');
				yield page.map(({ fields }) => COLUMNS.map((name) => fields[name] ?? ''));
			}
		};
		for await (const chunk of csvBytes(rows(), COLUMNS, COMMA_QUOTED)) bytes += chunk.length;
		return { requests, lines, bytes, debit: String(debit), cursor: confirm(cursor, read.finish()).cursor };
	} finally {
		await signIn.end();
	}
};

const main = async (): Promise<void> => {
	const beganAt = performance.now();
	const { cursor, ...first } = await pull(undefined);
	const seconds = (performance.now() - beganAt) / 1000;
	const peakBytes = highWater();
	const { cursor: _, ...again } = await pull(cursor);
	const pulled: Pulled = { first, again, pageSize: DEFAULT_DETAIL_PAGE_SIZE, seconds, peakBytes };
	console.log(JSON.stringify(pulled));
};

void main();
