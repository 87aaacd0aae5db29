/**
 * Starting over. The user writes into one field where a stream begins; *changing that text* begins a new generation, so
 * that batches and confirmations of the text before it no longer count.
 *
 * The generation is the text itself, so that a person finds in the execution log what is set in the node. A remark
 * may follow (`beginning - model rebuilt in May`): it changes the generation without changing where it starts, which
 * is how one starts over from the same place twice.
 */
import type { Instant } from '../contracts';
import { FatalError } from '../core/errors';
import { parseInstant } from './instant';

export interface StartOver {
	readonly generation: string;
	/** Records changed before this moment are not wanted; `null` for all. */
	readonly startFrom: Instant | null;
}

const FROM_BEGINNING = /^beginning(?:\s.*)?$/is;
const FROM_INSTANT = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}Z)?(?:\s.*)?$/s;
const LONGEST = 200;

/**
 * Reads the field "Start Over From": empty or `beginning` (everything), a day (`2026-03-01`, UTC) or a moment
 * (`2026-03-01T00:00:00Z`), each with a remark after a blank.
 * @throws FatalError when it is none of these.
 */
export function parseStartOver(text: string): StartOver {
	const wanted = text.trim().replace(/\s+/g, ' ');
	if (wanted.length > LONGEST) throw refusal(`it is longer than ${LONGEST} characters`);
	if (wanted === '') return { generation: 'initial', startFrom: null };
	if (FROM_BEGINNING.test(wanted)) return { generation: wanted, startFrom: null };
	const found = FROM_INSTANT.exec(wanted);
	const startFrom = found === null ? undefined : parseInstant(`${found[1]}${found[2] ?? 'T00:00:00Z'}`);
	if (startFrom === undefined) throw refusal(`"${wanted}" is neither "beginning" nor a moment`);
	return { generation: wanted, startFrom };
}

function refusal(said: string): FatalError {
	return new FatalError({
		system: 'Cursor',
		operation: 'read "Start Over From"',
		said,
		remedy:
			'Leave it empty, or write "beginning", a day such as 2026-03-01, or a moment such as 2026-03-01T00:00:00Z. ' +
			'A remark may follow after a blank.',
	});
}
