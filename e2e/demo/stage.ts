import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CREDENTIALS } from '../../examples/source/site-names';
import { startAnaplan } from '../../simulators/anaplan';
import type { RunningSimulator } from '../../simulators/harness/server';
import { Control } from '../checker/simulator-control';
import { ensureN8nInstalled } from '../host/install';
import { N8n, type CredentialFile } from '../host/n8n';
import { freePort } from '../host/n8n-process';
import { BUILD } from '../host/places';
import { unpackedTarball } from '../host/tarball';
import { HistoryWatch } from '../scenario/history-watch';
import { anaplanCredential } from '../scenario/simulated-credentials';
import { deliveredExample, type ExampleFile } from '../scenario/workflow-copies';
import { FLOWS } from './flows';
import type { Erp, Flow, Played, Scene } from './flows/flow';
import { portFor, USUAL_PORT } from './port';
import { keepDatabase, takeDatabase } from './prepared-database';

type Say = (line: string) => void;

const DEMOS = path.join(BUILD, 'demo');

/** So that the first look at a task, after a second, finds it ended. */
const QUICK_TASKS = { queueMs: 10, taskMs: 50 };

/** A flow with everything that it needs running. */
export interface SetFlow {
	readonly flow: Flow;
	readonly scene: Scene;
}

/** Everything that a demo has running. */
export interface Stage {
	readonly n8n: N8n;
	readonly flows: readonly SetFlow[];
	/** Stops all of it and removes what it left on disk, but for the log when `keepLog`. Safe to call twice. */
	close(keepLog?: boolean): Promise<void>;
	readonly logFile: string;
}

export interface StageWishes {
	readonly port: number | undefined;
	/** All unless set. */
	readonly flows?: readonly Flow[];
}

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

/** The credential of a flow's own model; that of the first flow is called as the example calls it. */
const modelOf = ({ name }: Flow, index: number): { readonly id: string; readonly name: string } =>
	(index === 0 ? CREDENTIALS.anaplanApi : { id: `erpAnaplanModel${index + 1}`, name: `Anaplan, model of ${name}` });

/** The example as delivered, but for the model that it loads or reads. */
const withModel = (example: ExampleFile, model: { readonly id: string; readonly name: string }): ExampleFile => ({
	...example, nodes: example.nodes.map((node) => (node.credentials?.anaplanApi === undefined ? node : { ...node, credentials: { ...node.credentials, anaplanApi: model } })),
});

const played = ({ url }: RunningSimulator): Played => {
	const control = new Control(url);
	return { url, control, watch: new HistoryWatch(control) };
};

/** All of them end before anything is thrown, so that each that has started is closed. */
const allEnded = async (promises: ReadonlyArray<Promise<unknown>>): Promise<void> => {
	for (const outcome of await Promise.allSettled(promises)) if (outcome.status === 'rejected') throw outcome.reason;
};

/** Starts simulators and n8n, installs the package from its tarball, and puts credentials and workflows in place. */
export const setTheStage = async ({ port: wanted, flows = FLOWS }: StageWishes, say: Say): Promise<Stage> => {
	sweep();
	const userFolder = path.join(DEMOS, String(process.pid));
	const logFile = path.join(userFolder, 'n8n.log');
	const closing: Array<() => Promise<unknown>> = [];
	let closed: Promise<void> | undefined;
	const close = (keepLog = false): Promise<void> => {
		closed ??= (async () => {
			for (const step of closing.reverse()) await step();
			if (!keepLog) rmSync(userFolder, { recursive: true, force: true });
		})();
		return closed;
	};
	const kept = (simulator: RunningSimulator): Played => {
		closing.push(() => simulator.close());
		return played(simulator);
	};

	try {
		// Before minutes of installing, and once more when n8n is about to take it.
		await portFor(wanted);
		const install = await ensureN8nInstalled(say);
		const began = performance.now();
		say('Packing the package as it would be published, and starting the simulators ...');
		const tarball = `demo-${process.pid}`;
		closing.push(async () => rmSync(path.join(BUILD, 'tarball', tarball), { recursive: true, force: true }));
		const packing = unpackedTarball(tarball);
		const systems = new Map<Erp, Promise<Played>>([...new Set(flows.map(({ erp }) => erp))].map((erp) => [erp, erp.start().then(kept)]));
		const models = flows.map(async ({ erp, seeds = [] }) => kept(await startAnaplan({ model: erp.tenant, switches: QUICK_TASKS, seeds })));
		await allEnded([packing, ...systems.values(), ...models]);
		const packageFolder = await packing;

		const port = await portFor(wanted);
		say(wanted === undefined && port !== USUAL_PORT ? `Starting n8n on port ${port}, because ${USUAL_PORT} is in use ...` : 'Starting n8n ...');
		takeDatabase(userFolder);
		// The address that n8n shows for OAuth2: Anaplan takes no localhost.
		const n8n = new N8n(install, { userFolder, packageFolder, env: { N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}` } }, port, await freePort());
		await n8n.prepare();
		keepDatabase(userFolder);
		closing.push(() => n8n.shutDown());
		const set = await Promise.all(flows.map(async (flow, index): Promise<SetFlow> => {
			const [erp, anaplan] = await Promise.all([systems.get(flow.erp), models[index]]);
			if (erp === undefined || anaplan === undefined) throw new Error(`${flow.name} has no systems`);
			return { flow, scene: { n8n, erp, anaplan, workflow: withModel(deliveredExample(flow.example), modelOf(flow, index)) } };
		}));
		const credentials: CredentialFile[] = [
			...new Map(set.flatMap(({ flow, scene }) => flow.erp.credentials(scene.erp.url).map((one) => [one.id, one] as const))).values(),
			...set.map(({ flow, scene }, index) => ({ ...anaplanCredential(scene.anaplan.url), ...modelOf(flow, index) })),
		];
		const importing = n8n.importCredentials(credentials).then(async () => await n8n.importWorkflows(set.map(({ scene }) => scene.workflow)));
		await allEnded([n8n.start(), importing]);
		say(`n8n is up at ${n8n.url} with ${set.length} workflows after ${Math.round((performance.now() - began) / 1000)} s.`);
		return { n8n, flows: set, close, logFile };
	} catch (error) {
		await close(true);
		throw error;
	}
};
