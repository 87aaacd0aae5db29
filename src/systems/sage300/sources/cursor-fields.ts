import { named, propertyOf, type PropertyDescription, type ResourceDescription } from '../metadata/module-model';
import type { CursorChoice } from '../resources/resource-table';

/** The fields by which balances are matched with ledger lines, under any of the names that may be served (reference sage-300 7.2). */
export const balanceFields = (description: ResourceDescription): { readonly account: PropertyDescription; readonly year: PropertyDescription } => ({
	account: propertyOf(description, 'AccountNumber', 'Account', 'ACCTID'), year: propertyOf(description, 'Fiscalsetyear', 'FiscalYear', 'FSCSYR'),
});

/** The fields that a cursor looks at, as this release spells them: they are columns of every record. */
export const fieldsOfCursor = (description: ResourceDescription, { kind, dayField, sequenceField }: CursorChoice, isOwnChoice: boolean): readonly string[] => {
	const day = dayField === undefined ? [] : [dayField];
	if (kind === 'posting') return [propertyOf(description, sequenceField ?? 'PostingSequenceNumber').name];
	if (kind === 'posting-and-activity') return [sequenceField ?? 'PostingSequenceNumber', ...day].map((name) => propertyOf(description, name).name);
	if (kind === 'fiscal-sets') return Object.values(balanceFields(description)).map(({ name }) => name);
	if (kind !== 'day') return [];
	return day.flatMap((name) => (isOwnChoice ? [propertyOf(description, name).name] : named(description.properties, name)?.name ?? []));
};
