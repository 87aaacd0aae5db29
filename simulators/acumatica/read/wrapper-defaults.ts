import type { Contract } from '../contract/catalogue';
import type { JsonObject } from '../json/tree';

/** The scalar members of a type, empty. */
export const wrapperDefaults = (contract: Contract, typeName: string): JsonObject =>
	Object.fromEntries([...contract.type(typeName).members].filter(([, { kind }]) => kind === 'field').map(([name]) => [name, {}]));
