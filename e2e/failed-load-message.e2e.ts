import { CREDENTIALS } from '../examples/source/site-names';
import type { Execution } from './host/executions';
import { isRecord } from './host/rest';
import { figure } from './scenario/figures';
import { confirmedUpTo } from './scenario/kept-cursors';
import { findIn, leftBehind } from './scenario/left-behind';
import { intacctCredential } from './scenario/simulated-credentials';
import { eventually, Site } from './scenario/site';
import { actualsByWebhook, deliveredExample } from './scenario/workflow-copies';

const REDUCED = ['accounts', 'vendors', 'bills'];
const BILLS_LIST = '112000000005';
const BILLS_CELLS = '112000000006';
const WRONG = 'wrong-password-that-nobody-may-see';

interface Message {
	readonly subject: string;
	readonly text: string;
	readonly link: string;
}

/** What stands under one heading of the text. */
const under = (heading: string, { text }: Message): string => text.split(/\n\n(?=[A-Z ]+\n)/).find((part) => part.startsWith(`${heading}\n`))?.slice(heading.length + 1).trim() ?? '';

describe('a run that fails, told by the error workflow of a real n8n', () => {
	const WORKFLOW = 'told';
	const TELLING = deliveredExample('failed-load-message.json');
	const flow = actualsByWebhook(WORKFLOW, REDUCED);
	let site: Site;
	let apiKey = { id: '', secret: '' };

	beforeAll(async () => {
		site = await Site.open('failed-load-message', [TELLING, { ...flow, settings: { ...flow.settings, errorWorkflow: TELLING.id } }], { activate: true });
		const created = await site.n8n.api('/rest/api-keys', { body: { label: 'reads executions', scopes: ['execution:read'], expiresAt: null } });
		if (!isRecord(created) || typeof created.rawApiKey !== 'string') throw new Error('n8n gave no API key');
		apiKey = { id: String(created.id), secret: created.rawApiKey };
		await site.n8n.importCredentials([{ ...CREDENTIALS.n8nApi, type: 'n8nApi', data: { apiKey: apiKey.secret, baseUrl: `${site.n8n.url}/api/v1` } }]);
	});

	afterEach(async () => {
		await site.anaplan.post('switches', { hangTasks: false });
		await site.n8n.importCredentials([intacctCredential(site.urls.intacct)]);
	});

	afterAll(async () => await site?.close());

	const messages = async (): Promise<ReadonlyArray<{ readonly id: string }>> => await site.n8n.executions({ workflowId: TELLING.id });

	const keyOfN8n = (): { readonly what: string; readonly value: string } => ({ what: 'the API key of n8n', value: apiKey.secret });

	/** The one message that the failure of this execution has led to. */
	const messageOn = async (failed: Execution, earlier: number, status: string): Promise<Message> => {
		expect(failed.status).toBe(status);
		const { id } = await eventually('the error workflow', async () => ((await messages()).length > earlier ? (await messages())[0] : undefined));
		const telling = await site.n8n.finished(id);
		expect([telling.status, telling.mode, telling.error]).toEqual(['success', 'error', undefined]);
		expect((await messages()).length).toBe(earlier + 1);
		const sent = telling.items('Send it by e-mail').map(({ json }) => json);
		expect(sent).toHaveLength(1);
		const message = sent[0] as unknown as Message;
		expect(findIn([{ place: 'message', content: Buffer.from(JSON.stringify(message)) }], [...site.secrets.all(), keyOfN8n()])).toEqual([]);
		return message;
	};

	/** As a person would: the link is opened, and the page shows this execution. */
	const expectOpens = async ({ link }: Message, { id, status }: Execution): Promise<void> => {
		const [, workflowId, executionId] = /\/workflow\/([^/]+)\/executions\/([^/]+)$/.exec(link) ?? [];
		expect([workflowId, executionId]).toEqual([WORKFLOW, id]);
		const page = await fetch(link);
		expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
		expect((await site.n8n.execution(String(executionId))).status).toBe(status);
	};

	const failing = async (run: () => Promise<Execution>, status = 'error'): Promise<{ readonly failed: Execution; readonly message: Message }> => {
		const earlier = (await messages()).length;
		const failed = await run();
		const message = await messageOn(failed, earlier, status);
		await expectOpens(message, failed);
		return { failed, message };
	};

	const withIntacct = async (data: Readonly<Record<string, unknown>>): Promise<void> => {
		const credential = intacctCredential(site.urls.intacct);
		await site.n8n.importCredentials([{ ...credential, data: { ...credential.data, ...data } }]);
	};

	it('an import that was cancelled: who said what, what to do, what was loaded before, what was rejected and why, and where the cursors stand', async () => {
		await site.erp.bill('8001', { VENDORID: 'V-99' });
		await site.erp.pass();
		const bills = (await site.erp.records('APBILL')).length;
		await site.watch.anaplan.mark();
		const { failed, message } = await failing(async () => {
			await site.anaplan.post('faults', { name: 'late', kind: 'delay', match: `^POST .*/imports/${BILLS_CELLS}/tasks$`, delayMs: 1500 });
			const id = await site.start(WORKFLOW);
			await eventually('the start of the import', async () => (await site.watch.anaplan.happenings()).entries.find(({ note }) => note.fault === 'late'));
			await site.anaplan.post('switches', { hangTasks: true });
			const look = await eventually('a look at the task', async () =>
				(await site.watch.anaplan.happenings()).requests(new RegExp(`^GET .*/imports/${BILLS_CELLS}/tasks/`))[0]);
			await cancelled(String(look.path));
			return await site.n8n.finished(id);
		});
		await site.anaplan.delete('faults');

		expect(message.subject).toBe(`Actuals ${WORKFLOW}: Load bills failed`);
		expect(under('WHAT HAPPENED', message)).toMatch(/^Anaplan: run import AP01 Bills from AP_Bills\.csv: The task was cancelled by .+ and rolled back\./);
		const task = (await site.watch.anaplan.happenings()).effects('task-cancelled')[0]?.note.task;
		expect(under('WHAT TO DO', message)).toContain(`Task ${String(task)}.`);
		expect(under('WHAT TO DO', message)).toContain('the cursor was not moved');

		// Counts are those of Anaplan's own history.
		const totalOf = async (importId: unknown): Promise<number> =>
			((await site.watch.anaplan.happenings()).effects('task-finished').find(({ note }) => note.id === importId)?.note.rows as { total: number }).total;
		expect(under('WHAT TO DO', message)).toContain(
			`What ran before stays applied: AP Bills list from AP_Bills.csv (${await totalOf(BILLS_LIST)} created, 0 updated, 0 ignored, 0 rejected).`);
		const rows = under('ROWS', message).split('\n');
		for (const branch of ['accounts', 'vendors']) {
			const [step] = failed.items(`Load ${branch}`)[0]?.json.steps as ReadonlyArray<{ import: { id: string } }>;
			const total = await totalOf(step?.import.id);
			expect(rows).toContain(`- Load ${branch}: success; ${total} sent, ${total} created, 0 updated, 0 ignored, 0 rejected.`);
		}
		expect(rows).toContainEqual(expect.stringMatching(new RegExp(`^- Get changed bills: APBILL: ${bills} records`)));
		expect(rows).toContainEqual(expect.stringMatching(/^- Map bills: .* 1 rejected\..* First reasons: 8001: .*V-99.*Vendors/));
		expect(rows).toContain(`- Load bills: failed; ${bills - 1} rows handed to it by Map bills, none of them confirmed.`);

		const confirmed = confirmedUpTo(await site.n8n.staticData(WORKFLOW));
		expect(Object.keys(confirmed).sort()).toEqual(['Get changed accounts', 'Get changed vendors']);
		const cursor = under('CURSOR', message).split('\n');
		expect(cursor).toEqual(expect.arrayContaining([
			...Object.entries(confirmed).map(([node, to]) => `- ${node}: confirmed up to ${to}.`),
			expect.stringMatching(new RegExp(`^- Get changed bills: stays\\. ${bills} records up to `)),
		]));
		figure('message on a cancelled import', { 'bills read': bills, 'handed to the load': bills - 1, 'rejected by the mapping': 1, 'words': message.text.split(/\s+/).length });
	});

	/** Somebody cancels the task whose address this is. */
	const cancelled = async (path: string): Promise<void> => {
		const password = Buffer.from(`integration@example.com:${site.passwords['the Anaplan password']}`).toString('base64');
		const signedIn = (await (await fetch(`${site.urls.anaplan}/token/authenticate`, { method: 'POST', headers: { authorization: `Basic ${password}` } })).json()) as { tokenInfo: { tokenValue: string } };
		const answer = await fetch(`${site.urls.anaplan}${path}`, {
			method: 'DELETE', headers: { authorization: `AnaplanAuthToken ${signedIn.tokenInfo.tokenValue}`, 'content-type': 'application/json' },
		});
		expect(answer.status).toBe(200);
	};

	it('a password that is refused: the words of the ERP and what to do, nothing was run, and the password is not in it', async () => {
		site.secrets.learn('the wrong password', WRONG);
		await withIntacct({ userPassword: WRONG });
		await site.watch.anaplan.mark();
		const { message } = await failing(async () => await site.run(WORKFLOW));
		expect(message.subject).toBe(`Actuals ${WORKFLOW}: Get changed accounts failed`);
		expect(under('WHAT HAPPENED', message)).toMatch(/^Sage Intacct: .*(?:sign|password|XL03000006|incorrect)/i);
		expect(under('WHAT TO DO', message)).not.toBe('');
		expect(under('ROWS', message)).toMatch(/^- Not run, because .*: Map accounts, .*Load bills\.$/);
		expect(under('CURSOR', message)).toBe('- Get changed accounts: stays. The next run reads from where the last confirmed one ended.');
		expect((await site.watch.anaplan.happenings()).effects('upload-begun', 'task-created')).toEqual([]);
	});

	it('an ERP that is down, and a retry that fails as well: the second message leads to both executions', async () => {
		await withIntacct({ gatewayUrl: 'http://127.0.0.1:9/ia/xml/xmlgw.phtml' });
		const { failed, message } = await failing(async () => await site.run(WORKFLOW));
		expect(under('WHAT HAPPENED', message)).toMatch(/could not: log in$/);
		expect(under('WHAT TO DO', message)).toMatch(/ECONNREFUSED.*\nCheck that the address in the credential is right/);
		expect(under('A RETRY OF', message)).toBe('');

		await withIntacct({ userPassword: WRONG });
		const again = await failing(async () => await site.n8n.retry(failed.id, { loadWorkflow: true }));
		expect(under('A RETRY OF', again.message)).toBe(message.link);
		expect(again.message.link).not.toBe(message.link);
	});

	it('n8n is killed in the middle of a load: told when n8n is up again, with what had been read and that the cursor stays', async () => {
		const bills = (await site.erp.records('APBILL')).length;
		await site.anaplan.post('switches', { hangTasks: true });
		await site.watch.anaplan.mark();
		const { message } = await failing(async () => {
			const id = await site.start(WORKFLOW);
			await eventually('a running task', async () => (await site.watch.anaplan.happenings()).effects('task-started')[0]);
			await site.n8n.kill9();
			await site.anaplan.post('switches', { hangTasks: false });
			await site.n8n.restart();
			return await site.n8n.finished(id);
		}, 'crashed');
		expect(message.subject).toBe(`Actuals ${WORKFLOW}: Load bills failed`);
		expect(under('WHAT HAPPENED', message)).toMatch(/did not finish/);
		expect(under('WHAT TO DO', message)).toMatch(/^Open the execution\./);
		expect(under('ROWS', message)).toContain(`- Load bills: failed; ${bills - 1} rows handed to it by Map bills, none of them confirmed.`);
		expect(under('CURSOR', message)).toMatch(new RegExp(`^- Get changed bills: stays\\. ${bills} records up to `));
	});

	it('n8n itself cannot be asked: the message goes out all the same, and says that the counts are not known', async () => {
		await site.n8n.api(`/rest/api-keys/${apiKey.id}`, { method: 'DELETE' });
		await withIntacct({ userPassword: WRONG });
		const { message } = await failing(async () => await site.run(WORKFLOW));
		expect(message.subject).toBe(`Actuals ${WORKFLOW}: Get changed accounts failed`);
		expect(under('WHAT HAPPENED', message)).toMatch(/^Sage Intacct: /);
		expect(under('WHAT TO DO', message)).not.toBe('');
		expect(under('ROWS', message)).toMatch(/^- Not known: the execution could not be read \(.+\)\. Open it\.$/);
		expect(under('CURSOR', message)).toBe('- A node that failed moves none.');
	});

	it('a run that succeeds again says nothing, and no secret is left behind in clear', async () => {
		await site.erp.bill('8001', { VENDORID: 'V-11' });
		await site.erp.pass();
		const before = (await messages()).length;
		expect((await site.run(WORKFLOW)).status).toBe('success');
		expect((await messages()).length).toBe(before);
		expect((await site.verdict({ only: ['GLACCOUNT', 'VENDOR', 'APBILL'] })).differences).toEqual([]);
		const leftovers = await leftBehind(site);
		expect(findIn(leftovers, site.secrets.all())).toEqual([]);
		// n8n keeps its own keys in its database as they are; this one is nowhere else.
		expect(findIn(leftovers.filter(({ place }) => !place.includes('database.sqlite')), [keyOfN8n()])).toEqual([]);
	});
});
