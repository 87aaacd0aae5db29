/**
 * The second half of the posting machine: a journal is ours, shall it be released?
 *
 * **Only one that stands alone is released**: `accept` is reached only by a look that showed one journal with an equal content.
 *
 * **A release is never claimed that did not happen**: `done` is the target's word or a look that shows it. A lost answer is settled by a
 * settled look; if that does not show it, the release is *undecided* while the journal itself stays posted, and a later run, which finds
 * it entered, releases it again, which the contract makes harmless. A refusal is believed only after a look, because another run may
 * have released it just before.
 */
import type { FoundJournal } from '../../contracts';
import { IntegrationError } from '../../core/errors';
import { ambiguous, numbersOf, type ReleaseOutcome } from './outcome';
import type { Case, Happening, Memory, Phase, Step } from './posting-steps';

/** Looks at a release that was answered well and does not show yet. */
const SHARES_OF_SETTLING = [1 / 4, 3 / 4];
const PAUSES_AFTER_FAILED_LOOKS_MS = [1_000, 5_000, 15_000];

export function accept(about: Case, memory: Memory, found: FoundJournal): Step {
	if (!about.release) return posted(memory, found, { kind: 'not asked' });
	if (found.stage === 'released') return posted(memory, found, { kind: 'done' });
	if (found.stage === 'entered') return { do: 'release', found, memory: { ...memory, accepted: found } };
	const said = `its status is "${found.status}", and somebody has to act on it before it can be released`;
	return posted(memory, found, { kind: 'failed', said });
}

/** Whatever happens from the release on. */
export function afterRelease(about: Case, memory: Memory, happening: Happening): Step {
	if (happening.kind === 'saw') return afterLook(about, memory, happening.found);
	if (happening.kind === 'released') return lookIn('released', 0, memory);
	if (happening.kind === 'release refused') return lookIn('release refused', 0, { ...memory, error: happening.error });
	if (happening.kind === 'release lost') return lookIn('release lost', about.rules.settleMs, { ...memory, error: happening.error });
	return afterFailedLook(memory);
}

function lookIn(phase: Phase, waitMs: number, memory: Memory): Step {
	return { do: 'look', waitMs, memory: { ...memory, phase, waits: 0, failedLooks: 0 } };
}

function afterLook(about: Case, memory: Memory, all: readonly FoundJournal[]): Step {
	const standing = all.filter(({ stage }) => stage !== 'withdrawn');
	const { system } = about.rules;
	if (standing.length > 1) {
		const outcome = ambiguous('several', { system, reference: about.journal.reference }, numbersOf(standing), memory.sent, memory.error);
		return { do: 'end', outcome };
	}
	const found = all.find(({ number }) => number === memory.accepted?.number);
	if (found?.stage === 'released') return posted(memory, found, { kind: 'done' });
	const share = memory.phase === 'released' ? SHARES_OF_SETTLING[memory.waits] : undefined;
	const waitMs = Math.ceil(about.rules.settleMs * (share ?? 0));
	if (share !== undefined) return { do: 'look', waitMs, memory: { ...memory, waits: memory.waits + 1 } };
	return posted(memory, found ?? memory.accepted, memory.phase === 'release refused' ? failed(memory) : undecided(memory));
}

function afterFailedLook(memory: Memory): Step {
	const pause = PAUSES_AFTER_FAILED_LOOKS_MS[memory.failedLooks];
	if (pause !== undefined) return { do: 'look', waitMs: pause, memory: { ...memory, failedLooks: memory.failedLooks + 1 } };
	return posted(memory, memory.accepted, memory.phase === 'released' ? { kind: 'done' } : undecided(memory));
}

function failed({ error }: Memory): ReleaseOutcome {
	return error instanceof IntegrationError ? { kind: 'failed', said: error.facts.said, error } : { kind: 'failed', said: String(error) };
}

function undecided({ accepted }: Memory): ReleaseOutcome {
	const number = accepted?.number ?? '';
	return { kind: 'undecided', howToFindOut: `Look at the status of the journal ${number}. A later run releases it if it is still open.` };
}

function posted(memory: Memory, found: FoundJournal | undefined, release: ReleaseOutcome): Step {
	return {
		do: 'end',
		outcome: {
			kind: 'posted',
			number: found?.number ?? '',
			status: found?.status ?? '',
			stage: found?.stage,
			link: found?.link ?? memory.created?.link,
			evidence: memory.created === undefined || memory.created.number === found?.number ? memory.evidence : 'found',
			verified: true,
			release,
			warnings: memory.created?.warnings ?? [],
		},
	};
}
