import type { StateStore } from '../../../src/contracts';

/**
 * A cursor set by the Cursor operations. It holds as long as the option "Start Over From" of the node is what it was
 * then: whoever changes the option later, later also decides.
 */
interface StartOverMark {
	readonly v: 1;
	readonly option: string;
	readonly text: string;
	readonly serial: number;
}

const keyOf = (node: string): string => `startOver/${encodeURIComponent(node)}`;

const readMark = (value: unknown): StartOverMark | undefined => {
	if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return undefined;
	const { option, text, serial } = value as Partial<Record<keyof StartOverMark, unknown>>;
	return typeof option === 'string' && typeof text === 'string' && typeof serial === 'number' ? { v: 1, option, text, serial } : undefined;
};

/** What "Start Over From" means for this node now. */
export const startOverText = (store: StateStore, node: string, option: string): string => {
	const mark = readMark(store.read(keyOf(node)));
	return mark && mark.option === option ? mark.text : option;
};

/** Each call begins a generation of its own, because the serial becomes part of the text. */
export const markStartOver = (store: StateStore, node: string, option: string, from: string): string => {
	const serial = (readMark(store.read(keyOf(node)))?.serial ?? 0) + 1;
	const text = `${from} #${serial}`;
	store.write(keyOf(node), { v: 1, option, text, serial } satisfies StartOverMark);
	return text;
};
