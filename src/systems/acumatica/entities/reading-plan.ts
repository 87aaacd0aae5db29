import { FatalError } from '../../../core/errors';
import { DEFAULT_ENDPOINT, SYSTEM, type AcumaticaPlace } from '../identity';
import { factsOf, USUAL_STAMPS, type EntityFacts } from './entity-table';
import type { EntityDescription } from './open-api';

/** `planning`: what the table lists; `all`: every field of the contract; or names as `$select` and `$custom` spell them. */
export type FieldChoice = 'planning' | 'all' | readonly string[];

export interface EntityChoice {
	readonly entity: string;
	/** `planning` unless set. */
	readonly fields?: FieldChoice;
	/** Fields outside of the contract beside those, as `$custom` spells them: `Document.UsrRegion`. */
	readonly custom?: readonly string[];
	/** The detail whose rows are the records, each with the fields of its header; `null` for the headers themselves. */
	readonly detail?: string | null;
	/** What makes a record unique, instead of what the table says. */
	readonly keyFields?: readonly string[];
	/** What makes a row of the detail unique within its record; its position unless the table or this says otherwise. */
	readonly detailKey?: string;
	/** Where the stamp is; `null`: read whole. */
	readonly stampField?: string | null;
}

/** What is asked of the server for one choice. */
export interface ReadingPlan {
	readonly entity: string;
	readonly keys: readonly string[];
	readonly stampField: string | null;
	readonly detail: string | null;
	/** '' where only the position tells rows apart. */
	readonly detailKey: string;
	/** Every field of a record, in order: the header of a file. Constant, whatever the site's version lacks. */
	readonly columns: readonly string[];
	/** `undefined`: everything. */
	readonly select: readonly string[] | undefined;
	readonly expand: readonly string[];
	readonly custom: readonly string[];
	/** Whether fields that the site lacks may be left out; not those that somebody has named. */
	readonly mayLack: boolean;
}

/** Comes with every record and is never selected. */
export const ID = 'id';
/** Column of the position within a detail. */
export const POSITION = 'rowNumber';

const ALWAYS_THERE: ReadonlySet<string> = new Set([ID, 'note', POSITION]);

const refuse = (entity: string, said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: `read ${entity}`, said, remedy });

/** `Document.UsrX`, `Details/Transactions.UsrX`: a point makes it a field outside of the contract. */
const isCustom = (path: string): boolean => path.includes('.');
const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `MainContact/Address/City` needs `MainContact` and `MainContact/Address`. */
const parentsOf = (path: string): string[] => {
	const parts = path.split('/').slice(0, -1);
	return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
};

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

const isOlder = (version: string, since: string): boolean => version.localeCompare(since, 'en', { numeric: true }) < 0;

/** By version where versions mean something; the document of an own endpoint has to be read. */
const tableStamp = ({ stamps }: EntityFacts, { endpoint, version }: AcumaticaPlace): string | null | undefined => {
	if (endpoint !== DEFAULT_ENDPOINT) return stamps.some(({ since }) => since !== undefined) ? undefined : (stamps[0]?.field ?? null);
	return stamps.find(({ since }) => since === undefined || !isOlder(version, since))?.field ?? null;
};

const describedStamp = (candidates: readonly string[], { fields }: EntityDescription): string | null =>
	candidates.find((name) => fields.some(({ path, type }) => path === name && type === 'moment')) ?? null;

const chosenDetail = (choice: EntityChoice, facts: EntityFacts | undefined): string | null => {
	if (choice.detail !== undefined) return choice.detail || null;
	return facts?.lines?.usual ? facts.lines.detail : null;
};

const planningFields = (facts: EntityFacts, detail: string | null): readonly string[] | undefined => {
	if (detail === null) return facts.wanted;
	return facts.lines?.detail === detail ? [...facts.wanted, ...facts.lines.wanted] : undefined;
};

const describedFields = ({ fields, linked }: EntityDescription, wantedDetail: string | null): readonly string[] => fields
	.filter(({ path, detail }) => (detail === '' || detail === wantedDetail) && !linked.some((link) => path.startsWith(`${link}/`)))
	.map(({ path }) => path);

