import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { FatalError } from '../../../src/core/errors';
import { SYSTEM, type Folder } from '../../../src/systems/sagex3';
import type { SignedConnection } from './signed-connection';
import type { Way } from './ways';

/**
 * The folders that a gateway lists. An own server lists its endpoints to nobody but its administrator.
 *
 * @throws FatalError for an own server, and what the gateway refuses
 */
export const foldersBy = async ({ signs }: Way, { http }: SignedConnection, credentials: ICredentialDataDecryptedObject): Promise<readonly Folder[]> => {
	if (signs.by === 'n8n') return await signs.way.folders(http, credentials);
	throw new FatalError({
		system: SYSTEM, operation: 'list the folders', said: 'an own server lists its endpoints to nobody but its administrator',
		remedy: 'Administration > Endpoints > Endpoints in Syracuse shows their names. Only gateways list folders.',
	});
};
