import type { CompletePlace } from '../identity';
import { refuseChoice, trimmed, type ResourceChoice } from '../resources/choice';
import { dimensionTypeOf, factsOf, STAMP_COLUMN, type ColumnFacts, type ResourceFacts } from '../resources/resource-table';
import { className, type ClassName } from '../wire/classic-requests';

export interface ClassPlan {
	readonly resource: string;
	readonly name: ClassName;
	readonly facts: ResourceFacts | undefined;
	/** Undefined where everything of a class is wanted that the table does not know: its field list decides then. */
	readonly columns: readonly ColumnFacts[] | undefined;
	readonly keys: readonly string[];
}

/** UTC (reference sage-x3 6). */
export const STAMP = ['UPDDATTIM'];

export const propertyColumn = (name: string): ColumnFacts => ({ name, graphql: [], classic: [name], kind: 'text', isOfLine: false });

export const classOf = ({ classes }: CompletePlace, resource: string): ClassName => {
	const facts = factsOf(resource);
	return className(facts?.className ?? resource, classes[facts?.id ?? resource.trim()] ?? {});
};

/** @throws FatalError */
export const planClass = (place: CompletePlace, choice: ResourceChoice): ClassPlan => {
	const { resource, fields = 'planning', headers = false, keyFields = [] } = choice;
	const facts = factsOf(resource);
	const needed = (facts?.columns ?? []).filter(({ name }) => facts?.keys.includes(name) || facts?.always?.includes(name) || facts?.lines?.key.includes(name));
	const chosen = (): readonly ColumnFacts[] | undefined => {
		if (fields === 'all' || (fields === 'planning' && !facts)) return undefined;
		// A column that only the other API has stays, empty: both give the same columns.
		if (fields === 'planning') return [...needed, ...facts?.columns ?? []];
		return [...needed, ...trimmed(fields).filter((name) => name !== STAMP_COLUMN && dimensionTypeOf(name) === undefined).map((name) => {
			const known = facts?.columns.find((column) => column.name === name);
			if (known) return known;
			if (/^[A-Za-z]\w*$/.test(name)) return propertyColumn(name);
			throw refuseChoice(resource, `"${name}" is not the name of a column`, 'Write columns as Sage X3 spells them, such as BPSNUM.');
		})];
	};
	const wanted = chosen();
	return {
		resource, facts, name: classOf(place, resource),
		columns: wanted && [...new Map(wanted.filter(({ isOfLine }) => !(isOfLine && headers)).map((each) => [each.name, each])).values()],
		keys: keyFields.length > 0 ? keyFields : facts?.classicKeys ?? [],
	};
};

