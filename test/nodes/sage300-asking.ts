import { addressesSince, askWith } from './asking';
import type { Site } from './site';
import { sage300 } from './workflows';

/** One Sage 300 node. */
export const askSage300 = askWith(sage300);

/** Addresses that reached the site since a number of its history, below the version: `GET -/NORDIX/GL/GLAccounts?$top=50`. */
export const requestsSince = async (site: Site, since: number): Promise<string[]> =>
	(await addressesSince(site, 'sage300', since)).map((line) => line.replace('/Sage300WebApi/v1.0/', ''));
