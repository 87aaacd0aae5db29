/** What an answer means, apart from the status and the words in which it happens to come. */
export type Meaning =
	| 'no-seat' | 'busy' | 'operation-running' | 'signed-out'
	| 'no-record' | 'not-there' | 'field-unknown' | 'filter-types' | 'not-listable' | 'tenant-unknown' | 'setup-missing' | 'no-permission'
	| 'refused-values' | 'precondition' | 'refused' | 'redirected' | 'wrong-address' | 'passing' | 'gateway-trouble' | 'unreadable' | 'server-error';

/**
 * What the client does about it:
 * - `wait`: refused before anything was done, so it may be sent again whatever it was;
 * - `retry`: may pass by itself, but nobody knows whether it was done;
 * - `sign-in`: refused unprocessed because nobody is signed in;
 * - `reject`: what was sent was looked at and refused, with reasons;
 * - `stop`: looked at and refused, something must change first;
 * - `stop-open`: no use to repeat, and nobody knows whether it was done.
 */
export type Action = 'wait' | 'retry' | 'sign-in' | 'reject' | 'stop' | 'stop-open';

export interface ErrorRow {
	readonly meaning: Meaning;
	readonly action: Action;
	/** Statuses with which it comes; absent for all. */
	readonly statuses?: (status: number) => boolean;
	/** Forms of the body; absent for all. */
	readonly forms?: ReadonlyArray<'empty' | 'html' | 'text' | 'json'>;
	/** Over the .NET type of the exception. */
	readonly type?: RegExp;
	/** Over every word of body and `Location`. */
	readonly words?: RegExp;
	/** Whether field errors have to be in the body. */
	readonly withFieldErrors?: true;
	readonly remedy: string;
}

const is = (...statuses: readonly number[]) => (status: number): boolean => statuses.includes(status);
const from = (low: number, high: number) => (status: number): boolean => status >= low && status <= high;
const NOT_JSON = ['empty', 'html', 'text'] as const;

const SEATS = 'All seats for API users are taken (licence: Maximum Number of Web Services API Users on SM604000; per user: Allowed Concurrent ' +
	'Sign-Ins on SM201010 or EP202500). Wait until another integration has signed out, or let fewer of them run at a time; a seat that was ' +
	'never signed out is free again after some minutes without use.';
const TRY_LATER = 'Run it again later. If it stays, ask the administrator of the Acumatica site.';

/**
 * First matching row counts (reference acumatica 1.2, 2.3, 4.1, 6.4, 7). Seats come first: their refusal comes with
 * nearly any status and in four disguises. A 500 is rarely an outage here: a missing record, a wrong password and a wrong
 * field name are all 500, so what it is is read from type and words, and only then from the status.
 */
