import type { ControlReading } from './control-block';
import type { Session } from './sessions';
import type { World } from './world';
import type { XmlElement } from './xml-tree';
import type { XmlNode } from './xml-text';

/** Who calls: a session, or a login for this request alone. */
export interface Caller {
	readonly user: string;
	readonly company: string;
	readonly entity: string;
	/** Result sets belong to it. */
	readonly owner: string;
	/** When the user signed in, and until when that holds, milliseconds. */
	readonly signedInAt: number;
	readonly expiresAt: number;
	readonly session?: Session;
}

export interface Call {
	readonly world: World;
	readonly caller: Caller;
	readonly control: ControlReading;
}

export type Outcome =
	| { readonly kind: 'xml'; readonly before?: XmlNode; readonly data?: XmlNode }
	/** Bare JSON or CSV without an envelope (reference 8). */
	| { readonly kind: 'bare'; readonly contentType: string; readonly body: string };

/**
 * Reads a function's element and throws a SchemaViolation when it does not fit; what comes back does the work.
 * Reading comes before all work, so that a request that violates the schema changes nothing.
 */
export type Prepare = (element: XmlElement) => (call: Call) => Outcome;
