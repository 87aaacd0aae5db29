import type { ErrorBody } from './error-body';

/** What an answer means, apart from the status and the words in which it happens to come. */
export type Meaning =
	| 'wrong-request' | 'no-stamps' | 'signed-out' | 'no-permission' | 'no-company' | 'no-record' | 'not-there' | 'wrong-verb'
	| 'other-content' | 'in-progress' | 'in-doubt' | 'cursor-expired' | 'refused-values' | 'locked' | 'busy' | 'exclusive' | 'unavailable'
	| 'agent-error' | 'sage-error' | 'passing' | 'redirected' | 'wrong-address' | 'unreadable' | 'refused';

/**
 * What the client does about it; the answer's own `retryable: false` ends every try:
 * - `wait`: refused before anything was begun, so it may be sent again whatever it was;
 * - `lock`: the same, because somebody works on the record; six tries in two minutes;
 * - `once`: the same, but one more try only: Sage 100 locks a user after too many sign-ins;
 * - `unclear`: may pass by itself, and nobody knows whether it was done;
 * - `restart`: the walk through a list has to begin again;
 * - `look`: another request has this natural key, and only a look-up tells what became of it;
 * - `differs`: the key stands for another content;
 * - `reject`: what was sent was looked at and refused, with reasons;
 * - `stop`: looked at and refused, something must change first.
 */
export type Action = 'wait' | 'lock' | 'once' | 'unclear' | 'restart' | 'look' | 'differs' | 'reject' | 'stop';

export interface ErrorRow {
	readonly meaning: Meaning;
	readonly action: Action;
	/** The code of the contract; absent for any. */
	readonly codes?: readonly string[];
	/** Absent for any. */
	readonly statuses?: (status: number) => boolean;
	readonly forms?: ReadonlyArray<ErrorBody['form']>;
	readonly remedy: string;
}

const is = (...wanted: readonly number[]) => (status: number): boolean => wanted.includes(status);
const from = (least: number, most: number) => (status: number): boolean => status >= least && status <= most;

const ADDRESS = 'Check the address in the credential: host and port of the Sage 100 agent, for example https://sage100-agent.internal:8443.';
const LOG = 'The log of the agent says more under the request id.';
const KEY = 'Check the API key in the credential. The administrator of the agent lists and makes keys with "key list" and "key add".';
const RIGHT = 'The API key needs the right for it (read, journals:write, registers:run) and for this company; or the Sage user behind the agent lacks the role.';

/** The first row that fits counts: the codes of the contract, then what stands before the agent and knows no codes. */
export const ERROR_TABLE: readonly ErrorRow[] = [
	{ meaning: 'wrong-request', action: 'stop', codes: ['BAD_REQUEST', 'COMPANY_REQUIRED', 'CURSOR_INVALID'], remedy: 'Correct what the message names.' },
	{
		meaning: 'no-stamps', action: 'stop', codes: ['FILTER_NOT_SUPPORTED'],
		remedy: 'This release of Sage 100 keeps no time of change here. Read the list whole and compare it.',
	},
	{ meaning: 'signed-out', action: 'stop', codes: ['UNAUTHORIZED'], remedy: KEY },
	{ meaning: 'no-permission', action: 'stop', codes: ['FORBIDDEN'], remedy: RIGHT },
	{ meaning: 'no-company', action: 'stop', codes: ['COMPANY_NOT_FOUND'], remedy: 'Check the company code in the credential; the agent serves the companies of its configuration.' },
	{ meaning: 'no-record', action: 'stop', codes: ['RECORD_NOT_FOUND'], remedy: 'Check the key: the company has no such record.' },
	{ meaning: 'not-there', action: 'stop', codes: ['PATH_NOT_FOUND'], remedy: `The agent does not offer this; it may be too old. ${ADDRESS}` },
	{ meaning: 'wrong-verb', action: 'stop', codes: ['METHOD_NOT_ALLOWED'], remedy: 'The agent does not offer this for this path; it may be too old.' },
	{
		meaning: 'other-content', action: 'differs', codes: ['DUPLICATE_KEY_MISMATCH'],
		remedy: 'The reference stands for a journal of another content. Compare the two in Sage 100; post the new one under another name of the posting.',
	},
	{ meaning: 'in-progress', action: 'look', codes: ['IN_PROGRESS'], remedy: 'Wait for the other request with this reference, then run it again: it looks first.' },
	{ meaning: 'in-doubt', action: 'look', codes: ['IN_DOUBT'], remedy: 'Run it again: it looks the reference up first, which settles what became of the earlier request.' },
	{ meaning: 'cursor-expired', action: 'restart', codes: ['CURSOR_EXPIRED'], remedy: 'Run it again.' },
	{
		meaning: 'refused-values', action: 'reject', codes: ['UNBALANCED', 'ACCOUNT_INVALID', 'PERIOD_CLOSED', 'VALIDATION'],
		remedy: 'Correct what the message names and send it again.',
	},
	{
		meaning: 'locked', action: 'lock', codes: ['RECORD_LOCKED'],
		remedy: 'Run it again when the other user has left the record. A lock of a crashed workstation stays until it is cleared in the master console of Sage 100.',
	},
	{ meaning: 'busy', action: 'wait', codes: ['RATE_LIMITED'], remedy: 'The agent serves one request at a time per company. Let fewer workflows run at once.' },
	{ meaning: 'exclusive', action: 'wait', codes: ['EXCLUSIVE_TASK'], remedy: 'Run it again when the exclusive task (period end, backup, register update) is over.' },
	{
		meaning: 'unavailable', action: 'once', codes: ['SAGE_UNAVAILABLE'],
		remedy: 'Look at the health page of the agent: whether Sage 100 runs, whether its user is locked or a licence is missing. Nothing was begun.',
	},
	{ meaning: 'agent-error', action: 'unclear', codes: ['AGENT_ERROR'], remedy: `The fault lies with the agent itself. ${LOG}` },
	{ meaning: 'sage-error', action: 'unclear', codes: ['SAGE_ERROR', 'SAGE_TIMEOUT'], remedy: `Run it again later. ${LOG}` },
	{ meaning: 'redirected', action: 'stop', statuses: from(300, 399), remedy: `${ADDRESS} Redirects are not followed.` },
	{ meaning: 'signed-out', action: 'stop', statuses: is(401, 407), remedy: `${KEY} The answer did not come from the agent; something may stand before it.` },
	{ meaning: 'no-permission', action: 'stop', statuses: is(403), remedy: `The answer did not come from the agent. ${ADDRESS}` },
	{ meaning: 'busy', action: 'wait', statuses: is(429), remedy: 'Let fewer workflows run at once.' },
	{ meaning: 'passing', action: 'unclear', statuses: is(502, 503, 504), remedy: `Something before the agent does not reach it. Check that its service runs. ${ADDRESS}` },
	{ meaning: 'wrong-address', action: 'stop', statuses: from(400, 499), forms: ['html', 'empty', 'text'], remedy: ADDRESS },
	{ meaning: 'agent-error', action: 'unclear', statuses: from(500, 599), remedy: LOG },
	{ meaning: 'refused', action: 'stop', remedy: 'Correct what the message names. The agent may be newer than this node.' },
];

/** A good status with a body that is not what the contract promises. */
export const UNREADABLE: ErrorRow = { meaning: 'unreadable', action: 'unclear', remedy: `Run it again. If it stays: ${ADDRESS}` };
