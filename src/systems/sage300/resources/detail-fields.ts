import { named, type PropertyDescription } from '../metadata/module-model';

/** The collections on the way to the rows of a detail: `Invoices/InvoiceDetails` is two of them. Undefined where one is missing. */
export const collectionsOf = (properties: readonly PropertyDescription[], detail: string): readonly PropertyDescription[] | undefined => {
	const found: PropertyDescription[] = [];
	let fields = properties;
	for (const part of detail.split('/')) {
		const collection = named(fields, part);
		if (collection?.kind !== 'collection') return undefined;
		found.push(collection);
		fields = collection.fields;
	}
	return found;
};

/** Values that a record has by itself, objects flattened: `Name`, `Address/City`. Collections are rows of their own. */
export const ownFields = (properties: readonly PropertyDescription[], prefix = ''): readonly PropertyDescription[] => properties.flatMap((property) => {
	if (property.kind === 'collection') return [];
	const path = `${prefix}${property.name}`;
	return property.kind === 'object' ? ownFields(property.fields, `${path}/`) : [{ ...property, name: path }];
});
