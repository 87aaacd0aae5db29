/** DATATYPE words of lookup (reference 10). */
export type FieldType = 'TEXT' | 'INTEGER' | 'BOOLEAN' | 'DATE' | 'TIMESTAMP' | 'ENUM' | 'DECIMAL' | 'CURRENCY' | 'PERCENT' | 'SEQUENCE';

export interface FieldDefinition {
	readonly name: string;
	readonly type: FieldType;
	readonly label: string;
	/** ENUM: word on the wire → character that readByQuery compares with (reference 9). */
	readonly codes?: Readonly<Record<string, string>>;
	/** BOOLEAN written T/F instead of true/false (reference 7). */
	readonly letters?: boolean;
	readonly required?: boolean;
	readonly readOnly?: boolean;
	readonly custom?: boolean;
}

/** A many-to-one step of a dotted path: own field `via` holds the value of `key` in `object`. */
export interface Relationship {
	readonly path: string;
	readonly object: string;
	readonly via: string;
	readonly key: string;
}

export interface ObjectDefinition {
	readonly name: string;
	readonly label: string;
	/** Identifies a record in the store. */
	readonly keyField: string;
	/** What readByName looks up and what the audit history names (reference 11.8). */
	readonly nameField: string;
	/** Field that moves with every change; absent where the reference knows none. */
	readonly stampField?: string;
	readonly createdField?: string;
	/** Lines are not audited on their own (reference 11.8). */
	readonly audited: boolean;
	readonly fields: readonly FieldDefinition[];
	readonly relationships: readonly Relationship[];
	/** Lines that read returns nested. */
	readonly lines?: { readonly object: string; readonly container: string; readonly parentField: string };
	readonly dimension?: { readonly term: string; readonly userDefined: boolean };
}

interface Draft {
	readonly label: string;
	readonly nameField?: string;
	readonly keyField?: string;
	/** Space-separated field names by type. */
	readonly text?: string;
	readonly integer?: string;
	readonly date?: string;
	readonly timestamp?: string;
	readonly currency?: string;
	readonly decimal?: string;
	readonly boolean?: string;
	readonly letters?: string;
	readonly enums?: Readonly<Record<string, Readonly<Record<string, string>>>>;
	readonly required?: string;
	readonly relationships?: readonly Relationship[];
	readonly lines?: ObjectDefinition['lines'];
	readonly dimension?: ObjectDefinition['dimension'];
	readonly audited?: boolean;
	/** `document`: WHENCREATED is the document's date and AUWHENCREATED the creation stamp (reference trap 11). */
	readonly stamps?: 'usual' | 'document' | 'none';
	readonly private?: boolean;
	readonly status?: boolean;
	readonly recordNo?: 'INTEGER' | 'TEXT';
}

export const STATUS_CODES = { active: 'T', inactive: 'F' };

export const labelOf = (name: string): string => {
	const words = name.replace(/[_.]/g, ' ').toLowerCase();
	return words.charAt(0).toUpperCase() + words.slice(1);
};

const names = (list: string | undefined): string[] => (list ?? '').split(/\s+/).filter((name) => name !== '');

const STAMP_FIELDS: Readonly<Record<'usual' | 'document' | 'none', readonly string[]>> = {
	usual: ['WHENCREATED', 'WHENMODIFIED'],
	document: ['AUWHENCREATED', 'WHENMODIFIED'],
	none: [],
};

/** Builds a definition with the fields that are common to most objects (reference 12). */
export const define = (name: string, draft: Draft): ObjectDefinition => {
	const keyField = draft.keyField ?? 'RECORDNO';
	const stamps = STAMP_FIELDS[draft.stamps ?? 'usual'];
	const required = new Set(names(draft.required));
	const field =
		(type: FieldType, extra: Partial<FieldDefinition> = {}) =>
		(fieldName: string): FieldDefinition => ({
			name: fieldName,
			type,
			label: labelOf(fieldName),
			...(required.has(fieldName) ? { required: true } : {}),
			...extra,
		});
	const fields = [
		...(keyField === 'RECORDNO' ? [field(draft.recordNo ?? 'INTEGER', { readOnly: true })('RECORDNO')] : []),
		...names(draft.text).map(field('TEXT')),
		...names(draft.integer).map(field('INTEGER')),
		...names(draft.date).map(field('DATE')),
		...names(draft.currency).map(field('CURRENCY')),
		...names(draft.decimal).map(field('DECIMAL')),
		...names(draft.boolean).map(field('BOOLEAN')),
		...names(draft.letters).map(field('BOOLEAN', { letters: true })),
		...Object.entries(draft.enums ?? {}).map(([enumName, codes]) => field('ENUM', { codes })(enumName)),
		...(draft.status === false ? [] : [field('ENUM', { codes: STATUS_CODES })('STATUS')]),
		...names(draft.timestamp).map(field('TIMESTAMP', { readOnly: true })),
		...stamps.map(field('TIMESTAMP', { readOnly: true })),
		...(stamps.length > 0 ? ['CREATEDBY', 'MODIFIEDBY'].map(field('INTEGER', { readOnly: true })) : []),
		...(draft.private === false
			? []
			: [
					field('INTEGER', { readOnly: true })('MEGAENTITYKEY'),
					...['MEGAENTITYID', 'MEGAENTITYNAME'].map(field('TEXT', { readOnly: true })),
				]),
		...(stamps.length > 0 ? ['RECORD_URL'].map(field('TEXT', { readOnly: true })) : []),
	];
	return {
		name,
		label: draft.label,
		keyField,
		nameField: draft.nameField ?? keyField,
		fields,
		...(stamps.length > 0 ? { stampField: stamps[1], createdField: stamps[0] } : {}),
		audited: draft.audited ?? true,
		relationships: draft.relationships ?? [],
		...(draft.lines ? { lines: draft.lines } : {}),
		...(draft.dimension ? { dimension: draft.dimension } : {}),
	};
};

export const to = (path: string, object: string, via: string, key: string): Relationship => ({ path, object, via, key });
