import type { BusinessObject } from '../com/business-object';
import { SageFault } from '../port';

/** The first of the configured method names that the object knows; their names are UNCONFIRMED. */
export const callOneOf = (object: BusinessObject, methods: readonly string[], values: readonly unknown[]): void => {
	const method = methods.find((name) => object.has(name));
	if (method === undefined) throw new SageFault('SAGE_ERROR', `${object.name} has no method ${methods.join(' or ')}. Write the name of this release into the agent's configuration.`);
	object.done(method, values, 'VALIDATION');
};
