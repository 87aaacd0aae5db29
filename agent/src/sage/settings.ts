import { DEFAULT_NAMES, isTableName, type Names, type TableName, type TableNames } from './names';

/** What the administrator writes. Everything but the home folder has a default; unknown words are refused. */
export interface SageConfig {
	/** `<install>\MAS90\Home`; a wrong path makes every object fail (reference sage-100 2). */
	readonly home: string;
	/** `winax` on Windows; `module` loads `comModule` instead, which exports `createObject(progId)`. */
	readonly com?: 'winax' | 'module';
	readonly comModule?: string;
	/** By-reference arguments of winax. */
	readonly byRefTypes?: { readonly text?: string; readonly number?: string };
	/** Without a user the Windows account of the service signs on (unified logon). */
	readonly user?: string;
	readonly password?: string;
	/** Codes, or codes with their own facts. Empty: the companies that Sage lists. */
	readonly companies?: ReadonlyArray<string | CompanyConfig>;
	/** IANA name of the Sage server's zone; without it the zone of this machine. */
	readonly timeZone?: string;
	readonly seconds?: Partial<Seconds>;
	readonly patterns?: Partial<Readonly<Record<PatternName, readonly string[]>>>;
	readonly names?: Readonly<Record<string, Partial<TableNames>>>;
	readonly numberAsText?: string;
	readonly keysPerSet?: number;
	readonly filterLength?: number;
	/** Whether searches by key hand over where to begin and to end; they are right without, and slow. */
	readonly keyBounds?: boolean;
	readonly journal?: Partial<JournalSettings>;
	readonly closedOrderStates?: readonly string[];
	/** Columns of GL_Account that start with UDF_, to be handed out. */
	readonly userColumns?: readonly string[];
}

export interface CompanyConfig {
	readonly code: string;
	readonly timeZone?: string;
	readonly functionalCurrency?: string;
}

export interface Seconds {
	/** Start of the process and logon; it comes on top of the first request. */
	readonly open: number;
	readonly read: number;
	/** Reading all keys of a table. */
	readonly scan: number;
	readonly write: number;
	/** A session that does nothing holds a licence seat; after this time it is closed. */
	readonly idle: number;
	/** After a refused logon of an unknown kind. */
	readonly logonPause: number;
	/** What a caller who met a lock is told to wait. */
	readonly lock: number;
}

export type PatternName = 'locked' | 'exclusive' | 'noLicence' | 'badLogon' | 'unknownCompany';

export interface JournalSettings {
	/** `auto`: by the column of GL_Options, no when there is none. */
	readonly useBatches: 'auto' | 'yes' | 'no';
	readonly nextNumberMethods: readonly string[];
	readonly selectBatchMethods: readonly string[];
	readonly newBatchMethods: readonly string[];
	/** Classes of the update of a journal register, and the method that runs it with the batch as argument, if there is one. Without a method nobody runs it here. */
	readonly updateClasses: readonly string[];
	readonly updateMethods: readonly string[];
	/** Written into the auto-reverse column. */
	readonly autoReverseValue: string;
	/** Widths that the objects do not tell. */
	readonly journalComment: number | null;
	readonly lineComment: number | null;
	readonly journalLines: number | null;
	/** A period before the current one counts as closed where the calendar has no state of its own. */
	readonly pastPeriodsOpen: boolean;
	/** Fiscal years before the current one in which a posted entry is looked for. */
	readonly lookBackYears: number;
}

export interface SageSettings extends Required<Omit<SageConfig, 'comModule' | 'user' | 'password' | 'companies' | 'seconds' | 'patterns' | 'names' | 'journal' | 'byRefTypes'>> {
	readonly comModule: string;
	readonly byRefTypes: { readonly text: string; readonly number: string };
	readonly user: string;
	readonly password: string;
	readonly companies: readonly CompanyConfig[];
	readonly seconds: Seconds;
	readonly patterns: Readonly<Record<PatternName, readonly string[]>>;
	readonly names: Names;
	readonly journal: JournalSettings;
}

export const SECONDS: Seconds = { open: 90, read: 60, scan: 300, write: 120, idle: 300, logonPause: 900, lock: 15 };

/** Sage's texts are in its own language and not in public sources: first guesses, to be added to by experience. */
const PATTERNS: Readonly<Record<PatternName, readonly string[]>> = {
	locked: ['in use', 'locked', 'being (?:edited|updated|changed)', 'another user'],
	exclusive: ['exclusive', 'period end', 'year end', 'backup', 'maintenance', 'single user'],
	noLicence: ['licen[cs]e', 'maximum (?:number of )?users', 'no (?:free )?seat'],
	badLogon: ['password', 'locked', 'inactive', 'disabled', 'expired', 'not (?:a )?valid user', 'invalid (?:user|logon|login)', 'unknown user'],
	unknownCompany: [],
};

