/** Answers as the reference shows them, written by hand so that they share nothing with the code under test. */

export const IDENTITY = {
	gatewayUrl: 'https://api.intacct.com/ia/xml/xmlgw.phtml', senderId: 'bluefin-ws', senderPassword: 'sender-secret',
	companyId: 'BluefinTools', userId: 'ws_anaplan', userPassword: 'user-secret',
} as const;

export const ENDPOINT = 'https://na12.intacct.com/ia/xml/xmlgw.phtml';
export const SERVER_TIME = '2026-03-02T09:15:01+00:00';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const control = (status: string): string =>
	`<control><status>${status}</status><senderid>bluefin-ws</senderid><controlid>c</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion></control>`;

export interface ErrorParts { code?: string; description?: string; description2?: string; correction?: string }

export const errorXml = ({ code, description = '', description2 = '', correction = '' }: ErrorParts): string =>
	`<error>${code === undefined ? '' : `<errorno>${code}</errorno>`}<description>${description}</description><description2>${description2}</description2><correction>${correction}</correction></error>`;
const errorMessage = (errors: readonly ErrorParts[]): string => `<errormessage>${errors.map(errorXml).join('')}</errormessage>`;

export const controlFailure = (...errors: ErrorParts[]): string => `${declaration}<response>${control('failure')}${errorMessage(errors)}</response>`;

export const authenticationFailure = (...errors: ErrorParts[]): string =>
	`${declaration}<response>${control('success')}<operation><authentication><status>failure</status><userid></userid><companyid></companyid></authentication>${errorMessage(errors)}</operation></response>`;

export const INVALID_SESSION = authenticationFailure({ code: 'XL03000006', description2: 'Invalid session zzz..' });

export interface AnswerParts { result: string; serverTime?: string; timeout?: string; entity?: string }

export const answer = ({ result, serverTime = SERVER_TIME, timeout = '2026-03-02T15:15:01+00:00', entity = '' }: AnswerParts): string =>
	`${declaration}<response>${control('success')}<operation><authentication><status>success</status><userid>ws_anaplan</userid><companyid>BluefinTools</companyid>` +
	`<locationid>${entity}</locationid><sessiontimestamp>${serverTime}</sessiontimestamp>${timeout === '' ? '' : `<sessiontimeout>${timeout}</sessiontimeout>`}</authentication>${result}</operation></response>`;

/** `controlid` stays out unless given, so that a script need not count requests. */
export const success = (name: string, data: string, controlId = ''): string =>
	`<result><status>success</status><function>${name}</function><controlid>${controlId}</controlid>${data}</result>`;

export const failure = (name: string, ...errors: ErrorParts[]): string =>
	answer({ result: `<result><status>failure</status><function>${name}</function><controlid></controlid>${errorMessage(errors)}</result>` });

export interface LoginParts { sessionId?: string; endpoint?: string; entity?: string; serverTime?: string; timeout?: string }

export const loginAnswer = ({ sessionId = 'k3Qz0example1..', endpoint = ENDPOINT, entity = '', ...times }: LoginParts = {}): string => answer({
	...times, entity,
	result: success('getAPISession', `<data><api><sessionid>${sessionId}</sessionid><endpoint>${endpoint}</endpoint><locationid>${entity}</locationid></api></data>`),
});

export const recordsXml = (name: string, rows: ReadonlyArray<Readonly<Record<string, string>>>): string => rows
	.map((row) => `<${name}>${Object.entries(row).map(([field, value]) => `<${field}>${value.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${field}>`).join('')}</${name}>`).join('');

export interface PageParts { object: string; rows: ReadonlyArray<Readonly<Record<string, string>>>; remaining?: number; total?: number; count?: number }

export const queryAnswer = ({ object, rows, remaining = 0, total = rows.length + remaining, count = rows.length }: PageParts): string => answer({
	result: success('query', `<data listtype="${object}" totalcount="${total}" offset="0" count="${count}" numremaining="${remaining}">${recordsXml(object, rows)}</data>`),
});

export const FORMATTING = '<userformatting><recordno>48</recordno><locale>en_US</locale><dateformat>/mdY</dateformat><gmtoffset>-08:00</gmtoffset><clock>24</clock></userformatting>';

export const formattingAnswer = (formatting = FORMATTING, serverTime = SERVER_TIME): string =>
	answer({ serverTime, result: success('readUserFormatting', `<data listtype="userformatting" count="1">${formatting}</data>`) });

/** Fields as `lookup` lists them; a name that begins with `+` is a custom field. */
export const lookupAnswer = (object: string, fields: readonly string[]): string => answer({
	result: success('lookup', `<data listtype="All" count="1"><Type Name="${object}" DocumentType=""><Fields>${fields.map((field) =>
		`<Field><ID>${field.replace('+', '')}</ID><LABEL>${field}</LABEL><DESCRIPTION/><REQUIRED>false</REQUIRED><READONLY>false</READONLY><DATATYPE>TEXT</DATATYPE><ISCUSTOM>${field.startsWith('+')}</ISCUSTOM></Field>`).join('')}</Fields>` +
		'<Relationships><Relationship><OBJECTPATH>VENDOR</OBJECTPATH><OBJECTNAME>VENDOR</OBJECTNAME><LABEL>Vendor</LABEL><RELATIONSHIPTYPE>MANY2ONE</RELATIONSHIPTYPE><RELATEDBY>VENDORID</RELATEDBY></Relationship></Relationships></Type></data>'),
});
