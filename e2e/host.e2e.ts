import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startN8n, type N8n, type WorkflowFile } from './host/n8n';
import { BUILD } from './host/places';

const packageFolder = String(process.env.E2E_PACKAGE);
const manifest = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { name: string; n8n: { nodes: string[]; credentials: string[] } };
const userFolder = path.join(BUILD, 'e2e/host');

/** Webhook → Set: as little as can be run, so that what fails here is the host. */
const echo = (id: string): WorkflowFile => ({
	id,
	name: `Echo ${id}`,
	nodes: [
		{ id: 'a', name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], webhookId: id, parameters: { path: id, httpMethod: 'POST', responseMode: 'lastNode' } },
		{ id: 'b', name: 'Echo', type: 'n8n-nodes-base.set', typeVersion: 3.4, position: [200, 0], parameters: { mode: 'raw', jsonOutput: '={{ { heard: $json.body.said } }}' } },
	],
	connections: { Start: { main: [[{ node: 'Echo', type: 'main', index: 0 }]] } },
});

describe('a real n8n with the package installed from its tarball', () => {
	let n8n: N8n;

	beforeAll(async () => {
		rmSync(userFolder, { recursive: true, force: true });
		n8n = await startN8n({ userFolder, packageFolder });
		await n8n.importWorkflows([echo('echo')]);
		await n8n.activate('echo');
	});

	afterAll(async () => await n8n?.shutDown());

	it('lists every node of the manifest under the name of the package', async () => {
		const classNames = manifest.n8n.nodes.map((file) => path.basename(file, '.node.js'));
		const expected = classNames.map((name) => `${manifest.name}.${name.charAt(0).toLowerCase()}${name.slice(1)}`);
		expect(await n8n.nodeTypes(manifest.name)).toEqual(expect.arrayContaining(expected));
	});

	it('lists every credential of the manifest', async () => {
		const types = (await n8n.api('/types/credentials.json')) as ReadonlyArray<{ name: string }>;
		const names = types.map(({ name }) => name);
		const expected = manifest.n8n.credentials.map((file) => path.basename(file, '.credentials.js')).map((name) => name.charAt(0).toLowerCase() + name.slice(1));
		expect(names).toEqual(expect.arrayContaining(expected));
	});

	it('serves icons of its nodes', async () => {
		const types = (await n8n.api('/types/nodes.json')) as ReadonlyArray<{ name: string; iconUrl?: string | { light: string } }>;
		const icons = types.filter(({ name }) => name.startsWith(`${manifest.name}.`)).map(({ iconUrl }) => (typeof iconUrl === 'string' ? iconUrl : iconUrl?.light));
		expect(icons.length).toBeGreaterThanOrEqual(manifest.n8n.nodes.length);
		for (const icon of icons) expect(await n8n.api(`/${icon}`)).toContain('<svg');
	});

	it('runs a workflow by webhook and shows it in the execution log', async () => {
		const answer = await n8n.runWebhook('echo', { body: { said: 'hello' } });
		expect([answer.status, answer.body]).toEqual([200, { heard: 'hello' }]);
		const [latest] = await n8n.executions({ workflowId: 'echo' });
		const execution = await n8n.finished(String(latest?.id));
		expect(execution.status).toBe('success');
		expect(execution.items('Echo').map(({ json }) => json)).toEqual([{ heard: 'hello' }]);
	});

	it('takes the same user folder up again after it was killed', async () => {
		await n8n.kill9();
		await n8n.restart();
		const answer = await n8n.runWebhook('echo', { body: { said: 'again' } });
		expect(answer.body).toEqual({ heard: 'again' });
	});
});
