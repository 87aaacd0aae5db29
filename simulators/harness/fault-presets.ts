/** What goes wrong between a client and any system, ready for POST /__sim/faults with a `match`. A system adds its own answers. */
export const CONNECTION_FAULTS = {
	/** The system does its work, the connection dies. */
	answerLost: { name: 'answer-lost', kind: 'reset-after' },
	droppedBefore: { name: 'dropped-before', kind: 'reset-before' },
	slow: { name: 'slow', kind: 'delay', delayMs: 200 },
	/** The connection is cut within the answer. */
	truncated: { name: 'truncated', kind: 'truncate', keep: 0.5 },
	/** Complete HTTP, document cut short. */
	cutBody: { name: 'cut-body', kind: 'cut-body', keep: 0.5 },
} as const;

/** A page of the proxy in front of the system. */
export const GATEWAY_PAGES = {
	badGateway: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><head><title>502 Bad Gateway</title></head></html>' },
	gatewayTimeout: { status: 504, headers: { 'content-type': 'text/html' }, body: '<html><head><title>504 Gateway Time-out</title></head></html>' },
} as const;
