import { addressesSince, askWith } from './asking';
import type { Site } from './site';
import { sage100 } from './workflows';

/** One Sage 100 node. */
export const askSage100 = askWith(sage100);

/** Requests that the agent has answered since a number of the history, below the version: `GET gl/accounts`. */
export const requestsSince = async (site: Site, since: number): Promise<string[]> => (await addressesSince(site, 'sage100', since)).map((line) => line.replace('/v1/', ''));
