import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import type { ObjectDescription } from './discovery';
import { factsOf, MODIFIED, RECORD_NUMBER } from './object-table';

/**
 * Which fields to read: `planning` (what a planning model commonly needs, as far as this company has it, with custom
 * fields and user-defined dimensions), `all`, or a list of one's own that is sent as it is.
 */
export type FieldChoice = 'planning' | 'all' | readonly string[];

/** How one object is read. */
export interface ReadingPlan {
	readonly object: string;
	readonly select: readonly string[];
	/** Unique within the object; decides the order of pages. */
	readonly orderKey: string;
	/** `null` where the object has no stamp. */
	readonly stampField: string | null;
}

/** Custom objects and user-defined dimensions name their system fields differently (reference sage-intacct 7, 10). */
const ORDER_KEYS = [RECORD_NUMBER, 'id', 'ID'] as const;
const STAMPS = [MODIFIED, 'updatedAt', 'UPDATEDAT'] as const;

const USER_DIMENSION = /^GLDIM/;

const isReadable = (object: string): ((field: string) => boolean) => {
	const forbidden = new Set(factsOf(object)?.forbidden ?? []);
	return (field) => !forbidden.has(field);
};

const chosen = (description: ObjectDescription, object: string): readonly string[] => {
	const facts = factsOf(object);
	if (!facts) return description.fields.map(({ id }) => id);
	const present = new Set(description.fields.map(({ id }) => id));
	const own = description.fields.filter(({ id, custom }) => custom || USER_DIMENSION.test(id)).map(({ id }) => id);
	return [...new Set([...facts.wanted.filter((field) => present.has(field)), ...own])];
};

const noFields = (object: string): FatalError => new FatalError({
	system: SYSTEM, operation: `look up the fields of ${object}`, said: 'Intacct lists no fields for this object',
	remedy: 'Check the object\'s name, or name the fields to read one by one.',
});

/** Without `lookup`: what is asked for by name needs no discovery, and saves a billed call. */
const planByName = (object: string, fields: readonly string[]): ReadingPlan => {
	const facts = factsOf(object);
	const custom = facts === undefined && fields.includes('id') && !fields.includes(RECORD_NUMBER);
	return {
		object, select: fields,
		orderKey: custom ? 'id' : RECORD_NUMBER,
		stampField: facts ? facts.stampField : custom ? 'updatedAt' : MODIFIED,
	};
};

/**
 * Wanted fields become what this company really has: `query` fails as a whole for one unknown field. `describe` is
 * asked only when the choice is not a list. Throws `FatalError` when the object cannot be ordered.
 */
export const planReading = async (object: string, choice: FieldChoice, describe: () => Promise<ObjectDescription>): Promise<ReadingPlan> => {
	if (typeof choice !== 'string') return planByName(object, choice);
	const description = await describe();
	if (description.fields.length === 0) throw noFields(object);
	const present = new Set(description.fields.map(({ id }) => id));
	const facts = factsOf(object);
	const orderKey = facts ? RECORD_NUMBER : ORDER_KEYS.find((field) => present.has(field));
	if (orderKey === undefined) {
		throw new FatalError({
			system: SYSTEM, operation: `read ${object}`, said: 'the object has neither RECORDNO nor id, so it cannot be read page by page',
			remedy: 'Read it with a function of your own (readByQuery), or read the object that it is a view of.',
		});
	}
	const stampField = facts ? facts.stampField : STAMPS.find((field) => present.has(field)) ?? null;
	const select = (choice === 'all' ? description.fields.map(({ id }) => id) : chosen(description, object)).filter(isReadable(object));
	return { object, select: [...new Set([orderKey, ...select, ...(stampField ? [stampField] : [])])], orderKey, stampField };
};