export const ERROR_TABLE: readonly ErrorRow[] = [
	{ meaning: 'no-seat', action: 'wait', words: /API Login Limit|number of concurrent API logins/i, remedy: SEATS },
	{
		meaning: 'busy', action: 'wait', statuses: is(429),
		remedy: 'Too many requests wait at this site, or too many sign-ins. Run it again later; if it happens often, let fewer workflows run ' +
			'against this site at a time.',
	},
	{
		meaning: 'signed-out', action: 'sign-in', statuses: from(300, 399), words: /\/Login\.aspx|\/Frames\/Login/i,
		remedy: 'The session ended, and a new one was not accepted either. Run it again; if it stays, check the user in Acumatica.',
	},
	{
		meaning: 'redirected', action: 'stop', statuses: from(300, 399),
		remedy: 'Check the site address in the credential: with https, and with the virtual directory if the site has one. Redirects are not followed.',
	},
	{
		meaning: 'signed-out', action: 'sign-in', statuses: is(401),
		remedy: 'Check that the user may sign in to this tenant and that the connected application is active, then sign in again in the credential.',
	},
	{
		meaning: 'operation-running', action: 'wait', statuses: is(409),
		remedy: 'A long operation is running on this form in this session. Run it again when it has ended.',
	},
	{
		meaning: 'no-record', action: 'stop', statuses: from(400, 599), type: /NoEntitySatisfiesTheCondition/, remedy: 'Check the key: the site has no such record.',
	},
	{ meaning: 'no-record', action: 'stop', statuses: is(500), words: /No entity satisfies the condition/i, remedy: 'Check the key: the site has no such record.' },
	{
		meaning: 'not-listable', action: 'stop', type: /CannotOptimizeException/,
		remedy: 'The named fields are computed and cannot be listed. Leave them or the expanded details out, or read the records one by one; ' +
			'inquiries are asked with their parameters and never listed.',
	},
	{ meaning: 'not-listable', action: 'stop', statuses: is(500), words: /Optimization cannot be performed/i, remedy: 'Leave the named fields or expanded details out.' },
	{
		meaning: 'field-unknown', action: 'stop', statuses: is(400, 500), type: /KeyNotFoundException/,
		remedy: 'A field of the selection or the filter is not in this endpoint version. Choose fields from the list; names are case-sensitive.',
	},
	{
		meaning: 'field-unknown', action: 'stop', statuses: is(400, 500), words: /key(?: '[^']*')? was not present in the dictionary/i,
		remedy: 'A field of the selection or the filter is not in this endpoint version. Choose fields from the list; names are case-sensitive.',
	},
	{
		meaning: 'filter-types', action: 'stop', statuses: is(400, 500), words: /incompatible types/i,
		remedy: 'A value of the filter has another type than its field: true and numbers stand without quotation marks, decimals end with M.',
	},
	{
		meaning: 'tenant-unknown', action: 'stop', type: /UndefinedCompany/,
		remedy: 'Check the tenant in the credential: its login name as the sign-in page shows it.',
	},
	{
		meaning: 'setup-missing', action: 'stop', type: /SetupNotEntered/,
		remedy: 'This module was never set up: an administrator has to fill in the preferences form that the message names.',
	},
	{
		meaning: 'no-permission', action: 'stop', statuses: is(403),
		remedy: 'Give the user at least the right that the message names for the form behind this entity, and check that the feature is switched on ' +
			'(CS100000). Subaccounts need the feature Subaccounts.',
	},
	{
		// The API answers in JSON; a page is the web server's own, which knows no such directory.
		meaning: 'wrong-address', action: 'stop', statuses: is(404), forms: ['html'],
		remedy: 'Check the site address in the credential: with the virtual directory, if the site has one.',
	},
	{ meaning: 'not-there', action: 'stop', statuses: is(404), remedy: 'Check site address, endpoint, version and entity: this site answers that they do not exist.' },
	{
		meaning: 'precondition', action: 'stop', statuses: is(412),
		remedy: 'The record exists already, or no longer: look it up before you write it again.',
	},
	{
		meaning: 'refused-values', action: 'reject', statuses: is(422),
		remedy: 'Correct the fields that the messages name and send it again. Nothing was saved.',
	},
	{
		meaning: 'refused-values', action: 'reject', statuses: is(400, 500), withFieldErrors: true,
		remedy: 'Correct the fields that the messages name and send it again. Nothing was saved.',
	},
	{
		meaning: 'refused', action: 'stop-open', statuses: from(500, 599), words: /ran out of internal resources/i,
		remedy: 'The database cannot read so many fields at once: choose fewer, above all of those outside of the contract.',
	},
	{
		meaning: 'passing', action: 'retry', statuses: from(500, 599), words: /SqlException|deadlock|Execution Timeout|timeout period elapsed|ThreadAbort/i,
		remedy: TRY_LATER,
	},
	{
		meaning: 'refused-values', action: 'reject', statuses: is(500), type: /^PX\.Data\.PX(?:Outer|SetProperty|FieldProcessing|Row\w*)?Exception$/,
		remedy: 'Correct what the message names and send it again.',
	},
	{ meaning: 'gateway-trouble', action: 'retry', statuses: from(500, 599), forms: NOT_JSON, remedy: TRY_LATER },
	{
		meaning: 'server-error', action: 'stop-open', statuses: from(500, 599),
		remedy: 'Give the message to the administrator of the Acumatica site: the trace form SM205070 shows the request with more words.',
	},
	{
		meaning: 'wrong-address', action: 'stop', statuses: from(400, 499), forms: ['html'],
		remedy: 'Check the site address in the credential; something before the site may also have refused the request.',
	},
	{ meaning: 'refused', action: 'stop', statuses: from(400, 499), remedy: 'Correct what the message names and send it again.' },
];

/** An answer with a good status that is not what the API sends. */
export const UNREADABLE: ErrorRow = {
	meaning: 'unreadable', action: 'retry',
	remedy: 'Run it again. If it stays, check the site address in the credential and what stands between n8n and the site.',
};
export const WEB_PAGE: ErrorRow = {
	meaning: 'wrong-address', action: 'stop-open',
	remedy: 'Check the site address in the credential: a web page came where data was expected, as from a sign-in page or a proxy.',
};
