import type { ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { OpenApi } from '../../../src/systems/acumatica';
import { placeIn } from '../../shared/acumatica/sign-in/site-fields';
import { KeptByOwner } from '../../shared/context/kept-by-owner';
import { nodeClock } from '../../shared/context/node-clock';
import type { Way } from './ways';

type Documents = Map<string, Promise<OpenApi>>;

const kept = new KeptByOwner<Documents>(nodeClock, () => new Map(), { keptMs: 10 * 60_000, mostOwners: 20 });

/**
 * The endpoint documents that one identity has read lately: a document has megabytes. A custom endpoint is seen only by those whose
 * tenant has it, so what one identity has read is shown to no other; the credential's id is part of the owner because two that have
 * not signed in yet look the same.
 */
export const documentsOf = (context: IExecuteFunctions | ILoadOptionsFunctions, way: Way, credentials: ICredentialDataDecryptedObject): Documents => {
	const { siteUrl, tenant = '' } = placeIn(credentials);
	return kept.of([way.credential, context.getNode().credentials?.[way.credential]?.id ?? null, siteUrl, tenant, ...way.identity(credentials)]);
};
