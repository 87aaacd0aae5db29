import { isReference, variant, Variant, type VariantValue } from './variant';
import { Wire } from './wire';

/** As winax makes it: `errno` is the HRESULT. */
export class ComError extends Error {
	constructor(readonly errno: number, message: string) {
		super(message);
		this.name = 'Error';
	}
}

type ComValue = VariantValue | ComObject | undefined;
export type ComMethod = (...args: readonly unknown[]) => ComValue;

/** A COM object as winax shows it: methods by name; properties by name, which may come as an object that turns into the value. */
export interface ComObject {
	readonly [name: string]: unknown;
}

interface Answer {
	readonly value?: VariantValue;
	readonly object?: number;
	readonly changed?: Readonly<Record<string, VariantValue>>;
	readonly wrapped?: boolean;
	readonly exception?: { readonly hresult: number; readonly message: string };
	readonly die?: true;
}

const SERVER_UNAVAILABLE = 0x800706ba - 0x1_0000_0000;
const MEMBER_NOT_FOUND = 0x80020003 - 0x1_0000_0000;
const PROPERTIES = new Set(['slasterrormsg', 'slasterrornum', 'neof', 'nbof', 'olines']);
/** What JavaScript itself asks of every object. */
const FOREIGN = new Set(['then', 'toJSON', 'constructor', 'inspect', 'asymmetricMatch', 'nodeType', 'tagName', '$$typeof', 'prototype']);

const ids = new WeakMap<object, number>();

/** A property without type information: an object that turns into the value, and can be called. */
const wrapped = (value: VariantValue): unknown => {
	const own = { valueOf: () => value, toString: () => String(value ?? ''), [Symbol.toPrimitive]: () => value, __value: value };
	return Object.assign(() => value, own);
};

export interface ComModule {
	createObject(progId: string): ComObject;
	/** An argument by reference. */
	variant: typeof variant;
	byRef: typeof variant;
	Variant: typeof Variant;
	/** Ends the connection, as the end of the process would. */
	disconnect(): Promise<void>;
}

/** COM of one process: everything that it makes lives until the process ends or `disconnect` is called. */
export const connect = (url: string): ComModule => {
	const wire = new Wire(new URL(url));

	const send = (text: Readonly<Record<string, unknown>>, where: string): Answer => {
		const answer = wire.call(JSON.stringify(text));
		if (typeof answer !== 'object' || answer === null) throw new ComError(SERVER_UNAVAILABLE, `${where}: The RPC server is unavailable.`);
		const { exception, die } = answer as Answer;
		if (die === true) process.kill(process.pid, 'SIGKILL');
		if (exception !== undefined) throw new ComError(exception.hresult, `${where}: ${exception.message}`);
		return answer as Answer;
	};

	const outgoing = (value: unknown): Readonly<Record<string, unknown>> => {
		const id = (typeof value === 'object' && value !== null) || typeof value === 'function' ? ids.get(value) : undefined;
		if (id !== undefined) return { object: id };
		return isReference(value) ? { value: value.value, byReference: true } : { value: value ?? null };
	};

	const incoming = ({ object, value }: Answer): ComValue => (object === undefined ? value : proxy(object));

	const method = (id: number, name: string): ComMethod => (...args) => {
		const answer = send({ op: 'call', id, name, args: args.map(outgoing) }, `DispInvoke: ${name}`);
		for (const [at, value] of Object.entries(answer.changed ?? {})) {
			const target = args[Number(at)];
			if (isReference(target)) target.value = value;
		}
		return incoming(answer);
	};

	const property = (id: number, name: string): unknown => {
		const answer = send({ op: 'get', id, name }, `DispPropertyGet: ${name}`);
		return answer.wrapped === true ? wrapped(answer.value ?? null) : incoming(answer);
	};

	/**
	 * Every object of winax can be called, and answers `valueOf`, `toString`, `__value` and `__id` itself, without the server being asked for such a
	 * name. `valueOf` asks for the default property; as these objects have none it gives the object again, and `toString` fails.
	 */
	const proxy = (id: number): ComObject => {
		const own: Readonly<Record<string, () => unknown>> = {
			__id: () => `@${id}`, __type: () => [], __value: () => object, valueOf: () => () => object,
			toString: () => () => {
				throw new ComError(MEMBER_NOT_FOUND, 'DispToString: Member not found.');
			},
		};
		const object = new Proxy(() => undefined, {
			get: (_target, name) => {
				if (typeof name === 'symbol' || FOREIGN.has(name)) return undefined;
				if (Object.hasOwn(own, name)) return own[name]?.();
				return PROPERTIES.has(name.toLowerCase()) ? property(id, name) : method(id, name);
			},
		}) as unknown as ComObject;
		ids.set(object, id);
		return object;
	};

	return {
		createObject: (progId) => proxy(send({ op: 'create', name: progId }, `CreateInstance: ${progId}`).object ?? 0),
		variant, byRef: variant, Variant, disconnect: () => wire.close(),
	};
};