const JOURNAL: JournalSettings = {
	useBatches: 'auto', nextNumberMethods: ['nGetNextEntryNo', 'nGetNextJournalEntryNo', 'nGetNextNo'], selectBatchMethods: ['nSelectBatch'],
	newBatchMethods: ['nSelectNewBatch'], updateClasses: ['GL_TransactionJournal_upd', 'GL_GeneralJournal_upd'], updateMethods: [], autoReverseValue: 'Y', journalComment: 2048, lineComment: null, journalLines: null,
	pastPeriodsOpen: false, lookBackYears: 1,
};

const KNOWN = new Set([
	'home', 'com', 'comModule', 'byRefTypes', 'user', 'password', 'companies', 'timeZone', 'seconds', 'patterns', 'names', 'numberAsText',
	'keysPerSet', 'filterLength', 'keyBounds', 'journal', 'closedOrderStates', 'userColumns',
]);

class ConfigError extends Error {
	constructor(sentence: string) {
		super(`Configuration of Sage: ${sentence}`);
		this.name = 'ConfigError';
	}
}

const zoneChecked = (zone: string): string => {
	try {
		return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone && zone;
	} catch {
		throw new ConfigError(`"${zone}" is no time zone; write one like America/Chicago.`);
	}
};

const companyChecked = (entry: string | CompanyConfig): CompanyConfig => {
	const company = typeof entry === 'string' ? { code: entry } : entry;
	if (!/^[0-9A-Za-z]{3}$/.test(company.code)) throw new ConfigError(`"${company.code}" is no company code; it has three letters or digits.`);
	if (company.timeZone !== undefined) zoneChecked(company.timeZone);
	return { ...company, code: company.code.toUpperCase() };
};

const patternsChecked = (patterns: Readonly<Record<PatternName, readonly string[]>>): Readonly<Record<PatternName, readonly string[]>> => {
	for (const [name, texts] of Object.entries(patterns)) {
		if (!Object.hasOwn(PATTERNS, name)) throw new ConfigError(`there are no patterns called "${name}".`);
		for (const text of texts) {
			try {
				new RegExp(text, 'iu');
			} catch {
				throw new ConfigError(`patterns.${name} has "${text}", which is no regular expression.`);
			}
		}
	}
	return patterns;
};

/** One table of the names with the administrator's words over the defaults. */
const tableWith = (table: TableName, own: Partial<TableNames> | undefined): TableNames => {
	const base: TableNames = DEFAULT_NAMES[table];
	for (const role of Object.keys(own?.columns ?? {})) {
		if (!Object.hasOwn(base.columns, role)) throw new ConfigError(`names.${table}.columns has no role "${role}"; there are ${Object.keys(base.columns).join(', ')}.`);
	}
	return { ...base, ...own, key: base.key, columns: { ...base.columns, ...own?.columns } };
};

const namesWith = (own: SageConfig['names'] = {}): Names => {
	for (const table of Object.keys(own)) {
		if (!isTableName(table)) throw new ConfigError(`names has no table "${table}"; there are ${Object.keys(DEFAULT_NAMES).join(', ')}.`);
	}
	const tables = Object.keys(DEFAULT_NAMES).filter(isTableName).map((table) => [table, tableWith(table, own[table])] as const);
	return Object.fromEntries(tables) as Record<TableName, TableNames>;
};

const positive = <T extends object>(name: string, values: T): T => {
	for (const [key, value] of Object.entries(values)) {
		if (typeof value !== 'number' || !(value > 0)) throw new ConfigError(`${name}.${key} must be a number above zero.`);
	}
	return values;
};

/** @throws ConfigError with a sentence for the administrator; no secret is in it */
export const readSageSettings = (config: SageConfig): SageSettings => {
	for (const key of Object.keys(config)) if (!KNOWN.has(key)) throw new ConfigError(`there is no setting "${key}".`);
	const { com = 'winax', comModule = '', user = '', password = '' } = config;
	if (typeof config.home !== 'string' || config.home === '') throw new ConfigError('home is missing, the folder MAS90\\Home of the installation.');
	if (com !== 'winax' && com !== 'module') throw new ConfigError('com is "winax" or "module".');
	if (com === 'module' && comModule === '') throw new ConfigError('com is "module", so comModule must be the path of that module.');
	const numberAsText = config.numberAsText ?? 'STR({column})';
	if (!numberAsText.includes('{column}')) throw new ConfigError('numberAsText must contain {column}.');
	return {
		home: config.home,
		com,
		comModule,
		byRefTypes: { text: 'pstring', number: 'pdouble', ...config.byRefTypes },
		user,
		password,
		companies: (config.companies ?? []).map(companyChecked),
		timeZone: zoneChecked(config.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
		seconds: positive('seconds', { ...SECONDS, ...config.seconds }),
		patterns: patternsChecked({ ...PATTERNS, ...config.patterns }),
		names: namesWith(config.names),
		numberAsText,
		...positive('limits', { keysPerSet: config.keysPerSet ?? 250, filterLength: config.filterLength ?? 7_000 }),
		keyBounds: config.keyBounds ?? true,
		journal: { ...JOURNAL, ...config.journal },
		closedOrderStates: config.closedOrderStates ?? ['C'],
		userColumns: config.userColumns ?? [],
	};
};
