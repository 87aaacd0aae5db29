import { memberOf, numberOf, textOf, type Json } from './json';
import type { ModelStatus } from './metadata';

/**
 * What a model is good for right now:
 * - `ready`: open and idle, calls are answered at once;
 * - `closed`: nobody has used it for about an hour; the first call loads it, which can take minutes;
 * - `loading`: being loaded; calls wait until that is done;
 * - `busy`: something runs in it; calls that are not about tasks wait until that is done;
 * - `locked`, `archived`, `offline`: it refuses calls until a person changes its mode;
 * - `unknown`: words that this package does not know.
 */
export type ModelCondition = 'ready' | 'closed' | 'loading' | 'busy' | 'locked' | 'archived' | 'offline' | 'unknown';

export interface ModelJudgement {
	readonly kind: ModelCondition;
	/** A sentence for people, in Anaplan's own words where it said any: "the model is busy: Import GL Balances by jo@example.com, 40 %". */
	readonly said: string;
}

/** Modes in which a model refuses calls (reference anaplan 5, 12). PRODUCTION is deployed mode: it refuses only structural changes. */
const REFUSING_MODES: Readonly<Record<string, ModelJudgement>> = {
	LOCKED: { kind: 'locked', said: 'the model is in locked mode (LOCKED)' },
	ARCHIVED: { kind: 'archived', said: 'the model is archived (ARCHIVED)' },
	MAINTENANCE: { kind: 'offline', said: 'the model is offline for maintenance (MAINTENANCE)' },
	PRODUCTION_MAINTENANCE: { kind: 'offline', said: 'the model is offline for maintenance (PRODUCTION_MAINTENANCE)' },
};

const KNOWN_MODES: ReadonlySet<string> = new Set(['UNLOCKED', 'ACTIVE', 'PRODUCTION']);

/** `currentStep` is an open set (reference anaplan 5); these words are recorded, the words for loading are guessed. */
const STEPS: ReadonlyArray<{ readonly word: RegExp; readonly idle: ModelCondition; readonly working: ModelCondition }> = [
	{ word: /^open$/i, idle: 'ready', working: 'busy' },
	// A closed model that works is one that is being loaded.
	{ word: /^closed$/i, idle: 'closed', working: 'loading' },
	{ word: /^(load|opening)/i, idle: 'loading', working: 'loading' },
	{ word: /^(processing|updating|closing)/i, idle: 'busy', working: 'busy' },
];

const SENTENCES: Readonly<Partial<Record<ModelCondition, string>>> = {
	ready: 'the model is open and idle',
	closed: 'the model is closed; the first call has to load it, which can take minutes',
};

/** What runs: the tooltip names it and who started it, the step only that something does. */
const work = ({ currentStep, progress, tooltip }: ModelStatus): string => {
	const what = tooltip.trim() || currentStep.trim() || 'Anaplan does not say what runs';
	return progress < 0 ? what : `${what}, ${Math.round(Math.min(progress, 1) * 100)} %`;
};

const sentence = (kind: ModelCondition, status: ModelStatus): string => {
	if (kind === 'busy' || kind === 'loading') return `the model is ${kind}: ${work(status)}`;
	if (kind === 'unknown') return status.currentStep.trim() ? `the status of the model is ${JSON.stringify(status.currentStep.trim())}` : 'Anaplan does not tell the status of the model';
	return SENTENCES[kind] ?? `the model is ${kind}`;
};

/**
 * Judges the answer to "read the status of the model" together with the mode that the list of models shows.
 *
 * The mode comes first: an archived model has a status too, and it says nothing. A mode that is not known is no refusal,
 * because new words have come before (reference anaplan 5); it is told beside the status and decides nothing. Progress
 * from 0 on means that something works, whatever the step is called; -1 means idle, whether open or closed.
 *
 * @param activeState of the model (`Model.activeState`); leave it out where it was not read
 */
export const judgeModel = (status: ModelStatus, activeState = ''): ModelJudgement => {
	const mode = activeState.trim().toUpperCase();
	const refusing = Object.hasOwn(REFUSING_MODES, mode) ? REFUSING_MODES[mode] : undefined;
	if (refusing) return refusing;
	const step = STEPS.find(({ word }) => word.test(status.currentStep.trim()));
	const working = status.progress >= 0;
	const kind = step ? step[working ? 'working' : 'idle'] : working ? 'busy' : 'unknown';
	const said = sentence(kind, status);
	return { kind, said: mode === '' || KNOWN_MODES.has(mode) ? said : `${said} (its mode is ${activeState.trim()})` };
};


/** The answer to "read the status of the model", the only one without an envelope (reference anaplan 5). */
export const readModelStatus = (answer: Json): ModelStatus => {
	const status = memberOf(answer, 'requestStatus');
	return { currentStep: textOf(status, 'currentStep'), progress: numberOf(status, 'progress') ?? -1, tooltip: textOf(status, 'tooltip') };
};
