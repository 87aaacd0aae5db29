import type { ErrorBody } from './error-body';

/** What an answer means, apart from the status and the words in which it happens to come. */
export type Meaning =
	| 'session-ended' | 'busy' | 'no-licence' | 'locked'
	| 'signed-out' | 'no-permission' | 'no-record' | 'not-there' | 'wrong-verb' | 'wrong-request' | 'wrong-type'
	| 'refused-values' | 'redirected' | 'wrong-address' | 'passing' | 'server-error' | 'unreadable' | 'refused';

/**
 * What the client does about it:
 * - `wait`: refused before anything was done, so it may be sent again whatever it was;
 * - `renew`: the session is gone, once more with a new one;
 * - `lock`: another user holds it, so twice more where that is harmless;
 * - `retry`: may pass by itself, but nobody knows whether it was done;
 * - `reject`: what was sent was looked at and refused, with reasons;
 * - `stop`: looked at and refused, something must change first;
 * - `stop-open`: no use to repeat, and nobody knows whether it was done.
 */
export type Action = 'wait' | 'renew' | 'lock' | 'retry' | 'reject' | 'stop' | 'stop-open';

export interface ErrorRow {
	readonly meaning: Meaning;
	readonly action: Action;
	/** The code of the body; absent for any. */
	readonly codes?: readonly string[];
	/** Absent for any. */
	readonly statuses?: (status: number) => boolean;
	readonly forms?: ReadonlyArray<ErrorBody['form']>;
	readonly words?: RegExp;
	readonly remedy: string;
}

const is = (...wanted: readonly number[]) => (status: number): boolean => wanted.includes(status);
const from = (least: number, most: number) => (status: number): boolean => status >= least && status <= most;

const ADDRESS = 'Check the address in the credential: it ends with the virtual directory of the web API, normally /Sage300WebApi, and the company is ' +
	'the ID of the sign-in window.';
const TRY_LATER = 'Run it again later. If it stays, ask the administrator of the Sage 300 server; large pages can be made smaller in the options.';

/**
 * First matching row counts (reference sage-300 10). Codes come first, because texts vary and statuses were not confirmed; a status alone
 * decides only where no code says more. 409 is a business refusal and never means "try again".
 */
export const ERROR_TABLE: readonly ErrorRow[] = [
	{
		// The product's own words: "You do not have a license to use this product". Which code carries them is not confirmed, so they come
		// before all codes: a session that could not be opened is none that ended, and nothing was done in it.
		meaning: 'no-licence', action: 'wait', statuses: from(400, 599), words: /do not have a licen[sc]e|licen[sc]e (?:limit|count|users?)|LanPak|no (?:more )?licen[sc]es? /i,
		remedy: 'All licences are in use, or the user has none. Wait until somebody has signed out, or ask the administrator for another licence.',
	},
	{
		meaning: 'session-ended', action: 'renew', codes: ['SessionError'],
		remedy: 'The session on the server ended and a new one failed as well. Run it again; if it stays, ask the administrator to look at the application pool.',
	},
	{
		meaning: 'busy', action: 'wait', codes: ['TooManyRequests'],
		remedy: 'The server refuses more requests of this user at a time. Let fewer workflows run at once, or give them users of their own.',
	},
	{ meaning: 'busy', action: 'wait', statuses: is(429), remedy: 'The server refuses more requests at a time. Let fewer workflows run at once.' },
	{
		meaning: 'signed-out', action: 'stop', codes: ['Unauthorized'],
		remedy: 'Check user and password. The API takes them in capitals; if the case of its letters counts, switch on "Keep Password Case" in the credential.',
	},
	{
		meaning: 'no-permission', action: 'stop', codes: ['Forbidden'],
		remedy: 'Give the user the authorization "Sage 300 Web API" in a security group of this module, and the rights on its records. ADMIN is ' +
			'refused unless AllowWebApiAccessForAdmin is true in both web.config files.',
	},
	{ meaning: 'no-record', action: 'stop', codes: ['RecordNotFound'], remedy: 'Check the key: the company has no such record.' },
	{
		meaning: 'not-there', action: 'stop', codes: ['ResourceNotFound'],
		remedy: 'Check company, module and resource: this server answers that they do not exist.',
	},
	{ meaning: 'wrong-verb', action: 'stop', codes: ['MethodNotAllowed', 'InvalidAction'], remedy: 'The web API does not offer this for this resource.' },
	{
		meaning: 'wrong-request', action: 'stop', codes: ['InvalidParameters', 'InvalidEntityKey', 'InvalidPayload'],
		remedy: 'Correct what the message names: a field that this release does not have, or a value or a key of another form.',
	},
	{
		meaning: 'refused-values', action: 'reject', codes: ['RecordDuplicate', 'RecordInvalid', 'FieldInvalid', 'General'],
		remedy: 'Correct what the message names and send it again.',
	},
	{
		meaning: 'server-error', action: 'stop-open', codes: ['InternalServerError', 'DBLinkError'],
		remedy: 'Give the message to the administrator of the Sage 300 server: its own log says more.',
	},
	{
		meaning: 'redirected', action: 'stop', statuses: from(300, 399),
		remedy: `${ADDRESS} Redirects are not followed; use https if the server sends you there.`,
	},
	{
		meaning: 'signed-out', action: 'stop', statuses: is(401),
		remedy: 'Check user and password. The API takes them in capitals. If a web page comes instead of an error of Sage 300, the administrator has to ' +
			'leave Anonymous Authentication on in IIS, because the API reads the password itself.',
	},
	{
		meaning: 'no-permission', action: 'stop', statuses: is(403),
		remedy: 'Give the user the authorization "Sage 300 Web API" in a security group of this module. ADMIN is refused unless AllowWebApiAccessForAdmin is true.',
	},
	{ meaning: 'wrong-address', action: 'stop', statuses: from(400, 499), forms: ['html'], remedy: ADDRESS },
	{ meaning: 'not-there', action: 'stop', statuses: is(404), remedy: ADDRESS },
	{ meaning: 'wrong-verb', action: 'stop', statuses: is(405), remedy: 'The web API does not offer this for this resource.' },
	{ meaning: 'wrong-type', action: 'stop', statuses: is(415), remedy: 'Something between n8n and the server takes the header Content-Type away; let it pass.' },
	{ meaning: 'refused-values', action: 'reject', statuses: is(409, 422), remedy: 'Correct what the message names and send it again.' },
	{ meaning: 'passing', action: 'retry', statuses: is(502, 503, 504), remedy: TRY_LATER },
	{ meaning: 'server-error', action: 'stop-open', statuses: from(500, 599), remedy: TRY_LATER },
	{ meaning: 'refused', action: 'stop', statuses: from(400, 499), remedy: 'Correct what the message names and send it again.' },
];

/** A good status with a body that is not what the API sends. */
export const UNREADABLE: ErrorRow = {
	meaning: 'unreadable', action: 'retry', remedy: `Run it again. If it stays: ${ADDRESS}`,
};
export const WEB_PAGE: ErrorRow = { meaning: 'wrong-address', action: 'stop-open', remedy: `A web page came where data was expected. ${ADDRESS}` };

/** An error without a code that this table knows, inside of an answer with a good status. */
export const UNKNOWN_ERROR: ErrorRow = {
	meaning: 'server-error', action: 'stop-open', remedy: 'Give the message to the administrator of the Sage 300 server.',
};

export const LOCKED: ErrorRow = {
	meaning: 'locked', action: 'lock', remedy: 'Run it again when the other user has left the batch or the record.',
};
