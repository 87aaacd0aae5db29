import { rmSync } from 'node:fs';
import path from 'node:path';
import { startAnaplan } from '../../simulators/anaplan';
import { portFor } from '../demo/port';
import { startN8n, type CredentialFile, type N8n } from '../host/n8n';
import { BUILD } from '../host/places';
import { unpackedTarball } from '../host/tarball';
import { erpSystem, type ErpName, type ErpOptions } from '../scenario/erp-systems';
import { anaplanCredential } from '../scenario/simulated-credentials';

export interface ErpStage {
	readonly n8n: N8n;
	/** Addresses of the simulators. */
	readonly urls: { readonly erp: string; readonly anaplan: string };
	/** Stops all of it and removes what it left on disk. */
	close(): Promise<void>;
}

export interface ErpStagePlan<E extends ErpName> {
	readonly erp: E;
	readonly options?: ErpOptions<E>;
	/** Besides those that every suite has; by the address of the ERP's simulator. */
	readonly moreCredentials?: (erpUrl: string) => readonly CredentialFile[];
}

/** So that the first look at a task finds it ended. */
const QUICK_TASKS = { queueMs: 1, taskMs: 5 };

/** An ERP, an Anaplan model with a place for its records and an approved budget, and n8n between them with all credentials. */
export const setTheErpStage = async <E extends ErpName>({ erp, options, moreCredentials }: ErpStagePlan<E>, say: (line: string) => void): Promise<ErpStage> => {
	const name = `pictures-${erp}`;
	const userFolder = path.join(BUILD, name);
	rmSync(userFolder, { recursive: true, force: true });
	const closing: Array<() => Promise<unknown>> = [async () => rmSync(userFolder, { recursive: true, force: true })];
	const close = async (): Promise<void> => {
		for (const step of closing.splice(0).reverse()) await step();
	};
	try {
		const { start, credentials, anaplanTenant } = erpSystem(erp);
		say('Packing the package as it would be published ...');
		const packageFolder = await unpackedTarball(name);
		closing.push(async () => rmSync(path.join(BUILD, 'tarball', name), { recursive: true, force: true }));
		const simulated = await start(options);
		closing.push(() => simulated.close());
		const anaplan = await startAnaplan({ model: anaplanTenant, switches: QUICK_TASKS, seeds: ['budget'] });
		closing.push(() => anaplan.close());
		say('Starting n8n ...');
		const port = await portFor(undefined);
		const n8n = await startN8n({ userFolder, port, packageFolder, env: { N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}` } });
		closing.push(() => n8n.shutDown());
		await n8n.importCredentials([...credentials(simulated.url), ...(moreCredentials?.(simulated.url) ?? []), anaplanCredential(anaplan.url)]);
		return { n8n, urls: { erp: simulated.url, anaplan: anaplan.url }, close };
	} catch (error) {
		await close();
		throw error;
	}
};
