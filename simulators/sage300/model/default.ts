import { NORDIX } from './nordix';
import { SAMLTD } from './samltd';
import type { SiteDefinition } from './types';

/** Two companies; the users' rights are by module, as security groups give them (reference sage-300 3). */
export const DEFAULT_SITE: SiteDefinition = {
	users: [
		{ name: 'PLANNER', password: 'PLANNER-SECRET', casePassword: 'Planner-Secret', modules: ['*'] },
		{ name: 'LEDGER', password: 'LEDGER-SECRET', casePassword: 'Ledger-Secret', modules: ['GL', 'CS'] },
		{ name: 'WEBAPI', password: 'WEBAPI', casePassword: 'WebApi', modules: ['*'] },
		{ name: 'ADMIN', password: 'ADMIN', casePassword: 'Admin', modules: ['*'] },
	],
	companies: [NORDIX, SAMLTD],
};
