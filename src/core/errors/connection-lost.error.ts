import { IntegrationError } from './integration.error';

/**
 * No complete answer arrived: refused, reset, timed out or cut off. Whether the request took effect is unknown,
 * so only a repeatable request may be sent again (see core/http/retry).
 */
export class ConnectionLostError extends IntegrationError {}
