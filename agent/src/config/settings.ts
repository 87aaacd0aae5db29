import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020, { type ErrorObject } from 'ajv/dist/2020';
import { fieldOf } from '../contract/checks';
import { SECONDS } from '../sage/settings';
import { type TlsFiles } from '../tls/certificate';

export interface Settings {
	readonly port: number;
	/** Address to listen on; all of them unless told. */
	readonly listen: string;
	/** A certificate of the site; without it the agent makes its own. */
	readonly tls?: TlsFiles;
	/** Further names and addresses under which clients reach this machine, for the agent's own certificate. */
	readonly names: readonly string[];
	/** Whether journal registers may be run through the agent (contract, `POST /gl/journal-registers`). */
	readonly journalRegisters: boolean;
	readonly waitSeconds: number;
	readonly waitersPerCompany: number;
	readonly cursorMinutes: number;
	/** How long after losing sight of a creation "nothing found" proves nothing; in a configuration not less than a write may take. */
	readonly quietSeconds: number;
	/** How long a stop waits for requests that run. */
	readonly stopSeconds: number;
	/** Check every answer against the contract before it is sent; for tests and for finding faults. */
	readonly verifyAnswers: boolean;
	/** For `openSage`, which checks it. */
	readonly sage: Readonly<Record<string, unknown>>;
}

export const DEFAULTS: Settings = {
	port: 8443,
	listen: '0.0.0.0',
	names: [],
	journalRegisters: false,
	waitSeconds: 5,
	waitersPerCompany: 8,
	cursorMinutes: 60,
	quietSeconds: SECONDS.write,
	stopSeconds: 30,
	verifyAnswers: false,
	sage: {},
};

const SCHEMA = {
	type: 'object',
	additionalProperties: false,
	properties: {
		port: { type: 'integer', minimum: 0, maximum: 65535 },
		listen: { type: 'string', minLength: 1 },
		tls: {
			type: 'object',
			additionalProperties: false,
			required: ['certificate', 'key'],
			properties: { certificate: { type: 'string', minLength: 1 }, key: { type: 'string', minLength: 1 } },
		},
		names: { type: 'array', items: { type: 'string', minLength: 1 } },
		journalRegisters: { type: 'boolean' },
		waitSeconds: { type: 'number', minimum: 0, maximum: 60 },
		waitersPerCompany: { type: 'integer', minimum: 0, maximum: 100 },
		cursorMinutes: { type: 'number', minimum: 60, maximum: 1440 },
		quietSeconds: { type: 'number', minimum: 0, maximum: 3600 },
		stopSeconds: { type: 'number', minimum: 0, maximum: 600 },
		verifyAnswers: { type: 'boolean' },
		sage: { type: 'object' },
	},
} as const;

const validate = new Ajv2020({ allErrors: false }).compile<Partial<Settings>>(SCHEMA);

const SENTENCES: Readonly<Record<string, (error: ErrorObject, field: string) => string>> = {
	additionalProperties: (_error, field) => `There is no setting "${field}". Known: ${Object.keys(SCHEMA.properties).join(', ')}.`,
	required: (_error, field) => `The setting "${field}" is missing.`,
};

/** `openSage` refuses what is no number. */
const writeSeconds = (sage: Settings['sage'] = {}): number => {
	const { seconds } = sage;
	const write = typeof seconds === 'object' && seconds !== null && 'write' in seconds ? seconds.write : undefined;
	return typeof write === 'number' ? write : SECONDS.write;
};

/** A configuration → settings with defaults. Throws a sentence that names the file and the setting. */
export const settingsOf = (value: unknown, file: string): Settings => {
	if (!validate(value)) {
		const [error] = validate.errors ?? [];
		if (error === undefined) throw new Error(`${file} cannot be used.`);
		const field = fieldOf(error);
		const told = SENTENCES[error.keyword]?.(error, field) ?? `The setting "${field}" ${error.message ?? 'cannot be used'}.`;
		throw new Error(`${file}: ${field === '' && SENTENCES[error.keyword] === undefined ? 'the file must hold one JSON object.' : told}`);
	}
	const write = writeSeconds(value.sage);
	if (value.quietSeconds !== undefined && value.quietSeconds < write) {
		throw new Error(`${file}: The setting "quietSeconds" is ${value.quietSeconds}, but Sage 100 may take ${write} seconds for an entry (sage.seconds.write). `
			+ `Set it to ${write} or more, or leave it out; with less an entry could be stored twice.`);
	}
	return { ...DEFAULTS, quietSeconds: Math.max(DEFAULTS.quietSeconds, write), ...value };
};

export const configFile = (folder: string): string => path.join(folder, 'agent.json');

export const readSettings = (folder: string): Settings => {
	const file = configFile(folder);
	if (!existsSync(file)) throw new Error(`There is no ${file}. Write it as the README shows, or name the folder by --config.`);
	let value: unknown;
	try {
		// Editors of Windows like to put a byte order mark in front.
		value = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
	} catch (cause) {
		throw new Error(`${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}. A backslash in a path is written twice (C:\\\\Sage).`);
	}
	return settingsOf(value, file);
};

/** Every text in the `sage` section whose name sounds like a secret, so that the log can blank it. */
export const secretsIn = (section: Readonly<Record<string, unknown>>): string[] =>
	Object.entries(section).flatMap(([name, value]) => {
		if (typeof value === 'string') return /pass|secret|pwd/i.test(name) ? [value] : [];
		return typeof value === 'object' && value !== null ? secretsIn(value as Readonly<Record<string, unknown>>) : [];
	});
