import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type AgentClock, instantText } from '../agent-clock';
import { Failure } from '../http/failure';
import { type SecretHash, hashSecret, newKey, partsOf, secretFits } from './key-secret';

export const RIGHTS = ['read', 'journals:write', 'registers:run'] as const;
export type Right = (typeof RIGHTS)[number];

/** What the agent knows of a caller. `companies` null means all. */
export interface Caller {
	readonly keyId: string;
	readonly name: string;
	readonly companies: readonly string[] | null;
	readonly rights: readonly Right[];
}

interface KeyRecord extends Caller {
	readonly createdAt: string;
	readonly secret: SecretHash;
}

export type KeyFacts = Omit<KeyRecord, 'secret'>;

const isRight = (value: unknown): value is Right => RIGHTS.some((right) => right === value);

const recordOf = (value: unknown): KeyRecord => {
	const record = value as Partial<KeyRecord> | null;
	const texts = [record?.keyId, record?.name, record?.createdAt, record?.secret?.salt, record?.secret?.hash];
	const companies = record?.companies;
	const listed = companies === null || (Array.isArray(companies) && companies.every((code) => typeof code === 'string'));
	if (record === null || texts.some((text) => typeof text !== 'string') || !listed || !Array.isArray(record.rights) || !record.rights.every(isRight)) {
		throw new Error('keys.json holds an entry that the agent did not write. Restore the file or remove the entry.');
	}
	return record as KeyRecord;
};

/**
 * API keys in `keys.json`: only hashes, never a key. A change by the command line counts at once, because the file is
 * read again when its stamp or size changed.
 */
export class KeyStore {
	private readonly file: string;
	private records: readonly KeyRecord[] = [];
	private read = '';
	/** Digest of a key that was found right → its record; emptied whenever the file changes. */
	private readonly proved = new Map<string, KeyRecord>();

	constructor(folder: string, private readonly clock: AgentClock) {
		this.file = path.join(folder, 'keys.json');
	}

	list(): readonly KeyFacts[] {
		this.refresh();
		return this.records.map(({ secret: _secret, ...facts }) => facts);
	}

	/** The text of the key is given here once and is nowhere kept. */
	async add(name: string, companies: readonly string[] | null, rights: readonly Right[]): Promise<{ readonly facts: KeyFacts; readonly text: string }> {
		this.refresh();
		const { id, secret, text } = newKey();
		const facts: KeyFacts = { keyId: id, name, companies, rights, createdAt: instantText(this.clock.now()) };
		this.write([...this.records, { ...facts, secret: await hashSecret(secret) }]);
		return { facts, text };
	}

	remove(keyId: string): boolean {
		this.refresh();
		const left = this.records.filter((record) => record.keyId !== keyId);
		if (left.length === this.records.length) return false;
		this.write(left);
		return true;
	}

	/** Rejects with UNAUTHORIZED; the sentence does not tell what was wrong with a key. */
	async caller(given: string | undefined): Promise<Caller> {
		if (given === undefined || given === '') throw new Failure('UNAUTHORIZED', 'Header X-API-Key is missing.');
		this.refresh();
		const digest = createHash('sha256').update(given).digest('base64');
		const proved = this.proved.get(digest);
		if (proved !== undefined) return proved;
		const parts = partsOf(given);
		const record = parts === undefined ? undefined : this.records.find(({ keyId }) => keyId === parts.id);
		const seen = this.read;
		if (parts === undefined || record === undefined || !(await secretFits(parts.secret, record.secret))) throw new Failure('UNAUTHORIZED', 'Unknown API key.');
		// The file may have changed while the hash was computed.
		if (seen === this.read) this.proved.set(digest, record);
		return record;
	}

	private refresh(): void {
		const state = existsSync(this.file) ? statSync(this.file) : undefined;
		const stamp = state === undefined ? 'none' : `${state.mtimeMs} ${state.size} ${state.ino}`;
		if (stamp === this.read) return;
		const content: unknown = state === undefined ? [] : JSON.parse(readFileSync(this.file, 'utf8'));
		if (!Array.isArray(content)) throw new Error('keys.json is not a list of keys. Restore the file.');
		this.records = content.map(recordOf);
		this.proved.clear();
		this.read = stamp;
	}

	private write(records: readonly KeyRecord[]): void {
		mkdirSync(path.dirname(this.file), { recursive: true });
		const fresh = `${this.file}.new`;
		writeFileSync(fresh, `${JSON.stringify(records, null, '\t')}\n`, { mode: 0o600 });
		renameSync(fresh, this.file);
		this.refresh();
	}
}

/** The company as Sage writes it. Rejects with FORBIDDEN when the key is not bound to it. */
export const mayUse = ({ companies }: Caller, company: string): boolean => companies === null || companies.includes(company);

const NEEDS: Readonly<Record<string, string>> = {
	read: 'read',
	'journals:write': 'create journals',
	'registers:run': 'run journal registers',
};

/** Any one of the rights is enough. */
export const demandRight = ({ rights }: Caller, ...wanted: readonly Right[]): void => {
	if (wanted.length === 0 || wanted.some((right) => rights.includes(right))) return;
	const [first = 'read'] = wanted;
	throw new Failure('FORBIDDEN', `This key may not ${NEEDS[first]}; it lacks the right ${first}.`);
};
