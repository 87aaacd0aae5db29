import type { AnswerLevel } from './read-answer';

/** What an error means, apart from how the server happens to number it. */
export type Meaning =
	| 'sender-wrong' | 'login-wrong' | 'sender-not-authorised' | 'session-invalid' | 'policy-unknown'
	| 'gateway-login-wrong' | 'company-unavailable' | 'demo-expired' | 'login-refused'
	| 'busy' | 'off-line' | 'gateway-trouble'
	| 'client-defect' | 'no-permission' | 'object-unknown' | 'field-unknown' | 'query-wrong'
	| 'duplicate' | 'illegal-value' | 'no-data' | 'rolled-back' | 'record-refused' | 'refused'
	| 'html' | 'wrong-address' | 'unreadable' | 'cut-off' | 'server-trouble';

/** What the client does about it. `empty` means: not an error, there is nothing. */
export type Action = 'stop' | 'retry' | 'new-session' | 'empty';

export interface ErrorRow {
	readonly meaning: Meaning;
	readonly action: Action;
	/** Levels where the row holds; absent for all. */
	readonly levels?: readonly AnswerLevel[];
	/** Over `errorno`. */
	readonly code?: RegExp;
	/** Over all the words of the error. */
	readonly words?: RegExp;
	/** The HTTP status it comes with. */
	readonly status?: number;
	readonly remedy: string;
}

const ASK_LATER = 'Intacct is busy or under maintenance. Run it again later; if it happens often, ' +
	'run fewer workflows against this company at a time.';

/**
 * Failures that pass by themselves. They are looked for among all errors of an answer before anything else, because
 * they also come wrapped in generic ones and inside HTTP 200 (reference sage-intacct 6).
 */
export const PASSING_ERRORS: readonly ErrorRow[] = [
	{ meaning: 'busy', action: 'retry', code: /^GW-0010$/i, remedy: ASK_LATER },
	{ meaning: 'busy', action: 'retry', words: /API rate limit exceeded|too many (?:concurrent )?requests/i, remedy: ASK_LATER },
	{ meaning: 'off-line', action: 'retry', words: /Temporarily Off-?line|Please Try Again Later/i, remedy: ASK_LATER },
	{ meaning: 'gateway-trouble', action: 'retry', code: /^GW-000[1-9]$/i, remedy: ASK_LATER },
	{
		// XL03000006 says "sign in again" for a dead session and "wrong password" for a dead login: only the text tells.
		meaning: 'session-invalid', action: 'new-session', levels: ['authentication'],
		words: /\binvalid session\b|\bsession\b[^.]*\b(?:has expired|is expired|timed out|is not valid|no longer valid)\b/i,
		remedy: 'The session ended and a new one was not accepted either. Run it again; if it stays, check the session duration of the Web ' +
			'Services user in Intacct.',
	},
];

