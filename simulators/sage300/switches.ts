import { choice, entry, flag, SwitchBoard, type SwitchChanges, type ValuesOf } from '../harness/switches';

const SIGN_IN = {
	adminAllowed: flag(false, 'AllowWebApiAccessForAdmin is true in both web.config files'),
	adminRefusal: choice([403, 401], 'status for ADMIN while it is not; not confirmed'),
	passwordCase: choice(['upper', 'sensitive'],
		'passwords are upper case, or newer ones whose case counts; which release has which is not confirmed'),
	securityOff: flag(false, 'security is off for the system database: the password is empty'),
	unknownCompany: choice(['ResourceNotFound', 'DBLinkError', 'Unauthorized'],
		'code for a company that is not there: 404, 500 or 401; not confirmed'),
	tenantSegment: entry('-', 'the segment in front of the company; one old hosted site had a name there'),
	cookieOnly: choice(['refuse', 'accept'],
		'a session cookie without Authorization; the vendor wants the header on each request, two connectors leave it out'),
	staleCookie: choice(['once', 'always'], 'a cookie of a session that has ended gives SessionError the first time, or as long as it is sent'),
	sessionIdleMinutes: entry(20, 'idle life of a session'),
	seats: entry(0, 'sessions that the licence allows; 0 is no limit, as it is not confirmed that a session takes a licence'),
	sessionsPerUser: entry(0, 'sessions that one user may have; 0 is no limit'),
	licenceRefusal: choice(['SessionError', 'TooManyRequests', 'Forbidden', 'Unauthorized'],
		'code when no licence is free: 500, 429, 403 or 401; not confirmed'),
} as const;

const ANSWERS = {
	missingContentType: choice([500, 415], 'status without Content-Type: application/json; 500 was reported, 415 is what the web framework does'),
	errorType: choice(['application/json', 'text/plain'], 'content type of errors; the body is JSON either way'),
	dateForm: choice(['Z', 'none', '+02:00', 'day', 'slashes'],
		'dates as 2026-03-31T00:00:00Z, without zone, with an offset, as a bare day, as 31/03/2026'),
	amountDecimals: choice([2, 3], 'decimals of amounts, which are JSON numbers'),
	envelope: choice(['odata4', 'odata3'], '@odata.context, @odata.count, @odata.nextLink, or odata.metadata, odata.count as text, odata.nextLink'),
	metadata: choice(['odata4', 'odata3'], '$metadata with enum types and DateTimeOffset, or with strings and DateTime'),
	fiscalSetNames: choice(
		['catalogue', 'camel', 'capitals'], 'names in GLAccountFiscalSets: Fiscalsetyear, FiscalSetYear, FISCALSETYEAR; not confirmed',
	),
	fiscalSetWords: choice(['words', 'letters'], 'designator and currency type: Actuals and Functional, or A and F; not confirmed'),
	renamed: entry('', 'comma list of Resource.Property=Name: other names of properties, in $metadata too'),
	companyProfileName: choice(['CSCompanyProfile', 'CSCompanyProfiles'], 'name of that resource'),
	calendarStatus: choice(['rows', 'absent'], 'CSFiscalCalendars has rows with the status of periods by application; not confirmed'),
	postedAccounts: choice(['unformatted', 'formatted'], 'AccountNumber of ledger lines; unformatted is inferred'),
	warnings: flag(false, 'the answer to a POST has Warnings; not confirmed that they are served'),
} as const;

const READING = {
	pageSize: entry(100, 'PageSize in Web.config, the most rows of an answer'),
	topAbovePage: choice(['link', 'capped'], '$top above the page size: a link with the rest of it, or cut without a link; inferred'),
	nextLinkHost: entry('', 'origin in nextLink, such as http://sage-internal.example; empty is the address that the site listens on'),
	ge: choice(['refuse', 'accept'], 'ge in $filter, which the vendor does not list'),
	contains: choice(['refuse', 'accept'], 'contains() in $filter; not confirmed'),
	oldLiterals: choice(['refuse', 'accept'], 'datetime\'…\' and 99.99m in $filter, as the older manual has them'),
	unlistedOptions: choice(['refuse', 'honour'], '$orderby and $expand, which no source documents'),
	encodedSlash: choice(['refuse', 'accept'], '%2F in a key; the web server refuses it unless told otherwise'),
} as const;

const WRITING = {
	createStatus: choice([201, 200], 'status of a POST that made a record'),
	patchStatus: choice([204, 200], 'status of PATCH, PUT, DELETE and processes, all without a body'),
	unbalanced: choice(['refuse', 'accept'], 'a journal entry that does not balance: 409, or an open entry with OutOfBalanceBy; not confirmed'),
	longText: choice(['refuse', 'cut'], 'text longer than its field: 409, or cut; not confirmed'),
	extraDecimals: choice(['round', 'refuse'], 'more decimals than the currency has; not confirmed'),
	documentDateSetsPeriod: flag(true, 'DocumentDate alone sets posting date, year and period; otherwise those of today; not confirmed'),
	formattedAccounts: choice(['refuse', 'accept'], 'accounts with delimiters in journal details; samples have none'),
	lockedPeriods: choice(['refuse', 'accept'], 'entries in locked periods'),
	putHeader: choice(['kept', 'initial'], 'properties of the header that a PUT does not send stay, or fall back; details always go'),
	glReadyField: choice(['Status', 'ReadyToPost', 'both'], 'property that makes a GL batch ready to post; the other is ignored; not confirmed'),
	postOnlyReady: flag(true, 'posting leaves alone what is not ready to post'),
	patchDeletes: choice(['refuse', 'accept'], 'Deleted as status in PATCH; not confirmed'),
	storedAtReset: choice(['all', 'part', 'nothing'],
		'what an interrupted POST leaves: the batch, an open batch without all details, or nothing; not confirmed'),
	adjustmentTypes: entry('81', 'comma list of TransactionType values that adjustments take; only 81 is known'),
	adjustmentSign: choice(['reduces', 'increases'], 'what a positive distribution does to the amount due; not confirmed'),
	documentTotals: choice(['accept', 'refuse'], 'an AP document whose total is not that of its details and tax; not confirmed'),
	createGlBatch: choice(['separate', 'automatic'], 'AP postings reach GL by APCreateGLBatch, or by themselves'),
} as const;

const LOAD = {
	processingMs: entry(0, 'real time every request takes, so that requests can overlap'),
	parallelPerUser: entry(2, 'requests of one user at once; one more gets 429; 0 is no limit'),
	retryAfterSeconds: entry(0, 'Retry-After of 429; 0 is none; not confirmed'),
	coldStartMs: entry(0, 'delay of the first request and of the first after the idle time'),
	idleMinutes: entry(20, 'idle time after which the application pool stops; the vendor recommends 1447'),
	badGatewayEvery: entry(0, 'every n-th list request gets 502 with a page; 0 is none'),
	largestPage: entry(0, 'a page with more rows gets 502 from the proxy; 0 is no limit'),
} as const;

const TABLE = { ...SIGN_IN, ...ANSWERS, ...READING, ...WRITING, ...LOAD } as const;

export type SwitchName = keyof typeof TABLE;
export type SwitchValues = ValuesOf<typeof TABLE>;

/** The switches of the site and their values. */
export class Switches extends SwitchBoard<typeof TABLE> {
	constructor(changes: SwitchChanges = {}) {
		super(TABLE, changes);
	}
}
