/**
 * When state may be written at all. The store behind the port is one column, loaded at the start of a run and written
 * back whole at its end (reference n8n-platform 3.8). A run that started with an empty copy therefore *replaces* what
 * all nodes have kept by the little it writes itself. Skipping a write only costs a re-read, so doubt means no.
 */

export interface WriteSituation {
	/** The platform's word for how the run began: `trigger`, `webhook`, `retry`, `manual`, ... */
	readonly mode: string;
	/** A person runs it from the editor to try something. */
	readonly manual: boolean;
	/** The store held nothing at all when the run began, before any node of this run wrote to it. */
	readonly storeLooksEmpty: boolean;
	/** Whether the run began with what is really kept; undefined where that cannot be told. */
	readonly storeWasLoaded: boolean | undefined;
}

export interface WritePermission {
	readonly may: boolean;
	readonly because: string;
}

interface Rule {
	readonly applies: (situation: WriteSituation) => boolean;
	readonly because: string;
}

const REFUSALS: readonly Rule[] = [
	{
		applies: ({ manual, mode }) => manual || mode === 'manual',
		because: 'a manual run moves nothing: it is for trying, and its state would not be kept',
	},
	{
		applies: ({ storeWasLoaded, storeLooksEmpty }) => storeWasLoaded === false && storeLooksEmpty,
		because: 'this run began without the kept state and would overwrite all of it',
	},
	{
		applies: ({ mode, storeLooksEmpty, storeWasLoaded }) => mode === 'retry' && storeLooksEmpty && storeWasLoaded !== true,
		because: 'a retry with the original workflow begins with an empty state and would overwrite all of it',
	},
];

/** Whether this run may write state, with the reason for the execution log. */
export function mayWrite(situation: WriteSituation): WritePermission {
	const refusal = REFUSALS.find((rule) => rule.applies(situation));
	return refusal === undefined ? { may: true, because: 'the run began with the kept state' } : { may: false, because: refusal.because };
}
