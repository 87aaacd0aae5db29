import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Text of a field, whatever n8n holds in it. */
export const textIn = (credentials: ICredentialDataDecryptedObject, name: string): string => {
	const value = credentials[name];
	return typeof value === 'string' ? value : '';
};
