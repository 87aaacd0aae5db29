/** An object behind COM. Its members are found by name at run time, so nothing is known of it before it is called. */
export type ComObject = Readonly<Record<string, unknown>>;

/** An argument that the called method fills. */
export interface ByRef {
	/** What is handed to the method. */
	readonly argument: unknown;
	read(): unknown;
}

/** Where COM objects come from: winax on Windows, scripted objects in tests, the fake elsewhere. */
export interface ComFactory {
	create(progId: string): ComObject;
	byRef(initial: string | number): ByRef;
}

export interface ComSource {
	readonly com: 'winax' | 'module';
	readonly comModule: string;
	readonly byRefTypes: { readonly text: string; readonly number: string };
}

type Make = (...values: unknown[]) => unknown;
type Construct = new (...values: unknown[]) => unknown;

const isFunction = (value: unknown): value is Make => typeof value === 'function';

export const isComObject = (value: unknown): value is ComObject => (typeof value === 'object' && value !== null) || typeof value === 'function';

/** winax wraps values of late-bound members into objects whose `valueOf` (or `__value`) gives the value itself. */
export const plainValue = (value: unknown): unknown => {
	if (!isComObject(value)) return value;
	const own: unknown = value.valueOf();
	if (!isComObject(own)) return own;
	if ('__value' in own && !isComObject(own['__value'])) return own['__value'];
	return 'value' in own && !isComObject(own['value']) ? own['value'] : own;
};

/** With a Variant class as winax has it, else with a plain `{ value }` that the method writes into. */
const byRefFrom = (library: ComObject, types: ComSource['byRefTypes']) => (initial: string | number): ByRef => {
	const own = library['byRef'];
	const variant = library['Variant'];
	const argument = isFunction(own) ? own(initial)
		: isFunction(variant) ? new (variant as unknown as Construct)(initial, typeof initial === 'string' ? types.text : types.number)
			: { value: initial };
	return { argument, read: () => plainValue(argument) };
};

const exportsOf = (loaded: unknown): ComObject => {
	if (!isComObject(loaded)) throw new Error('the COM module exports nothing');
	const inner = loaded['default'];
	return isComObject(inner) && (isFunction(inner['createObject']) || isFunction(inner['Object'])) ? inner : loaded;
};

/** The factory of a loaded library: `createObject(progId)`, or winax's class `Object`. */
export const factoryOf = (loaded: unknown, types: ComSource['byRefTypes']): ComFactory => {
	const library = exportsOf(loaded);
	const { createObject, Object: ActiveX } = library;
	const make = isFunction(createObject) ? createObject
		: isFunction(ActiveX) ? (progId: unknown): unknown => new (ActiveX as unknown as Construct)(progId) : undefined;
	if (make === undefined) throw new Error('the COM module has no createObject');
	return {
		create(progId) {
			const object = make(progId);
			if (!isComObject(object)) throw new Error(`${progId} gave no object`);
			return object;
		},
		byRef: byRefFrom(library, types),
	};
};

/** Loads winax, which exists on Windows only, or the configured module. */
export const loadFactory = ({ com, comModule, byRefTypes }: ComSource, load: (path: string) => unknown): ComFactory => {
	if (com === 'winax' && process.platform !== 'win32') {
		throw new Error('Sage 100 is reached over COM, which exists on Windows only; elsewhere set com to "module"');
	}
	return factoryOf(load(com === 'winax' ? 'winax' : comModule), byRefTypes);
};
