import { choice, entry, entryOrNull, flag, SwitchBoard, type SwitchChanges, type ValuesOf } from '../harness/switches';

export interface RateLimit {
	readonly capacity: number;
	readonly refillPerSecond: number;
}

const TABLE = {
	// Signing in
	tokenLifetimeMs: entry(35 * 60_000, 'life of a login token; 35 minutes live, 30 on some vendor pages'),
	refreshReturns: choice(['same', 'new'], 'tokenValue after /token/refresh: sources disagree'),
	tokenForm: choice(['opaque', 'jwt'], 'jwt: long dotted token and the announced member refreshToken'),
	authenticateStatus: choice([201, 200], '201 is live, 200 is documented'),
	basicLoginDisabled: flag(false, 'tenant forbids basic login: looks like bad credentials'),
	certificateVersions: choice(['v1,v2', 'v2', 'v1'],
		'message formats accepted; v1 is announced as refused since June 2026, not observed'),
	certificateToleranceMs: entry(5 * 60_000, 'accepted skew of the v2 timestamp; UNCONFIRMED'),
	certificateSelfSigned: choice(['accept', 'refuse'], 'the service refuses self-signed certificates; a test has no other'),
	certificateUser: entry('integration@example.com', 'whom a certificate signs in that names no known e-mail address'),
	expiredTokenWord: entry('FAILURE_BAD_CREDENTIAL', 'status word of an expired or logged-out token on the authentication service; UNCONFIRMED'),
	authFailureText: entry('Invalid credentials', 'statusMessage of refused credentials and tokens; wording UNCONFIRMED'),
	oauthTokenOnAuthService: choice(['refuse', 'accept'], 'OAuth access token on /token/...; UNCONFIRMED'),
	oauthErrorStatus: choice([400, 401, 403], 'HTTP status of invalid_grant and its like'),
	oauthPendingStatus: choice([400, 403], 'HTTP status of authorization_pending and slow_down; UNCONFIRMED'),
	oauthRedirectCheck: choice(['exact', 'any'], 'any: do not compare redirect_uri with the registered ones'),
	oauthAccessSeconds: entry(2100, 'expires_in of access tokens'),
	deviceIntervalSeconds: entry(5, 'poll interval of the device grant'),
	deviceExpirySeconds: entry(900, 'life of a device code'),
	// Conventions
	rateLimit: entryOrNull<RateLimit>({ capacity: 600, refillPerSecond: 10 }, 'token bucket of the tenant, all users together; null = none'),
	retryAfterForm: choice(['seconds', 'date', 'absent'], 'form of Retry-After on 429'),
	unauthorizedBody: choice(['error', 'auth', 'empty'],
		'body of 401 on the API host: its error body, that of the authentication service, or none; UNCONFIRMED'),
	tooManyBody: choice(['error', 'html', 'empty'], 'body of 429: the error body, an HTML page, or none; UNCONFIRMED'),
	gzipReplies: choice(['readPages', 'all'],
		'answers compressed for Accept-Encoding: gzip; documented for read-request pages, elsewhere UNCONFIRMED'),
	pageMax: entry(5000, 'default and largest page'),
	overlongLimit: choice(['cut', 'refuse'], 'a larger limit is cut silently, or 400'),
	spuriousNext: flag(false, 'meta.paging.next although nothing follows'),
	// Models
	currentSizeShown: flag(true, 'currentSize of workspaces with tenantDetails; was absent in a live sample'),
	modelDateForm: choice(['offset', 'iso', 'epoch'],
		'isoCreationDate and lastModified: 2026-08-01T17:02:11.000+0000, the same with Z, or milliseconds; UNCONFIRMED'),
	offlineWord: entry('OFFLINE', 'activeState of a model that was set OFFLINE; nobody has shown the word'),
	busyStep: choice(['Processing ...', 'Updating'], 'currentStep of a model that works; an open set'),
	openAlready: choice([202, 200], 'opening a model that is open: 202 is live, 200 documented'),
	loadMs: entry(0, 'time a closed model takes to load; the first call that needs it waits so long'),
	closeMs: entry(0, 'time from close to Closed; meanwhile currentStep is Closing'),
	versionsName: choice(['Versions', 'Version'],
		'name of the dimension in views and headers; writes accept both names whatever this says'),
	// Files
	missingChunk: choice(['fail', 'previous'],
		'import of an upload with a hole: uploadedFileNoLongerAvailable, or the content before'),
	uploadLimitStatus: choice([400, 413], 'chunk above 50 MB uncompressed or more than 1,000 chunks; UNCONFIRMED'),
	chunkBytesMax: entry(50 * 1024 * 1024, 'largest chunk before compression'),
	chunksMax: entry(1000, 'most chunks of a file'),
	corruptGzipStatus: choice([400, 500], 'chunk that is no gzip member; UNCONFIRMED'),
	completeStatus: choice([200, 500], 'one live account always got 500 from complete'),
	stripBom: flag(false, 'remove a UTF-8 BOM from the first row; UNCONFIRMED'),
	staleChunkCount: flag(false, 'file list shows the old chunkCount after DELETE'),
	privateFileHours: entry(48, 'private content disappears this long after last use'),
	zeroChunkReads: entry(0, 'so many chunk lists of an export are empty after each run'),
	exportBom: flag(false, 'export files begin with a byte order mark; UNCONFIRMED'),
	exportChunkBytes: entry(10_000_000, 'where the server cuts export files, anywhere in a line'),
	dumpChunkBytes: entry(10_000_000, 'where the server cuts failure dumps'),
	// Tasks
	queueMs: entry(50, 'time a task stays NOT_STARTED although the model is free'),
	taskMs: entry(300, 'least time from creation to the end'),
	hangTasks: flag(false, 'tasks stay IN_PROGRESS until cancelled or until this is switched off'),
	cancelMs: entry(100, 'time in CANCELLING'),
	cancelProcess: choice(['all', 'current'], 'what a cancelled process takes back: every step or the running one; UNCONFIRMED'),
	taskReply: choice(['nested', 'bare'], 'reply to a start: {task:{taskId}} or {taskId}'),
	noDumpStatus: choice([404, 204], '/dump without a dump'),
	noDumpChunksStatus: choice([404, 400], '/dump/chunks without a dump'),
	busyFiles: choice(['wait', 'answer'], 'file calls while the model is busy; sources disagree'),
	localeNameFirst: flag(false, 'mappingParameters before localeName in the body of a start → 400; the vendor help says the order matters'),
	localeNameText: entry('localeName is required', 'reason of the 400 for a start without localeName; UNCONFIRMED'),
	taskWords: choice(['documented', 'other'], 'currentStep of failed and cancelled tasks: Failed. and Cancelled., or other words; UNCONFIRMED'),
	cancelledResult: choice(['absent', 'present'], 'result of a cancelled task; usually absent'),
	exportDetails: flag(true, 'result of an export has details; they may be missing'),
	// Imports
	rejectedRowsSuccessful: flag(true, 'result.successful of an import with rejected rows; UNCONFIRMED'),
	badCellRejects: choice(['row', 'cell'],
		'a bad line item value rejects the whole row, or only itself (the row is in the dump either way)'),
	blankListRows: choice(['reject', 'ignore'],
		'row of a list import whose fields are all empty: rejected (as in the vendor sample of a dump), or ignored'),
	duplicateKeys: choice(['ignore', 'reject', 'fail'],
		'a key that comes twice in a list import: later row ignored, rejected, or import failed'),
	unchangedList: choice(['rowsProcessed', 'noChanges'],
		'detail of a list import that changes nothing: the usual counts, or the code hierarchyNoChanges; nobody has recorded when it comes'),
	dumpLine: choice(['line', 'record'], '_Line_ counts lines of the file, or records; differs with line breaks inside quotes'),
	moduleDump: flag(true, 'a module import with rejected rows offers a failure dump; nobody has recorded one'),
	dumpErrorColumn: choice(['2.0', '1.x'], 'name of the error columns of a dump: _Error_1_, or __Error__0 as long ago'),
	lineItemValues: choice(['counters', 'empty'], 'values of the line item details of a module import; UNCONFIRMED'),
	ignoredRowsInDump: flag(false, 'ignored rows stand in the failure dump too, with status I; said not to, nobody has recorded it'),
	dumpRowCap: entry(0, 'most rows in a dump; 0 = all; UNCONFIRMED'),
	detailValues: choice(['documented', 'shuffled'], 'shuffled: pairs in another order with null entries between'),
	failImports: entry<Record<string, string>>({}, 'import id → detail code with which it fails as a whole'),
	failActions: entry<Record<string, string>>({}, 'id of an export, delete or other action → detail code with which it fails'),
	processStopsOnFailure: flag(true, 'actions after a failed one are skipped; UNCONFIRMED'),
	processFalseOnIgnored: flag(false, 'process with ignored rows ends successful false, details [], no dump, every nested result true'),
	// Lists, cells, reads
	deleteReply: choice(['counts', 'result'], 'shape of the reply to deleting items'),
	deleteByName: choice(['accept', 'refuse'], 'items may be deleted by name; documented are id and code'),
	parentByCode: choice(['accept', 'refuse'], 'parent of a written item may be given as its code; UNCONFIRMED'),
	updateByIdOfCoded: choice(['accept', 'refuse'],
		'update by id of an item that has a code; the text says such an item must be identified by its code'),
	listItemsPaging: choice(['whole', 'paged'], 'listItems come all at once, or by limit and offset as other collections'),
	listCsvHeader: choice(['capital', 'small'], 'CSV of list items begins Id,Name,Code,Parent or id,name,code,parent'),
	nextIndexName: choice(['nextItemIndex', 'nextitemIndex'], 'how list metadata spells that member; schemas differ'),
	updateFailures: flag(true, 'update of items reports failures'),
	countEqualWrites: flag(false, 'a cell written with the value it had counts in numberOfCellsChanged; UNCONFIRMED'),
	cellFailureWords: choice(['camel', 'upper'],
		'failureType of refused cells but for cellIsCalculated: itemNotFound or ITEM_NOT_FOUND; UNCONFIRMED'),
	cellsPerWrite: entry(100_000, 'most cells per write; older text says 1,000'),
	bytesPerWrite: entry(15_000_000, 'largest body of a cell write'),
	itemsPerWrite: entry(100_000, 'most list items per write'),
	cellsPerRead: entry(1_000_000, 'most cells per view read and items per list or dimension read'),
	pagesOfFlatRead: choice(['all', 'chosen'], 'a flat view read with pages=: every page all the same, or the chosen ones; UNCONFIRMED'),
	plainCsvQuotes: flag(true, 'CSV of a view read quotes fields that need it also without escaped=true in Accept; not said anywhere'),
	requireEscapedAccept: flag(false, 'CSV only with Accept: text/csv;escaped=true'),
	readRequestMs: entry(200, 'time a large read request takes'),
	readRequestPageRows: entry(100_000, 'rows per page of a large read'),
	readRequestHeader: choice(['first', 'every'], 'header on the first page or on every page; UNCONFIRMED'),
	listReadId: choice(['number', 'text'], 'listId in the state of a list read request; viewId is a number, of listId nobody says'),
	readRequestFails: flag(false, 'large reads end COMPLETE with successful false'),
	// Roles
	noAccess: entry<string[]>([], 'e-mail addresses of users with the NO ACCESS model role'),
} as const;

export type SwitchName = keyof typeof TABLE;
export type SwitchValues = ValuesOf<typeof TABLE>;

/** The switches of the service and their values. */
export class Switches extends SwitchBoard<typeof TABLE> {
	constructor(changes: SwitchChanges = {}) {
		super(TABLE, changes);
	}
}
