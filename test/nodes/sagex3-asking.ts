import { addressesSince, askWith } from './asking';
import type { Site } from './site';
import { sageX3 } from './workflows';

/** One Sage X3 node. */
export const askSageX3 = askWith(sageX3);

/** Values of the parameter Authentication, with the credential of each. */
export const SAGEX3_WAYS = [
	['connectedApplication', 'sageX3Api'], ['gateway', 'sageX3GatewayOAuth2Api'], ['clientCredentials', 'sageX3ClientCredentialsApi'], ['basic', 'sageX3BasicApi'],
] as const;

/** A refresh token that nobody has used: what earlier runs of this process have exchanged belongs to others. */
export const pairAnew = async (site: Site): Promise<void> => {
	const { refresh } = await site.sagex3.post<{ refresh: string }>('pair', {});
	Object.assign(site.credentials.sageX3GatewayOAuth2Api ?? {}, { refreshToken: refresh, accessToken: '', signInSecret: '', oauthTokenData: undefined });
};

/** `METHOD path` of the requests that the server has answered since a number of its history. */
export const requestsSince = async (site: Site, since: number): Promise<string[]> => await addressesSince(site, 'sagex3', since);

/** How often tokens were asked for since then. */
export const tokenCallsSince = async (site: Site, since: number): Promise<number> =>
	(await requestsSince(site, since)).filter((line) => /^POST (?:\/eu)?\/(?:v1|oauth)\/token$/.test(line)).length;
