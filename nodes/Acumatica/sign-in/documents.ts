import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { Fingerprint } from '../../../src/core/fingerprint';
import type { OpenApi } from '../../../src/systems/acumatica';
import { nodeClock } from '../../shared/context/node-clock';
import { placeIn } from '../../shared/acumatica/sign-in/site-fields';
import type { Way } from './ways';

type Documents = Map<string, Promise<OpenApi>>;

/** Somebody who changes an endpoint in Acumatica sees the change in the pick lists after this time. */
const KEPT_MS = 10 * 60_000;
const MOST_OWNERS = 20;

const kept = new Map<string, { readonly untilMs: number; readonly documents: Documents }>();

/**
 * The endpoint documents that one identity has read lately, for all runs and pick lists of this process: a document has
 * megabytes. A custom endpoint is seen only by those whose tenant has it, so what one identity has read is shown to no other;
 * the credential's id is part of the owner because two that have not signed in yet look the same.
 */
export const documentsOf = (context: IExecuteFunctions | ILoadOptionsFunctions, way: Way, credentials: ICredentialDataDecryptedObject): Documents => {
	const owner = new Fingerprint();
	const { siteUrl, tenant = '' } = placeIn(credentials);
	owner.add([way.credential, context.getNode().credentials?.[way.credential]?.id ?? null, siteUrl, tenant, ...way.identity(credentials)]);
	const key = owner.digest();
	const known = kept.get(key);
	if (known && nodeClock.now() < known.untilMs) return known.documents;
	const documents: Documents = new Map();
	kept.delete(key);
	kept.set(key, { untilMs: nodeClock.now() + KEPT_MS, documents });
	for (const oldest of kept.keys()) {
		if (kept.size <= MOST_OWNERS) break;
		kept.delete(oldest);
	}
	return documents;
};
