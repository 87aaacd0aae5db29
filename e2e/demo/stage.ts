import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { startAnaplan, SUBLEDGER_TENANT } from '../../simulators/anaplan';
import type { RunningSimulator } from '../../simulators/harness/server';
import { startIntacct } from '../../simulators/intacct';
import { startSage100 } from '../../simulators/sage100';
import { ensureN8nInstalled } from '../host/install';
import { startN8n, type N8n, type WorkflowFile } from '../host/n8n';
import { freePort } from '../host/n8n-process';
import { isRecord } from '../host/rest';
import { BUILD, ROOT } from '../host/places';
import { unpackedTarball } from '../host/tarball';
import { anaplanCredential, intacctCredential, sage100Credential } from '../scenario/simulated-credentials';

const DEMOS = path.join(BUILD, 'demo');
const USUAL_PORT = 5678;

/** Everything that a demo has running. */
export interface Stage {
	readonly n8n: N8n;
	readonly intacct: RunningSimulator;
	readonly anaplan: RunningSimulator;
	readonly workflow: WorkflowFile;
	/** The agent in front of its books, and a model with a place for them. */
	readonly sage100: { readonly erp: RunningSimulator; readonly anaplan: RunningSimulator; readonly workflow: WorkflowFile };
	/** Stops all of it and removes what it left on disk, but for the log when `keepLog`. Safe to call twice. */
	close(keepLog?: boolean): Promise<void>;
	readonly logFile: string;
}

const isFree = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const probe = createServer();
		probe.on('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});

/** That port, or else the usual one or any free one. */
export const portFor = async (wanted: number | undefined): Promise<number> => {
	if (wanted === undefined) return (await isFree(USUAL_PORT)) ? USUAL_PORT : await freePort();
	if (!(await isFree(wanted))) throw new Error(`Port ${wanted} is in use. Take another one with --port, or leave the option out.`);
	return wanted;
};

const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

/** A demo that was killed could not clean up; the next one does. */
const sweep = (): void => {
	mkdirSync(DEMOS, { recursive: true });
	for (const name of readdirSync(DEMOS)) if (!isAlive(Number(name))) rmSync(path.join(DEMOS, name), { recursive: true, force: true });
};

/** The model of the Sage 100 flow is another one than that of the Sage Intacct flow, so its credential is too. */
const SECOND_MODEL = { id: 'erpAnaplanSecond', name: 'Anaplan, model of Sage 100' };

const delivered = (file: string): WorkflowFile => JSON.parse(readFileSync(path.join(ROOT, 'examples/workflows', file), 'utf8')) as WorkflowFile;

const onSecondModel = (workflow: WorkflowFile): WorkflowFile => ({
	...workflow, nodes: workflow.nodes.map((node) => (isRecord(node) && isRecord(node.credentials) && 'anaplanApi' in node.credentials ? { ...node, credentials: { anaplanApi: SECOND_MODEL } } : node)),
});

/** Starts simulators and n8n, installs the package from its tarball, and puts credentials and workflow in place. */
export const setTheStage = async (wishes: { readonly port: number | undefined }, say: (line: string) => void): Promise<Stage> => {
	sweep();
	const userFolder = path.join(DEMOS, String(process.pid));
	const closing: Array<() => Promise<unknown>> = [];
	let closed: Promise<void> | undefined;
	const close = (keepLog = false): Promise<void> => {
		closed ??= (async () => {
			for (const step of closing.reverse()) await step();
			if (!keepLog) rmSync(userFolder, { recursive: true, force: true });
		})();
		return closed;
	};

	try {
		const port = await portFor(wishes.port);
		await ensureN8nInstalled(say);
		say('Packing the package as it would be published ...');
		const tarball = `demo-${process.pid}`;
		const packageFolder = await unpackedTarball(tarball);
		closing.push(async () => rmSync(path.join(BUILD, 'tarball', tarball), { recursive: true, force: true }));
		say('Starting the simulators ...');
		const intacct = await startIntacct();
		closing.push(() => intacct.close());
		const anaplan = await startAnaplan();
		closing.push(() => anaplan.close());
		const agent = await startSage100({ companies: ['ABC'] });
		closing.push(() => agent.close());
		const second = await startAnaplan({ model: SUBLEDGER_TENANT });
		closing.push(() => second.close());
		say('Starting n8n ...');
		// The address that n8n shows for OAuth2: Anaplan takes no localhost.
		const n8n = await startN8n({ userFolder, port, packageFolder, env: { N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}` } });
		closing.push(() => n8n.shutDown());
		await n8n.importCredentials([
			intacctCredential(intacct.url), anaplanCredential(anaplan.url), sage100Credential(agent.url), { ...anaplanCredential(second.url), ...SECOND_MODEL },
		]);
		const workflow = delivered('intacct-actuals-to-anaplan.json');
		const sage100 = { erp: agent, anaplan: second, workflow: onSecondModel(delivered('sage100-actuals-to-anaplan.json')) };
		await n8n.importWorkflows([workflow, sage100.workflow]);
		return { n8n, intacct, anaplan, workflow, sage100, close, logFile: path.join(userFolder, 'n8n.log') };
	} catch (error) {
		await close(true);
		throw error;
	}
};
