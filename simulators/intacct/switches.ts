export type SwitchValue = string | number | boolean;

interface SwitchDefinition {
	readonly default: SwitchValue;
	readonly meaning: string;
	readonly choices?: readonly string[];
}

const choice = (meaning: string, first: string, ...others: string[]): SwitchDefinition => ({
	default: first,
	meaning,
	choices: [first, ...others],
});
const flag = (fallback: boolean, meaning: string): SwitchDefinition => ({ default: fallback, meaning });
const number = (fallback: number, meaning: string): SwitchDefinition => ({ default: fallback, meaning });
const text = (fallback: string, meaning: string): SwitchDefinition => ({ default: fallback, meaning });

/** Whatever the reference leaves UNCONFIRMED or tells of single installations, with the section that says so. */
export const SWITCHES = {
	wrongSender: choice(
		'Form of the refusal of a bad sender (5, 6): HTTP 200 XL03000006, HTTP 400 GW-0011, HTTP 401 XMLGW_JPP0002',
		'legacy',
		'gw0011',
		'jpp0002',
	),
	malformedStatus: number(200, 'HTTP status of XL03000003 answers (5)'),
	schemaErrors: choice('Where a violation of the schema is reported (6): the whole request, or the function alone', 'control', 'function'),
	senderAuthorised: flag(true, 'The sender is on the list of the company (6)'),
	userRestrictedToEntities: flag(false, 'The user may not work at the top level (4)'),
	sessionBoundToEndpoint: flag(true, 'A session is invalid at any address but its endpoint (4, checklist 9)'),
	sessionDurationSeconds: number(21_600, 'Session duration set for the user (4)'),
	omitSessionTimeout: flag(false, 'Leave sessiontimeout out, as before 2019 (4)'),
	endpointUrl: text('', 'Endpoint to hand out instead of the own one, to try foreign hosts (4)'),
	gmtOffset: text('-08:00', 'gmtoffset of the user (7)'),
	locale: text('en_US', 'locale that readUserFormatting reports (7)'),
	dateFormat: text('/mdY', 'dateformat that readUserFormatting reports; the wire stays MM/DD/YYYY (7)'),
	clockFormat: text('24', 'clock that readUserFormatting reports (7)'),
	daylightSaving: choice('Whether stamps follow US daylight saving while gmtoffset stays (7)', 'none', 'us'),
	auWhenCreatedZone: choice('Zone of AUWHENCREATED: a recorded bill shows two zones in one record (7)', 'user', 'utc'),
	bareTimestampZone: choice('Zone of timestamps in json and csv answers (22)', 'user', 'utc'),
	midnightStampsAsDate: flag(false, 'A TIMESTAMP at midnight is written as a date only (7)'),
	visibilityLagSeconds: number(0, 'A record becomes readable this long after its stamp (11.3)'),
	unordered: choice(
		'Order of rows without orderby (8): shuffled, shuffled anew on every call, or natural',
		'shuffled',
		'changing',
		'natural',
	),
	nullsOrder: choice('Where empty values sort in ascending order', 'last', 'first'),
	omitNullElements: flag(false, 'Leave empty fields out of records (7)'),
	emptyResult: choice('Attributes on a query without rows (8)', 'full', 'minimal'),
	resultIdLifeSeconds: number(0, 'How long a resultId lives; 0 as long as its session (9)'),
	nestedLineCase: choice('Case of line elements in read answers (9)', 'lower', 'upper'),
	mixedKeys: choice('read with some unknown keys: leave them out, or fail (9)', 'omit', 'fail'),
	queryGlAccountBalance: flag(false, 'query works on GLACCOUNTBALANCE (22)'),
	sumNaming: choice('Name of sum() in results (8)', 'prefixed', 'bare'),
	legacyReadsShowPrivate: flag(false, 'readByQuery and read at the top level see records private to entities (8)'),
	abortedLater: choice('Functions behind the failing one of a transaction', 'omitted', 'listed'),
	repeatedControlId: choice('Level of the refusal of a repeated controlid with uniqueid (3)', 'function', 'control'),
	repeatedControlIdErrorno: text('BL34000061', 'errorno of that refusal (3)'),
	maxFunctions: number(0, 'Most functions per request; 0 for no limit (3)'),
	concurrency: number(0, 'Parallel requests served before HTTP 429 GW-0010; 0 for no limit (16)'),
	processingMs: number(0, 'Real time every request takes, so that requests can overlap'),
	deniedObjects: text('', 'Comma list of objects that the user may not read: PL04000005 (6)'),
	auditAllowed: flag(true, 'The user may view the audit history (11.8)'),
	auditDenial: choice('errorno of the refusal (5)', 'empty', 'missing'),
	auditModeInResults: choice('ACCESSMODE in results (11.8)', 'letter', 'word'),
	auditKeySuffix: text('', 'Suffix on OBJECTKEY such as --REC (11.8)'),
	auditMaxOffset: number(10_000, 'Larger offsets on AUDITHISTORY fail (11.8)'),
	multiBaseCurrency: flag(true, 'Balances need a locationid (13)'),
	trialBalanceDimensions: choice(
		'Names of the dimension elements in trial balance rows (13)',
		'departmentid/locationid',
		'department/location',
		'deptno/locno',
	),
	legacyListAttributes: flag(true, 'Legacy lists carry <listtype start end total> (13)'),
	glDetailRecordNo: choice('Form of GLDETAIL.RECORDNO of new records (12)', 'suffixed', 'integer'),
} as const satisfies Record<string, SwitchDefinition>;

export type SwitchName = keyof typeof SWITCHES;

const NAMES = Object.keys(SWITCHES) as SwitchName[];

const isName = (name: string): name is SwitchName => Object.hasOwn(SWITCHES, name);

const checked = (name: string, value: unknown): SwitchValue => {
	if (!isName(name)) throw new Error(`unknown switch ${name}; known: ${NAMES.join(', ')}`);
	const definition: SwitchDefinition = SWITCHES[name];
	if (typeof value !== typeof definition.default) throw new Error(`switch ${name} takes a ${typeof definition.default}`);
	if (definition.choices && !definition.choices.includes(String(value)))
		throw new Error(`switch ${name} takes ${definition.choices.join(' or ')}`);
	return value as SwitchValue;
};

export class Switches {
	private readonly values = new Map<string, SwitchValue>();

	constructor(private readonly initial: Readonly<Record<string, SwitchValue>> = {}) {
		this.reset();
	}

	reset(): void {
		this.values.clear();
		this.set(this.initial);
	}

	/** Changes all or nothing. */
	set(changes: Readonly<Record<string, unknown>>): void {
		const accepted = Object.entries(changes).map(([name, value]) => [name, checked(name, value)] as const);
		for (const [name, value] of accepted) this.values.set(name, value);
	}

	text(name: SwitchName): string {
		return String(this.value(name));
	}

	number(name: SwitchName): number {
		return Number(this.value(name));
	}

	flag(name: SwitchName): boolean {
		return this.value(name) === true;
	}

	list(): Record<string, { value: SwitchValue; default: SwitchValue; meaning: string; choices?: readonly string[] }> {
		return Object.fromEntries(NAMES.map((name) => [name, { value: this.value(name), ...SWITCHES[name] }]));
	}

	private value(name: SwitchName): SwitchValue {
		return this.values.get(name) ?? SWITCHES[name].default;
	}
}
