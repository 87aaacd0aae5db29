import { FatalError } from '../../../core/errors';
import { isJsonObject, jsonList, jsonObject, jsonText, type ExactJson, type JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';

export type FieldType = 'text' | 'flag' | 'whole' | 'decimal' | 'moment' | 'date' | 'guid' | 'unknown';

export interface FieldDescription {
	/** As `$select` names it: `Status`, `Details/Account`, `MainContact/Address/City`. */
	readonly path: string;
	readonly type: FieldType;
	/** The detail entity to which it belongs: `Details`; '' for the record itself and its linked entities. */
	readonly detail: string;
}

export interface EntityDescription {
	readonly entity: string;
	readonly fields: readonly FieldDescription[];
	/** Detail entities that can be expanded. */
	readonly details: readonly string[];
	/** Linked entities that can be expanded, nested ones as `MainContact/Address`. */
	readonly linked: readonly string[];
	/** `ReleaseJournalTransaction` */
	readonly actions: readonly string[];
}

/** The document of one endpoint, read once. */
export interface OpenApi {
	readonly entities: readonly string[];
	/** @throws FatalError when the endpoint has no such entity */
	describe(entity: string): EntityDescription;
}

const TYPES: Readonly<Record<string, FieldType>> = {
	StringValue: 'text', BooleanValue: 'flag', IntValue: 'whole', ShortValue: 'whole', LongValue: 'whole', ByteValue: 'whole',
	DecimalValue: 'decimal', DoubleValue: 'decimal', GuidValue: 'guid', DateTimeValue: 'moment', DateOnlyValue: 'date',
};
const SYSTEM_MEMBERS: ReadonlySet<string> = new Set(['id', 'rowNumber', 'note', 'custom', 'error', 'files', '_links', 'delete', '_workflowActions']);

/** Contacts hold contacts again: deeper than this nothing of use is found. */
const DEEPEST = 2;

const refName = (schema: JsonObject): string => jsonText(schema.$ref).replace('#/components/schemas/', '');

/** The members that a schema declares itself; what all entities share stands in another one. */
const propertiesOf = (schema: JsonObject): JsonObject => {
	const own = jsonObject(schema.properties);
	return jsonList(schema.allOf).filter(isJsonObject).reduce<JsonObject>((all, part) => ({ ...all, ...jsonObject(part.properties) }), own);
};

interface Found {
	readonly fields: FieldDescription[];
	readonly details: string[];
	readonly linked: string[];
}

const collect = (schemas: JsonObject, entity: string, prefix: string, detail: string, depth: number, found: Found): void => {
	for (const [name, raw] of Object.entries(propertiesOf(jsonObject(schemas[entity])))) {
		if (SYSTEM_MEMBERS.has(name)) continue;
		const member = jsonObject(raw);
		const path = prefix + name;
		const type = TYPES[refName(member)];
		if (type !== undefined) {
			found.fields.push({ path, type, detail });
		} else if (member.type === 'array') {
			// Details of details and of linked entities would be rows of rows.
			if (prefix !== '') continue;
			found.details.push(path);
			collect(schemas, refName(jsonObject(member.items)), `${path}/`, path, 1, found);
		} else if (refName(member) !== '' && depth < DEEPEST) {
			found.linked.push(path);
			collect(schemas, refName(member), `${path}/`, detail, depth + 1, found);
		}
	}
};

const unknown = (entity: string, entities: readonly string[]): FatalError => {
	const near = entities.filter((each) => each.toLowerCase().includes(entity.toLowerCase()) || entity.toLowerCase().includes(each.toLowerCase()));
	return new FatalError({
		system: SYSTEM, operation: `describe ${entity}`, said: `this endpoint has no entity ${entity}${near.length > 0 ? `; it has ${near.join(', ')}` : ''}`,
		remedy: 'Choose an entity from the list. AP payments are Check, customer payments are Payment; branches are in CompaniesStructure.',
	});
};

/** `/JournalTransaction` → the entity; `/JournalTransaction/ReleaseJournalTransaction` → its action. */
const PATH = /^\/([A-Za-z_]\w*)(?:\/([A-Za-z_]\w*))?$/;

/** @throws FatalError when the document describes no entities */
export const readOpenApi = (answer: ExactJson): OpenApi => {
	const document = jsonObject(answer);
	const schemas = jsonObject(jsonObject(document.components).schemas);
	const paths = Object.keys(jsonObject(document.paths)).flatMap((path) => {
		const parts = PATH.exec(path);
		return parts ? [{ entity: parts[1] ?? '', action: parts[2] }] : [];
	});
	const entities = [...new Set(paths.filter(({ entity }) => entity in schemas).map(({ entity }) => entity))].sort((a, b) => a.localeCompare(b, 'en'));
	if (entities.length === 0) {
		throw new FatalError({
			system: SYSTEM, operation: 'read the field lists', said: 'the document of the endpoint describes no entity',
			remedy: 'Check endpoint and version in the credential.',
		});
	}
	return {
		entities,
		describe(entity) {
			if (!entities.includes(entity)) throw unknown(entity, entities);
			const found: Found = { fields: [], details: [], linked: [] };
			collect(schemas, entity, '', '', 0, found);
			return { entity, ...found, actions: paths.flatMap((path) => (path.entity === entity && path.action !== undefined ? [path.action] : [])) };
		},
	};
};
