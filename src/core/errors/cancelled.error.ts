import { IntegrationError } from './integration.error';

/** The user stopped the execution, or its deadline passed. Says what was left running on the other side. */
export class CancelledError extends IntegrationError {}
