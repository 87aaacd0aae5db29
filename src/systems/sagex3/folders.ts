import { FatalError } from '../../core/errors';
import { isJsonObject, jsonList, jsonObject, jsonText, type ExactJson } from '../../core/json';
import { followWithin } from '../../core/http/trusted-hosts';
import type { SageX3Gateway } from './gateway';
import { addressOf, SYSTEM } from './identity';
import type { SageX3Request } from './wire/graphql-requests';

/** A folder that the application may reach through a cloud gateway. */
export interface Folder {
	readonly name: string;
	/** What the gateway names for reading data, if it lies on the gateway or below its domain; undefined otherwise. */
	readonly dataServiceUrl: string | undefined;
}

export const foldersRequest = (gatewayUrl: string): SageX3Request => ({
	method: 'GET', url: `${addressOf(gatewayUrl)}/v1/folders`, headers: { accept: 'application/json' }, purpose: 'list the folders',
});

/** An address elsewhere gets no token: it is left out, and somebody who knows it can type it. */
const trusted = (gatewayUrl: string, handed: string): string | undefined => {
	if (handed === '') return undefined;
	try {
		return followWithin(gatewayUrl, handed, { domain: new URL(gatewayUrl).hostname.replace(/^api\./, ''), system: SYSTEM }).href;
	} catch (caught) {
		if (caught instanceof FatalError) return undefined;
		throw caught;
	}
};

/** Only authorised folders are listed (reference sage-x3 2.2). */
export const readFolders = (gatewayUrl: string, answer: ExactJson): readonly Folder[] =>
	jsonList(jsonObject(answer).folders).filter(isJsonObject).map((folder) => ({
		name: jsonText(folder.name), dataServiceUrl: trusted(addressOf(gatewayUrl), jsonText(jsonObject(folder.$urls).dataService)),
	}));

/** @throws what the gateway refuses */
export const listFolders = async (gateway: SageX3Gateway, gatewayUrl: string): Promise<readonly Folder[]> => readFolders(gatewayUrl, (await gateway.call(foldersRequest(gatewayUrl))).json);
