import { choice, entry, flag, SwitchBoard, type SwitchChanges, type ValuesOf } from '../harness/switches';

const SIGN_IN = {
	seats: entry(2, 'sessions that the licence allows, cookie and OAuth together; a trial licence has 2'),
	signInsPerUser: entry(0, 'sessions that one user may have at once; 0 is no limit'),
	seatOverflow: choice(['json', 'text', 'html', 'html200'],
		'cookie sign-in beyond the seats: 500 with "API Login Limit", 429 as plain text, a page with that title and 500, or the same page with 200; not confirmed'),
	tokenOverflow: choice(['surplus', 'refuse'], 'a grant beyond the seats: a token whose calls are turned away, or 400 invalid_grant; not confirmed'),
	surplusCall: choice(
		['redirect', 'text', 'json', 'serve'],
		'call with a token beyond the seats: 302 to the error page, 429 as text, 500 JSON, or served all the same',
	),
	sessionIdleMinutes: entry(10, 'idle life of a cookie session; sources say 10, 15 and 20'),
	accessSeconds: entry(3600, 'expires_in of access tokens'),
	refreshDays: entry(30, 'life of a chain of refresh tokens from the first sign-in'),
	slidingRefresh: flag(false, 'Sliding Expiration on SM303010: the days count from the last refresh'),
	clientCredentials: choice(['unsupported_grant_type', 'unauthorized_client'], 'error of grant_type=client_credentials; not confirmed'),
	clientInHeader: choice(
		['accept', 'refuse'], 'client id and secret as Basic authentication at the token endpoint; the guide puts them into the body',
	),
	consent: choice(['allow', 'deny'], 'what the user says on the authorize page'),
	singleTenant: flag(false, 'one tenant on the site: any tenant name is accepted at sign-in'),
	notSignedIn: choice(['json', 'html', 'empty'], 'body of 401; not confirmed'),
	anonymousSwagger: flag(true, 'swagger.json without signing in; not confirmed'),
} as const;

const READING = {
	endpoints: entry('24.200.001,25.200.001', 'versions of Default that the site lists and serves'),
	bareEndpointList: flag(false, 'GET /entity answers the bare array, as some builds do'),
	absoluteLinks: flag(false, 'href and Location are absolute; relative in the guide'),
	links: flag(true, '_links in records; builds before 2023 R2 have none'),
	emptyFields: choice(['object', 'null'], 'an empty field is {} or {"value":null}'),
	serverOffset: entry('+00:00', 'offset of all dates and stamps'),
	orderBy: choice(['ignore', 'refuse', 'apply'], '$orderby: ignored, 400, or obeyed; not in the OpenAPI of any version'),
	detailFilter: choice(['refuse', 'ignore', 'empty'], 'a detail field in $filter: 500, no condition, or no rows; undefined by the vendor'),
	crossViewFilter: choice(['match', 'empty'], 'a filter over fields of two views: evaluated, or 200 []'),
	delegates: entry('Payment/ApplicationHistory', 'comma list of entities, Entity/Detail or Entity/Field fed by code, which lists cannot have'),
	denied: entry('', 'comma list of entities whose form the user may not open: 403'),
	notConfigured: entry('', 'comma list of entities whose module was never set up: 500'),
	restrictionGroups: flag(false, 'records in a restriction group are hidden from every user but the controller'),
	detailIds: choice(['stable', 'session'], 'id of detail rows: the same for ever, or another one in every session'),
	wideSelect: entry(0, 'custom fields per request beyond which it fails; 0 is no limit'),
} as const;

const WRITING = {
	putAnswer: choice(['all', 'sent'], 'answer of PUT: all fields, or only those sent and selected; sources disagree'),
	validationStatus: choice([422, 500], 'invalid data: 422 with the entity, or 500 as older builds answered'),
	outcomeException: flag(false, 'exceptionMessage and exceptionType in the 422 body, as newer builds have'),
	releaseRefused: choice([422, 500, 400], 'status for releasing a batch that is not Balanced; not confirmed'),
	releaseFailure: choice([500, 422, 400], 'status that the operation answers when a release failed; not confirmed'),
	releaseMs: entry(150, 'time a release takes'),
	releasePolls: entry(0, 'least number of 202 answers before 204, as long as somebody asks'),
	immediateRelease: flag(false, 'release answers 204 at once, with a Location that leads nowhere'),
	foreignStatus: choice([404, 401], 'status of an operation asked by another session; not confirmed'),
	busyForm: choice(['conflict', 'serve'], 'other calls to a form with a running operation in the session: 409, or served'),
	autoPost: flag(true, 'Automatically Post on Release: Posted, else Unposted'),
	releaseTouchesStamp: flag(true, 'release moves LastModifiedDateTime of the batch; expected, not confirmed'),
	approval: flag(false, 'batches need an approval before they are Balanced'),
	holdOnEntry: flag(false, 'Hold Batches on Entry: Hold of a batch that does not say'),
	controlTotals: flag(false, 'Validate Batch Control Totals on Entry: BatchModule.CuryControlTotal must equal the debits'),
	closedPeriods: choice(['refuse', 'accept'], 'posting to Closed periods; a role may allow it'),
	lineWithoutSubaccount: choice(['default', 'refuse'], 'a line that names no subaccount; not confirmed'),
	bothSides: choice(['refuse', 'accept'], 'debit and credit on one line; not confirmed'),
	negativeAmounts: choice(['accept', 'refuse'], 'amounts below zero; not confirmed'),
	segmentSeparators: choice(['accept', 'refuse'], 'segmented keys with hyphens on input; not confirmed'),
	interBranchAccounts: flag(true, 'branches may owe each other; otherwise a batch that does not balance by branch fails at release'),
	summaryWithoutParameters: choice(['refuse', 'empty'], 'AccountSummaryInquiry without Ledger or Period: 422, or no rows; not confirmed'),
} as const;

const LOAD = {
	processingMs: entry(0, 'real time every request takes, so that requests can overlap'),
	processingCores: entry(0, 'requests worked on at once, the others wait; 0 is no limit'),
	queueLimit: entry(20, 'requests that may wait; one more gets 429'),
	queueMinutes: entry(10, 'a request that waited longer gets 429'),
	requestsPerMinute: entry(0, 'licensed requests per minute; from half of it requests are delayed; 0 is no limit'),
	delayShare: entry(1, 'share of that delay which is really waited; the history notes the whole'),
	tooManyForm: choice(['text', 'html', 'json'], 'body of 429; none is documented'),
	pushRetryMs: entry(20, 'wait before a push notification is sent again'),
} as const;

const TABLE = { ...SIGN_IN, ...READING, ...WRITING, ...LOAD } as const;

export type SwitchName = keyof typeof TABLE;
export type SwitchValues = ValuesOf<typeof TABLE>;

/** The switches of the site and their values. */
export class Switches extends SwitchBoard<typeof TABLE> {
	constructor(changes: SwitchChanges = {}) {
		super(TABLE, changes);
	}

	/** Whether a comma list holds the word. */
	lists(name: 'denied' | 'notConfigured' | 'delegates' | 'endpoints', word: string): boolean {
		return this.values[name].split(',').map((one) => one.trim()).includes(word);
	}
}
