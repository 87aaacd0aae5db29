import { addressesSince, askWith } from './asking';
import type { Site } from './site';
import { acumatica } from './workflows';

/** One Acumatica node. */
export const askAcumatica = askWith(acumatica);

/** Addresses that reached the site since a number of its history: `GET /HarborMills/entity/…?$top=50`. */
export const requestsSince = (site: Site, since: number): Promise<string[]> => addressesSince(site, 'acumatica', since);

/** Sessions that hold a seat of the licence at this moment. */
export const seatsTaken = async (site: Site): Promise<number> => (await site.acumatica.get<{ taken: number }>('sessions')).taken;
