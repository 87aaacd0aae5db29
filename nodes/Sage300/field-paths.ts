import type { PropertyDescription } from '../../src/systems/sage300';

export interface FieldPath {
	/** As records and the panel name it: `Invoices/VendorNumber`. */
	readonly path: string;
	readonly property: PropertyDescription;
	/** Names of the collections around it; empty for fields of the record itself. */
	readonly detail: string;
}

/** Every field of a resource with those of its lines, lines of lines too. */
export const flatFields = (properties: readonly PropertyDescription[], prefix = '', detail = ''): readonly FieldPath[] => properties.flatMap((property) => {
	const path = `${prefix}${property.name}`;
	if (property.kind === 'collection') return flatFields(property.fields, `${path}/`, path);
	if (property.kind === 'object') return flatFields(property.fields, `${path}/`, detail);
	return [{ path, property, detail }];
});
