import type { EntityType, Kind, Property, Resource, Verb } from './types';

const KINDS: ReadonlySet<string> = new Set(['text', 'enum', 'date', 'amount', 'decimal', 'integer', 'flag', 'rows']);
const FIRST: Readonly<Record<Kind, string>> = { text: '', enum: '', date: '', amount: '0', decimal: '0', integer: '0', flag: 'false', rows: '' };
const DEFAULT_LENGTH = 60;

const isKind = (word: string): word is Kind => KINDS.has(word);

/** `Code1..10` stands for ten names. */
const namesOf = (text: string): readonly string[] => {
	const [, head, from, to, tail] = /^(\w*?)(\d+)\.\.(\d+)(\w*)$/.exec(text) ?? [];
	if (head === undefined || from === undefined || to === undefined) return [text];
	return Array.from({ length: Number(to) - Number(from) + 1 }, (_,
		at) => `${head}${String(Number(from) + at).padStart(from.length, '0')}${tail ?? ''}`);
};

/**
 * One property per line: `Name kind …`, `ServedName<KeptName kind …`. Behind `text` stands its length, behind `enum` its words with the
 * initial one first, behind `rows` their type; `yesno` is the enum of No and Yes.
 */
const propertiesOf = (line: string, types: ReadonlyMap<string, EntityType>): readonly Property[] => {
	const [names = '', written = '', ...rest] = line.split(/\s+/);
	const [served = '', kept = served] = names.split('<');
	const kind = written === 'yesno' ? 'enum' : written;
	if (!isKind(kind)) throw new Error(`no kind in: ${line}`);
	const words = written === 'yesno' ? ['No', 'Yes'] : kind === 'enum' ? rest : [];
	const type = kind === 'rows' ? types.get(rest[0] ?? '') : undefined;
	if (kind === 'rows' && type === undefined) throw new Error(`no type in: ${line}`);
	const fields = namesOf(kept);
	return namesOf(served).map((name, at) => ({
		name, field: fields[at] ?? name, kind, length: kind === 'text' ? Number(rest[0] ?? DEFAULT_LENGTH) : 0,
		initial: kind === 'enum' ? (words[0] ?? '') : FIRST[kind], words, shown: new Map(), ...(type === undefined ? {} : { type }),
	}));
};

export const entityType = (name: string, properties: readonly Property[], key: readonly string[]): EntityType => {
	const byName = new Map(properties.map((property) => [property.name, property]));
	if (byName.size !== properties.length) throw new Error(`${name} has a property twice`);
	return { name, properties, byName, key: key.map((field) => {
		const property = properties.find((one) => one.field === field);
		if (property === undefined) throw new Error(`${name} has no key ${field}`);
		return property;
	}) };
};

/** `type('JournalDetail', 'TransactionNumber', '…', [types of its rows])`; several key fields with blanks between. */
export const type = (name: string, key: string, lines: string, nested: readonly EntityType[] = []): EntityType => {
	const types = new Map(nested.map((one) => [one.name, one]));
	const properties = lines.split('\n').map((line) => line.trim()).filter((line) => line !== '').flatMap((line) => propertiesOf(line, types));
	return entityType(name, properties, key === '' ? [] : key.split(' '));
};

const VERBS: Readonly<Record<string, Verb>> = { g: 'GET', p: 'POST', u: 'PUT', d: 'DELETE', a: 'PATCH' };

/** `verbs` are letters: g GET, p POST, u PUT, d DELETE, a PATCH. */
export const resource = (module: string, name: string, entity: EntityType, verbs: string): Resource =>
	({ module, name, type: entity, verbs: [...verbs].map((letter) => VERBS[letter]!), process: false });

export const process = (module: string, name: string, entity: EntityType): Resource => ({ module, name, type: entity, verbs: ['POST'],
	process: true });
