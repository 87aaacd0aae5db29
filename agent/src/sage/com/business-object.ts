import type { SageFaultCode } from '../port';
import { isComObject, plainValue, type ByRef, type ComFactory, type ComObject } from './factory';
import { ComFault, type Refusal, type Refusals } from './refusals';

const textOf = (value: unknown): string => {
	const plain = plainValue(value);
	return plain === null || plain === undefined ? '' : String(plain).replace(/ +$/, '');
};

/** Trailing blanks of a column; anything else in the value stays. */
export const trimmed = (value: string): string => value.replace(/[ \0]+$/, '');

/**
 * One COM object with every return code looked at.
 *
 * **A refused call never passes for a success.** A failed call of the interface does not raise anything, it only returns 0 (reference
 * sage-100 2). All calls go through `code`, which turns the result into a number or fails, and `done` accepts 1 and -1 only. -1 is
 * a success with a warning, whose text is kept for the answer.
 */
export class BusinessObject {
	constructor(
		readonly name: string,
		readonly com: ComObject,
		private readonly factory: ComFactory,
		readonly refusals: Refusals,
		private readonly warnings: string[],
	) {}

	/** @throws ComFault when the call itself throws */
	raw(method: string, ...values: readonly unknown[]): unknown {
		try {
			const member = this.com[method];
			if (typeof member !== 'function') throw new TypeError('there is no such method');
			return Reflect.apply(member, this.com, values) as unknown;
		} catch (cause) {
			throw new ComFault(this.name, method, cause);
		}
	}

	property(name: string): unknown {
		try {
			const value: unknown = this.com[name];
			const plain = plainValue(value);
			return typeof plain === 'function' ? plainValue(Reflect.apply(plain, this.com, [])) : plain;
		} catch (cause) {
			throw new ComFault(this.name, name, cause);
		}
	}

	/** The return code as it is. */
	code(method: string, ...values: readonly unknown[]): number {
		const returned = plainValue(this.raw(method, ...values));
		const code = typeof returned === 'boolean' ? Number(returned) : typeof returned === 'string' && returned.trim() === '' ? NaN : Number(returned);
		if (!Number.isInteger(code)) throw new ComFault(this.name, method, new Error(`it returned ${String(returned)}, which is no return code`));
		if (code === -1) this.warnings.push(this.lastText() || `${this.name}.${method} succeeded with a warning.`);
		return code;
	}

	/** For calls that answer 1, 0 or -1. @throws SageFault on a refusal, with the object's own words */
	done(method: string, values: readonly unknown[], otherwise: SageFaultCode = 'SAGE_ERROR'): void {
		const code = this.code(method, ...values);
		if (code !== 1 && code !== -1) throw this.refusals.fault(this.refusal(method, code), otherwise);
	}

	/** Text methods such as sGetValue. */
	text(method: string, ...values: readonly unknown[]): string {
		return textOf(this.raw(method, ...values));
	}

	byRef(initial: string | number): ByRef {
		return this.factory.byRef(initial);
	}

	/** The lines of a document, an object of its own. */
	child(property: string): BusinessObject {
		let member: unknown;
		try {
			member = this.com[property];
		} catch (cause) {
			throw new ComFault(this.name, property, cause);
		}
		if (!isComObject(member)) throw new ComFault(this.name, property, new Error('there is no such object'));
		return new BusinessObject(`${this.name}.${property}`, member, this.factory, this.refusals, this.warnings);
	}

	refusal(method: string, returnCode: number): Refusal {
		const number = this.memberText('sLastErrorNum');
		return { object: this.name, method, returnCode, text: this.lastText(), number: number === '' ? null : number };
	}

	lastText(): string {
		return this.memberText('sLastErrorMsg');
	}

	/** A property that some releases lack: nothing is lost with it. */
	private memberText(name: string): string {
		try {
			return textOf(this.property(name)).trim();
		} catch {
			return '';
		}
	}

	has(method: string): boolean {
		try {
			return typeof this.com[method] === 'function';
		} catch {
			return false;
		}
	}

	drop(): void {
		if (this.has('DropObject')) this.raw('DropObject');
	}
}