/**
 * What has to be asked for. `describe` fetches megabytes, so it is called only when the table does not tell; names that
 * somebody has given are taken as they are.
 *
 * @throws FatalError for names that do not go together
 */
export const planReading = async (place: AcumaticaPlace, choice: EntityChoice, describe: () => Promise<EntityDescription>): Promise<ReadingPlan> => {
	const { entity, fields = 'planning' } = choice;
	const facts = factsOf(entity);
	const detail = chosenDetail(choice, facts);
	const listed = typeof fields !== 'string' ? fields : fields === 'planning' && facts ? planningFields(facts, detail) : undefined;
	const named = listed ?? describedFields(await describe(), detail);

	const keys = choice.keyFields && choice.keyFields.length > 0 ? choice.keyFields : facts?.keys ?? [ID];
	let stampField = choice.stampField === undefined ? facts && tableStamp(facts, place) : choice.stampField || null;
	if (stampField === undefined) stampField = describedStamp(facts?.stamps.map(({ field }) => field) ?? USUAL_STAMPS, await describe());

	const detailKey = detail === null ? '' : choice.detailKey ?? (facts?.lines?.detail === detail ? facts.lines.key : '');
	const rowKey = detail === null ? [] : [`${detail}/${detailKey || POSITION}`];
	const columns = unique([...keys, ...rowKey, ...named, ...(choice.custom ?? []), ...(stampField === null ? [] : [stampField])]);
	const selectable = columns.filter((path) => !isCustom(path) && !ALWAYS_THERE.has(lastName(path)));
	return {
		entity, keys, stampField, detail, detailKey, columns,
		select: fields === 'all' ? undefined : selectable,
		expand: unique([...columns.flatMap(parentsOf), ...(detail === null ? [] : [detail])]),
		custom: columns.filter(isCustom), mayLack: listed === undefined || typeof fields === 'string',
	};
};

/** Key and stamp alone: what a cheap look needs. */
export const marksOf = (plan: ReadingPlan): ReadingPlan => {
	const needed = [...plan.keys, ...(plan.stampField === null ? [] : [plan.stampField])].filter((name) => !ALWAYS_THERE.has(name));
	const own = needed.filter((name) => !isCustom(name));
	const custom = needed.filter(isCustom);
	const { detail, detailKey, columns } = plan;
	if (detail === null) return { ...plan, select: own, expand: unique(needed.flatMap(parentsOf)), custom };
	// Where the position is the key, one field stands for the row.
	const row = detailKey === '' ? columns.find((path) => path.startsWith(`${detail}/`) && !isCustom(path) && !ALWAYS_THERE.has(lastName(path))) : `${detail}/${detailKey}`;
	return { ...plan, select: row === undefined ? own : [...own, row], expand: unique([...needed.flatMap(parentsOf), detail]), custom };
};

/**
 * The same plan for a site that lacks some of the fields, which is normal (reference acumatica 1.1): they are no longer
 * asked for and stay empty.
 *
 * @throws FatalError when it lacks a key field or the stamp, without which nothing could be told apart or found
 */
export const withoutLacking = (plan: ReadingPlan, description: EntityDescription): ReadingPlan => {
	const present = new Set(description.fields.map(({ path }) => path));
	const needed = [...plan.keys, ...(plan.stampField === null ? [] : [plan.stampField])];
	const lacked = needed.filter((name) => !ALWAYS_THERE.has(name) && !present.has(name));
	if (lacked.length > 0) throw refuse(plan.entity, `this endpoint version has no ${lacked.join(', ')}`, 'Name other key fields or another stamp field for this entity.');
	return { ...plan, select: (plan.select ?? []).filter((path) => present.has(path)) };
};

/** What a named field is called wrongly: those of the plan that the entity does not have. */
export const lackingFields = ({ select }: ReadingPlan, { fields }: EntityDescription): readonly string[] => {
	const present = new Set(fields.map(({ path }) => path));
	return (select ?? []).filter((path) => !present.has(path));
};
