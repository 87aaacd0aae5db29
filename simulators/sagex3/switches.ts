import { choice, entry, flag, SwitchBoard, type SwitchChanges, type ValuesOf } from '../harness/switches';

const SIGN_IN = {
	surfaces: choice(['both', 'graphql', 'classic'], 'what is installed: /xtrem/api, which is a component of its own, and api1; the other is 404'),
	missingToken: choice(['text', 'json', 'html'],
		'answer to a call without a token: 401 as text, 401 as JSON, or a login page with 200; not confirmed'),
	tooLongLife: choice(['50', '45', 'accept'], 'error number when exp - iat is more than the registered validity; not confirmed'),
	subjectCase: choice(['exact', 'any'], 'whether the case of sub matters; not confirmed'),
	emptyAudience: choice(['refuse', 'accept'], 'aud of no characters, as the tutorial sends it'),
	basicGraphql: flag(false, 'Basic authentication reaches /xtrem/api'),
	missingEndpoint: choice(['default', 'refuse'], 'no x-xtrem-endpoint: the default folder, or an error; not confirmed'),
	unknownEndpoint: choice([400, 401, 404], 'status for an endpoint that there is not; not confirmed'),
	classicModes: entry('basic,bearer', 'comma list of what session.auth allows for api1'),
	loginPage: flag(false, 'api1 without credentials: a login page with 200 instead of 401'),
	consent: choice(['accept', 'pending', 'deny'], 'what the X3 user says to a pairing request'),
	callback: choice(['post', 'redirect'], 'the code comes by a POST to the redirect address, or by a redirect of the browser; not confirmed'),
	customerRegion: choice(['same', 'other'], 'the customer lives in the region of the gateway, or in region eu, whose address the callback has'),
	accessSeconds: entry(300, 'life of access tokens of the gateway'),
	refreshSeconds: entry(2_629_800, 'life of refresh tokens of the gateway'),
	tokenAnswer: choice(['full', 'bare'], 'the token answer has type and life, or the tokens only; not confirmed'),
	deadRefresh: choice([400, 401, 403], 'status for a refresh token that is used up, expired or revoked; not confirmed'),
	reusedRefresh: choice(['refuse', 'lock'], 'an old refresh token is refused, or ends the pairing; not confirmed'),
	dataService: choice(['present', 'absent'], 'folders have a dataService address; it is that of GraphQL; not confirmed'),
	machineBody: choice(['both', 'form', 'json'], 'what the token address of client credentials takes; not confirmed'),
} as const;

const GRAPHQL = {
	generation: choice(['x3', 'xtremX3', 'sage2019'], 'names of the root packages'),
	dimensionNames: choice(['reference', 'code'], 'property with the code of dimensions and their types: dimension and dimensionType, or code'),
	introspection: flag(true, 'introspection answers'),
	unpublished: entry('', 'comma list of nodes that are not published, such as journalEntryLine: the schema has none of them'),
	extraFields: entry('',
		'comma list of Type.property:Kind=COLUMN, such as PurchaseOrder.totalAmount:Decimal=TOTORD: properties nobody has listed'),
	denied: entry('', 'comma list of nodes or properties, such as journalEntryLine.analyticalLines, that the user may not read: null and an error'),
	failureStatus: choice([200, 400, 500], 'status of answers with errors from a resolver; not confirmed'),
	readArgument: choice(['Id', 'String'], 'type of the argument of read; not confirmed'),
	readMissing: choice(['null', 'error'], 'read of an _id that there is not; not confirmed'),
	lineIdParts: choice(['line-ledger', 'ledger-line'], 'order of the last parts of the _id of entry lines; not confirmed'),
	idOrder: choice(['parts', 'text'], '_id sorts by its parts, numbers by size, or as text; not confirmed'),
	stampOrder: choice(['accept', 'refuse'], '_updateStamp in orderBy; not confirmed'),
	ties: choice(['lost', 'kept'], 'an order without a unique last key: ties are lost between pages, or not; not confirmed'),
	wrongCursor: choice(['error', 'restart'], 'after of another order, or damaged: an error, or the first page; not confirmed'),
	maxFirst: entry(0, 'first may not be more; 0 is no limit'),
	stampForm: choice(['ms', 's'], 'stamps with or without milliseconds; not confirmed'),
	emptyDate: choice(['null', '1753-01-01', '1599-12-31'], 'how a date that is not there looks; not confirmed'),
	blankText: choice(['space', 'empty'], 'how a text that is not there looks'),
} as const;

const CLASSIC = {
	classes: entry('', 'comma list of CLASS=NAME: another name of a class, such as GACCENTRYD=YGLLINES'),
	representations: entry('', 'comma list of CLASS=REPRESENTATION where it is not the name of the class'),
	hidden: entry('', 'comma list of CLASS.COLUMN that the facets do not show, such as CACCE.UPDDATTIM'),
	classicCap: entry(100, 'most records of a page of api1'),
	whereGrammar: choice(['sdata', 'documented'], 'where takes the whole SData grammar, or eq, left() and brackets only; not confirmed'),
	orderSeparator: choice([',', ';'], 'between the properties of orderBy; the vendor has both'),
	classicDecimals: choice(['number', 'text'], 'decimals are JSON numbers or text; not confirmed'),
	slotForm: choice(['array', 'columns', 'rows'],
		'DIE and CCE of analytical lines: two arrays, DIE_0 and CCE_0 and so on, or rows; not confirmed'),
	wrongRepresentation: choice([404, 400, 500], 'status for a class or representation that there is not'),
	nextHost: entry('', 'origin of paging links, such as http://x3-internal.example; empty is the address that the server listens on'),
} as const;

const LOAD = {
	processingMs: entry(0, 'real time every request takes, so that requests can overlap'),
	parallel: entry(0, 'requests at once; one more gets 429; 0 is no limit'),
	retryAfterSeconds: entry(2, 'Retry-After of 429; 0 is none'),
	coldStartMs: entry(0, 'delay of the first request'),
} as const;

const TABLE = { ...SIGN_IN, ...GRAPHQL, ...CLASSIC, ...LOAD } as const;

export type SwitchName = keyof typeof TABLE;
export type SwitchValues = ValuesOf<typeof TABLE>;

/** The members of a comma list. */
export const listed = (text: string): readonly string[] => text.split(',').map((one) => one.trim()).filter((one) => one !== '');

/** The switches of the server and their values. */
export class Switches extends SwitchBoard<typeof TABLE> {
	constructor(changes: SwitchChanges = {}) {
		super(TABLE, changes);
	}
}
