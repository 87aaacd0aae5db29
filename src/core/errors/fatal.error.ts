import { IntegrationError } from './integration.error';

/** Trying again without changing something first cannot succeed. */
export class FatalError extends IntegrationError {}
