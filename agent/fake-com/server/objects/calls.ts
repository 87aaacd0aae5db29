import type { ServerObject } from './server-object';

export type Plain = string | number | boolean | null;
export type Outgoing = Plain | ServerObject | undefined;

export interface Incoming {
	readonly value: Plain | ServerObject;
	readonly byReference: boolean;
}

export const HRESULT = {
	unknownName: 0x80020006 - 0x1_0000_0000, typeMismatch: 0x80020005 - 0x1_0000_0000, exception: 0x80020009 - 0x1_0000_0000,
	badArgumentCount: 0x8002000e - 0x1_0000_0000, notRegistered: 0x80040154 - 0x1_0000_0000, noLicence: 0x80040112 - 0x1_0000_0000,
	disconnected: 0x80010108 - 0x1_0000_0000,
} as const;

/** What COM raises: server gone, wrong argument type, no licence (reference sage-100 10). A refusal is never one; it is a 0. */
export class ComFault extends Error {
	constructor(readonly hresult: number, message: string) {
		super(message);
	}
}

/** Arguments of one call; what is put into one that came by reference travels back. */
export class Arguments {
	readonly changed = new Map<number, Plain>();

	constructor(private readonly list: readonly Incoming[]) {}

	get count(): number {
		return this.list.length;
	}

	raw(at: number): Plain | ServerObject | undefined {
		return this.list[at]?.value;
	}

	/** Empty when left out; numbers as text. */
	text(at: number): string {
		const value = this.raw(at);
		if (value === undefined || value === null) return '';
		if (typeof value === 'object') throw new ComFault(HRESULT.typeMismatch, 'Type mismatch.');
		return String(value);
	}

	/** An argument that is no reference loses the value, as in COM. */
	put(at: number, value: Plain): void {
		if (this.list[at]?.byReference === true) this.changed.set(at, value);
	}
}
