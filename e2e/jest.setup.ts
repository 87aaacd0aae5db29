import { ensureN8nInstalled } from './host/install';
import { unpackedTarball } from './host/tarball';

/** Once for all suites: n8n is there, and the package is packed as it would be published. */
export default async function setUp(): Promise<void> {
	await ensureN8nInstalled();
	process.env.E2E_PACKAGE = await unpackedTarball('e2e');
}
