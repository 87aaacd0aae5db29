import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock';
import { COMMA_QUOTED, csvBytes } from '../../src/core/csv';
import { processBudget } from '../../src/core/http/process-budget';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { withBudget } from '../../src/core/http/budget';
import { withRetry } from '../../src/core/http/retry-http';
import { mapRecords, parseMappingSpec } from '../../src/mapping';
import { anaplanJudgement, basicLoginRequest, createAnaplanClient, TokenSession, withAnaplanToken } from '../../src/systems/anaplan';
import { ledgerPages } from './ledger-lines';
import { highWater, TARGET } from './target';

/** Ours: pages are mapped, written and packed as they come; a few chunks travel at once. */
const [url = '', lines = '0'] = process.argv.slice(2);

const field = (column: string, name: string, ...steps: object[]): object => ({ column, from: { kind: 'field', field: name }, steps });
const spec = parseMappingSpec({
	columns: [
		field('Line', 'RECORDNO'), field('Account', 'ACCOUNTNO'), field('Department', 'DEPARTMENTID'), field('Location', 'LOCATIONID'),
		field('Period', 'ENTRY_DATE', { kind: 'period', from: 'MM/dd/yyyy', to: 'MMM yy' }),
		field('Entry Date', 'ENTRY_DATE', { kind: 'date', from: 'MM/dd/yyyy', to: 'yyyy-MM-dd' }),
		field('Description', 'DESCRIPTION', { kind: 'text', trim: true, lineBreaks: 'space' }),
		field('Amount', 'AMOUNT', { kind: 'amount' }),
	],
});

const main = async (): Promise<void> => {
	const clock = systemClock(sleep);
	const plain = withBudget(withRetry(fetchHttp(), { clock, isTransient: anaplanJudgement }), processBudget(clock), url);
	const session = new TokenSession({ http: plain, clock, authUrl: url, login: () => basicLoginRequest(url, TARGET.user, TARGET.password) });
	const client = createAnaplanClient({ http: withAnaplanToken(plain, session), clock, apiUrl: url });

	const beganAt = performance.now();
	const run = mapRecords(spec, () => ledgerPages(Number(lines)));
	const rows = async function* (): AsyncGenerator<ReadonlyArray<readonly string[]>> {
		for await (const page of run.pages) yield page.rows.map(({ row }) => row);
	};
	await client.uploadFile({ ...TARGET, source: csvBytes(rows(), spec.columns.map(({ column }) => column), COMMA_QUOTED) });
	console.log(JSON.stringify({ peakBytes: highWater(), seconds: (performance.now() - beganAt) / 1000, rows: run.counts().mapped }));
};

void main();
