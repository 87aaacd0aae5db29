import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API, BALANCED, journal, Site, value, type Answer, type Caller } from './driver';

interface Notification {
	readonly Inserted: readonly Record<string, string>[];
	readonly Deleted: readonly Record<string, string>[];
	readonly Query: string;
	readonly CompanyId: string;
	readonly Id: string;
}

describe('notifications and OData', () => {
	let site: Site;
	let caller: Caller;

	beforeEach(async () => {
		site = await Site.start({ switches: { pushRetryMs: 1 } });
		caller = await site.caller();
	});
	afterEach(() => site.close());

	describe('49. push notifications', () => {
		let receiver: Server;
		let answers: number[];
		let seen: { headers: IncomingHttpHeaders; text: string }[];
		let arrived: () => void;

		beforeEach(async () => {
			[answers, seen, arrived] = [[], [], () => undefined];
			receiver = createServer((request, response) => {
				let text = '';
				request.on('data', (part: Buffer) => (text += part.toString('utf8'))).on('end', () => {
					seen.push({ headers: request.headers, text });
					response.writeHead(answers.shift() ?? 200).end();
					arrived();
				});
			});
			await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
			const { port } = receiver.address() as AddressInfo;
			await site.control('push', { url: `http://127.0.0.1:${port}/hook`, header: { name: 'x-plan-key', value: 'k1' }, query: 'PLAN-JournalWatch' });
		});
		afterEach(() => new Promise((resolve) => {
			receiver.close(resolve);
			receiver.closeAllConnections();
		}));

		const got = (count: number): Promise<void> => new Promise((resolve) => {
			arrived = () => {
				if (seen.length >= count) resolve();
			};
			arrived();
		});

		it('49. POST with the configured header; new, changed and removed rows', async () => {
			const made = (await caller.put('JournalTransaction', journal(BALANCED))).json();
			await got(1);
			const first = JSON.parse(seen[0]?.text ?? '') as Notification;
			expect(first).toMatchObject({
				Query: 'PLAN-JournalWatch', CompanyId: 'HarborMills', Deleted: [], Inserted: [{ BatchNbr: 'GL0000012', Status: 'Balanced' }],
			});
			expect(first.Inserted[0]?.Batch_lastModifiedDateTime).toMatch(/^2026-05-20T12:00:\d\d(\.\d+)?$/);
			expect(seen[0]?.headers).toMatchObject({ 'x-plan-key': 'k1', 'content-type': 'application/json' });
			expect(seen[0]?.text).toMatch(/"TimeStamp":\d{18}[,}]/);
			await caller.wait(await caller.release(String(value(made, 'BatchNbr'))));
			await got(2);
			expect(JSON.parse(seen[1]?.text ?? '')).toMatchObject({ Inserted: [{ Status: 'Posted' }], Deleted: [{ Status: 'Balanced' }] });
			await caller.send('DELETE', `${site.base}/JournalTransaction/GL/GL0000006`);
			await got(3);
			expect(JSON.parse(seen[2]?.text ?? '')).toMatchObject({ Inserted: [], Deleted: [{ BatchNbr: 'GL0000006' }] });
		});

		it('49. ≤ 5 attempts on non-2xx, same Id', async () => {
			answers = [500, 503, 404, 500, 500, 200];
			await caller.put('JournalTransaction', journal(BALANCED));
			await got(5);
			for (let at = 0; at < 50 && (await site.control<{ failed: string[] }>('push')).failed.length === 0; at += 1) await new Promise((resolve) => setTimeout(resolve, 2));
			expect((await site.control<{ failed: string[] }>('push')).failed).toHaveLength(1);
			expect(seen).toHaveLength(5);
			expect(new Set(seen.map(({ text }) => (JSON.parse(text) as Notification).Id)).size).toBe(1);
			answers = [500, 200];
			await caller.put('JournalTransaction', journal(BALANCED));
			await got(7);
			expect(new Set(seen.slice(5).map(({ text }) => (JSON.parse(text) as Notification).Id)).size).toBe(1);
		});
	});

	describe('50. OData', () => {
		type Page = { value: Record<string, unknown>[] };
		const dac = (path: string, headers?: Record<string, string>): Promise<Answer> => caller.get(`/t/HarborMills/api/odata/dac/${path}`, headers);
		const filtered = async (filter: string): Promise<Record<string, unknown>[]> => (await dac(`PX_Objects_GL_Batch?$filter=${encodeURIComponent(filter)}`)).json<Page>().value;

		it('50. DAC paths answer flat rows with internal codes and ids', async () => {
			const [batch] = await filtered('Status eq \'H\' and LastModifiedDateTime gt 2026-03-01T00:00:00Z');
			expect(batch).toMatchObject({ BatchNbr: 'GL0000007', LedgerID: 6, FinPeriodID: '202604', Released: false });
			const line = (await dac('PX_Objects_GL_GLTran?$filter=BatchNbr eq \'GL0000004\' and Module eq \'GL\'&$select=LineNbr,CuryDebitAmt,DebitAmt&$top=1')).json<Page>().value[0];
			expect(line).toEqual({ LineNbr: 1, CuryDebitAmt: 900, DebitAmt: 990 });
			expect((await dac('PX_Objects_GL_GLHistory?$filter=FinPtdDebit gt 20000')).json<Page>().value).toHaveLength(2);
			expect((await dac('$metadata')).text).toContain('<EntityType Name="PX_Objects_GL_GLTran"><Key><PropertyRef Name="Module"/>');
			expect((await caller.get('/odatav4/HarborMills/PX_Objects_GL_Sub?$top=1')).json<Page>().value).toHaveLength(1);
			for (const path of [
				'PX_Objects_GL_Nothing', 'PX_Objects_GL_Batch?$count=true', 'PX_Objects_GL_Batch?$filter=Nothing eq 1',
			]) expect((await dac(path)).status).toBeGreaterThanOrEqual(400);
		});

		it('50. GetDeletedRecords() tells what was deleted, and when', async () => {
			const path = 'PX_Objects_GL_Batch/px.GetDeletedRecords()';
			expect((await dac(path)).json<Page>().value).toEqual([]);
			await caller.send('DELETE', `${site.base}/JournalTransaction/GL/GL0000006`);
			const deleted = (await dac(`${path}?$filter=DeleteDate ge 2026-05-20T00:00:00Z`)).json<Page>().value;
			expect(deleted).toEqual([{
				Module: 'GL', BatchNbr: 'GL0000006', NoteID: expect.any(String), DeleteDate: expect.stringMatching(/^2026-05-20T12:/),
			}]);
		});

		it('50. archived rows on demand, deletions and archive invisible otherwise', async () => {
			const old = 'PX_Objects_GL_Batch?$filter=Description eq \'Old correction\'';
			expect((await dac(old)).json<Page>().value).toHaveLength(0);
			expect((await dac(old, { 'px-apiarchive': 'SHOW' })).json<Page>().value).toHaveLength(1);
		});

		it('50. GI paths: padded keys, decimals as text, stable paging only with $orderby, no filter on formulas; Basic needs no seat', async () => {
			const gi = (path: string): Promise<Answer> => site.send(
				'GET', `/t/HarborMills/api/odata/gi/${path}`, undefined,
				{ authorization: `Basic ${Buffer.from(`${API.name}:${API.password}`).toString('base64')}` },
			);
			const [row] = (await gi('PLAN-JournalWatch?$filter=Status eq \'On Hold\'')).json<Page>().value;
			expect(row).toMatchObject({ BatchNbr: 'GL0000007      ', DebitTotal: '12.0000' });
			const numbers = async (query: string): Promise<unknown[]> => (await gi(`PLAN-JournalWatch?$select=BatchNbr${query}`)).json<Page>().value.map(({ BatchNbr }) => BatchNbr);
			expect(await numbers('&$orderby=BatchNbr')).toEqual(await numbers('&$orderby=BatchNbr'));
			expect(await numbers('')).not.toEqual(await numbers(''));
			expect((await gi('PLAN-JournalWatch?$filter=Age gt 0')).status).toBe(400);
			expect((await site.control<{ taken: number }>('sessions')).taken).toBe(1);
			expect((await caller.get('/odata/HarborMills/PLAN-TrialBalance?$top=1')).status).toBe(200);
			expect((await site.send('GET', '/t/HarborMills/api/odata/gi/PLAN-TrialBalance')).status).toBe(401);
			expect((await caller.get('/t/Elsewhere/api/odata/gi/PLAN-TrialBalance')).status).toBe(404);
		});
	});
});
