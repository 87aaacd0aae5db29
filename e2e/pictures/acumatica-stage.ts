import { rmSync } from 'node:fs';
import path from 'node:path';
import { CREDENTIALS } from '../../examples/source/site-names';
import { startAnaplan } from '../../simulators/anaplan';
import { portFor } from '../demo/stage';
import { startN8n, type CredentialFile, type N8n } from '../host/n8n';
import { BUILD } from '../host/places';
import { unpackedTarball } from '../host/tarball';
import { erpSystem } from '../scenario/erp-systems';

export interface AcumaticaStage {
	readonly n8n: N8n;
	/** Addresses of the simulators. */
	readonly urls: { readonly acumatica: string; readonly anaplan: string };
	/** Stops all of it and removes what it left on disk. */
	close(): Promise<void>;
}

const NAME = 'pictures-acumatica';
/** So that the first look at a task or a release finds it ended. */
const QUICK = { anaplan: { queueMs: 1, taskMs: 5 }, acumatica: { immediateRelease: true } };

const anaplanCredential = (url: string): CredentialFile => ({
	...CREDENTIALS.anaplanApi, type: 'anaplanApi',
	data: { token: '', user: 'integration@example.com', password: 'anaplan-password', apiUrl: url, authUrl: url },
});

/** The third way to sign in, before somebody has connected. */
const oauthCredential = (url: string): CredentialFile => ({
	id: 'erpAcumaticaOAu1', name: 'Acumatica by OAuth2', type: 'acumaticaOAuth2Api',
	data: {
		siteUrl: `${url}/HarborMills`, tenant: '', branch: '', endpoint: 'Default', version: '24.200.001',
		clientId: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01@HarborMills', clientSecret: 'secret-of-the-application',
	},
});

/** Acumatica, an Anaplan model with a place for its records and an approved budget, and n8n between them with all credentials. */
export const setTheAcumaticaStage = async (say: (line: string) => void): Promise<AcumaticaStage> => {
	const userFolder = path.join(BUILD, NAME);
	rmSync(userFolder, { recursive: true, force: true });
	const closing: Array<() => Promise<unknown>> = [async () => rmSync(userFolder, { recursive: true, force: true })];
	const close = async (): Promise<void> => {
		for (const step of closing.splice(0).reverse()) await step();
	};
	try {
		const { start, credentials, anaplanTenant } = erpSystem('acumatica');
		say('Packing the package as it would be published ...');
		const packageFolder = await unpackedTarball(NAME);
		closing.push(async () => rmSync(path.join(BUILD, 'tarball', NAME), { recursive: true, force: true }));
		const acumatica = await start({ switches: QUICK.acumatica });
		closing.push(() => acumatica.close());
		const anaplan = await startAnaplan({ model: anaplanTenant, switches: QUICK.anaplan, seeds: ['budget'] });
		closing.push(() => anaplan.close());
		say('Starting n8n ...');
		const port = await portFor(undefined);
		const n8n = await startN8n({ userFolder, port, packageFolder, env: { N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}` } });
		closing.push(() => n8n.shutDown());
		await n8n.importCredentials([...credentials(acumatica.url), oauthCredential(acumatica.url), anaplanCredential(anaplan.url)]);
		return { n8n, urls: { acumatica: acumatica.url, anaplan: anaplan.url }, close };
	} catch (error) {
		await close();
		throw error;
	}
};
