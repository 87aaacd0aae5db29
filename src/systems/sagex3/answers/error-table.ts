import type { ErrorBody } from './error-body';

/** What an answer means, apart from the status and the words in which it happens to come. */
export type Meaning =
	| 'token-refused' | 'signed-out' | 'no-permission' | 'busy' | 'no-introspection' | 'unknown-field' | 'wrong-request' | 'not-there' | 'no-record'
	| 'redirected' | 'wrong-address' | 'passing' | 'server-error' | 'unreadable' | 'refused';

/**
 * What the client does about it. Everything sent is reading or a token call:
 * - `wait`: refused before anything was done;
 * - `retry`: may pass by itself;
 * - `sign-in`: nobody is signed in, so once more with a new token where there can be one;
 * - `stop`: something must change first.
 */
export type Action = 'wait' | 'retry' | 'sign-in' | 'stop';

export interface ErrorRow {
	readonly meaning: Meaning;
	readonly action: Action;
	/** Absent for any. */
	readonly statuses?: (status: number) => boolean;
	readonly forms?: ReadonlyArray<ErrorBody['form']>;
	readonly codes?: readonly string[];
	readonly words?: RegExp;
	/** Only for answers with, or without, the `errors` of GraphQL. */
	readonly isGraphql?: boolean;
	readonly remedy: string;
}

const is = (...wanted: readonly number[]) => (status: number): boolean => wanted.includes(status);
const from = (least: number, most: number) => (status: number): boolean => status >= least && status <= most;

const ADDRESS = 'Check the server address in the credential with its port, and which API the server has: GraphQL needs Sage X3 Services, classic REST the path /api1.';
const TRY_LATER = 'Run it again later. If it stays, ask the administrator of the Sage X3 server.';
const RIGHTS = 'Give the user behind the credential the right to read this object in Sage X3, and publish its node to the API where that is asked for.';

/** First matching row counts (reference sage-x3 2, 3.6, 8.4). */
export const ERROR_TABLE: readonly ErrorRow[] = [
	{
		meaning: 'signed-out', action: 'sign-in', statuses: is(401),
		remedy: 'Check the credential: the user and the password, or the tokens. An own server has to allow this way of signing in (session.auth in nodelocal.js).',
	},
	{ meaning: 'busy', action: 'wait', statuses: is(429), remedy: 'The server refuses more requests for now. Let fewer workflows run against it at a time.' },
	{
		meaning: 'signed-out', action: 'sign-in', statuses: from(300, 399), words: /log-?in|sign-?in|auth/i,
		remedy: 'The server sends to its sign-in page: check the credential, and that the server allows this way of signing in to the API.',
	},
	{ meaning: 'redirected', action: 'stop', statuses: from(300, 399), remedy: `${ADDRESS} Redirects are not followed; use https if the server sends you there.` },
	{ meaning: 'no-introspection', action: 'stop', words: /introspection/i, isGraphql: true, remedy: 'The field lists of this server are closed; names are tried out instead.' },
	{
		meaning: 'unknown-field', action: 'stop', words: /Cannot query field|Unknown (?:type|argument|field)/i, isGraphql: true,
		remedy: 'This server has no such field, or the object is not published to its API. Choose fields from the list.',
	},
	{ meaning: 'no-permission', action: 'stop', words: /access (?:refused|denied)|not (?:authori[sz]ed|allowed|activated)|permission|forbidden/i, isGraphql: true, remedy: RIGHTS },
	{ meaning: 'wrong-request', action: 'stop', statuses: from(200, 499), isGraphql: true, remedy: 'Correct what the message names: a filter, an order, or a field.' },
	{ meaning: 'no-permission', action: 'stop', statuses: is(403), remedy: RIGHTS },
	{ meaning: 'wrong-address', action: 'stop', statuses: from(400, 499), forms: ['html'], remedy: ADDRESS },
	{ meaning: 'not-there', action: 'stop', statuses: is(404, 405), remedy: `${ADDRESS} For classic REST also check class and representation.` },
	{ meaning: 'no-record', action: 'stop', words: /^721\b/, remedy: 'Check the key: there is no such record.' },
	{ meaning: 'passing', action: 'retry', statuses: is(502, 503, 504), remedy: TRY_LATER },
	{ meaning: 'passing', action: 'retry', statuses: is(500), codes: ['InternalServerError'], remedy: TRY_LATER },
	{ meaning: 'passing', action: 'retry', statuses: from(500, 599), forms: ['empty', 'html'], remedy: TRY_LATER },
	{
		// An unknown property of a `where` is a 500 here (reference sage-x3 8.3), so its words are given to the user instead of being repeated in vain.
		meaning: 'server-error', action: 'stop', statuses: from(500, 599),
		remedy: 'Correct what the message names: a property that this representation does not have, or a condition that the server does not know.',
	},
	{ meaning: 'wrong-request', action: 'stop', statuses: is(400), remedy: 'Correct what the message names. For classic REST check class and representation as well.' },
	{ meaning: 'refused', action: 'stop', statuses: from(200, 499), remedy: 'Correct what the message names.' },
];

/** A good status with a body that is not what the API sends. */
export const UNREADABLE: ErrorRow = { meaning: 'unreadable', action: 'retry', remedy: `Run it again. If it stays: ${ADDRESS}` };
/** A browser would be sent to the sign-in page; here it comes with a good status (reference sage-x3 8.4). */
export const WEB_PAGE: ErrorRow = {
	meaning: 'signed-out', action: 'sign-in',
	remedy: `A web page came where data was expected: nobody is signed in, or the address is another one. Check user and password or the tokens. ${ADDRESS}`,
};
