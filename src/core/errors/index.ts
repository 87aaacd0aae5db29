export { IntegrationError, type ErrorFacts } from './integration.error';
export { FatalError } from './fatal.error';
export { RetryableError } from './retryable.error';
export { AmbiguousError } from './ambiguous.error';
export { RejectedError, type RejectedRecord } from './rejected.error';
export { ConnectionLostError } from './connection-lost.error';
export { CancelledError } from './cancelled.error';