/** Failures that stay until somebody changes something. First matching row counts. */
export const LASTING_ERRORS: readonly ErrorRow[] = [
	// Control: the sender.
	{
		meaning: 'policy-unknown', action: 'stop', levels: ['control'], code: /^XL03000006$/, words: /transport policy/i,
		remedy: 'The request named a transport policy that this company does not have. This client never names one: check what stands ' +
			'between it and Intacct.',
	},
	{
		meaning: 'sender-wrong', action: 'stop', levels: ['control'], code: /^XL03000006$/,
		remedy: 'Check sender id and sender password in the credential. Both are case-sensitive, belong to the Web Services licence and ' +
			'are not those of a user.',
	},
	{
		meaning: 'gateway-login-wrong', action: 'stop', code: /^(?:XMLGW_|U)JPP0002$/,
		remedy: 'Check sender id and sender password first, then company, user and user password in the credential; the gateway does not ' +
			'say which of them is wrong.',
	},
	{
		// The newer gateway: HTTP 401 and hardly anything in the document (reference sage-intacct 6).
		meaning: 'gateway-login-wrong', action: 'stop', levels: ['control'], status: 401,
		remedy: 'Check sender id and sender password first, then company, user and user password in the credential; the gateway does not ' +
			'say which of them is wrong.',
	},
	{
		meaning: 'company-unavailable', action: 'stop', code: /^GW-0011$/i,
		remedy: 'The gateway does not know this company or this sender, or one of them is inactive. Check company id and sender id in the ' +
			'credential.',
	},
	{
		meaning: 'demo-expired', action: 'stop', code: /^PL04000055$/,
		remedy: 'The demo company has expired. Use another company id, or ask Sage to extend it.',
	},
	{
		meaning: 'client-defect', action: 'stop', code: /^XL03000003$/,
		remedy: 'Intacct could not read the request. If you wrote the XML of a function yourself, compare it with the documentation: ' +
			'element order counts; otherwise report it.',
	},
	// Authentication: company, user, and the sender's right to this company.
	{
		meaning: 'sender-not-authorised', action: 'stop', levels: ['authentication', 'operation', 'function'],
		words: /Invalid Web Services Authorization/i,
		remedy: 'An administrator of the company has to add this sender id in Intacct under Company > Company info > Security > Web ' +
			'Services authorizations.',
	},
	{
		meaning: 'login-wrong', action: 'stop', levels: ['authentication', 'operation', 'function'],
		words: /Sign-?in information is incorrect|incorrect (?:user|password|login)/i,
		remedy: 'Check company id, user id, user password and, if set, client company and entity in the credential. The login was not ' +
			'tried again, to keep the user from being locked.',
	},
	{
		meaning: 'login-refused', action: 'stop', levels: ['authentication'],
		remedy: 'Intacct refused the login. Check company, user, password and entity in the credential, that the user is active, and that ' +
			'the company has a Web Services subscription.',
	},
	{
		meaning: 'login-refused', action: 'stop', words: /Get API Session Failed/i,
		remedy: 'Intacct made no session. Check the entity in the credential: it has to be the id of an entity, which this user may enter.',
	},
	// Functions.
	{
		meaning: 'no-data', action: 'empty', code: /^BL03002028$/,
		remedy: 'There is nothing to read.',
	},
	{
		meaning: 'no-permission', action: 'stop', code: /^PL04000005$/,
		remedy: 'Give the Web Services user permission to read this object: in Intacct under Company > Roles (or Users > Subscriptions), ' +
			'List and View of the application it belongs to.',
	},
	{
		meaning: 'object-unknown', action: 'stop', words: /Object definition .* not found/i,
		remedy: 'Check the name of the object: the integration name in capitals, such as APBILL. User-defined dimensions and custom ' +
			'objects have their own names; List Objects shows them.',
	},
	{
		meaning: 'field-unknown', action: 'stop', code: /^Invalid fields list/i,
		remedy: 'Leave the named field out, or take its name from Get Fields: field names differ by object and company.',
	},
	{
		meaning: 'field-unknown', action: 'stop',
		words: /\b(?:invalid|unknown|unrecognized) fields?\b|\bfields?\b[^.]*\b(?:not found|does not exist|do not exist|is not valid|is invalid)\b/i,
		remedy: 'Leave the named field out, or take its name from Get Fields: field names differ by object and company.',
	},
	{
		meaning: 'no-permission', action: 'stop', words: /\bpermissions?\b|\bnot (?:authorized|authorised|allowed)\b|\baccess (?:is )?denied\b/i,
		remedy: 'Give the Web Services user permission to read this: in Intacct under Company > Roles (or Users > Subscriptions).',
	},
	{
		meaning: 'query-wrong', action: 'stop', code: /^DL02000001$/,
		remedy: 'Intacct could not process the query as it is: a field this object lacks, a date that is not MM/DD/YYYY, ' +
			'an inactive feature, or too much at once. ' +
			'Check fields and filter with Get Fields, and read less at a time.',
	},
	{
		meaning: 'query-wrong', action: 'stop', code: /^Query Failed$/i,
		remedy: 'Check the object, its fields and the filter with Get Fields.',
	},
	{
		meaning: 'duplicate', action: 'stop', code: /^(?:BL34000061|PL05000104)$/,
		remedy: 'A record with the same key exists already. Use a unique value.',
	},
	{
		meaning: 'illegal-value', action: 'stop', code: /^BL03000018$/,
		remedy: 'Correct the value that is named; dates are MM/DD/YYYY, numbers have no thousands separator.',
	},
	{
		// The denial of AUDITHISTORY comes like this (reference sage-intacct 5, 11).
		meaning: 'no-permission', action: 'stop', levels: ['function'], code: /^$/,
		remedy: 'Intacct gave no error number, as it does when a permission is missing. Check that the Web Services user may read this object.',
	},
];

/** Errors that say only that there was one. Used when nothing better stands beside them. */
export const GENERIC_ERRORS: readonly ErrorRow[] = [
	{
		meaning: 'rolled-back', action: 'stop', code: /^XL03000009$/,
		remedy: 'The whole transaction was rolled back because another function in it failed; read that one\'s error.',
	},
	{
		meaning: 'record-refused', action: 'stop', code: /^BL01001973$/,
		remedy: 'Intacct refused the record; what it names has to be corrected first.',
	},
];
