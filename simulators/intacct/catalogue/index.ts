import { COMPANY_OBJECTS } from './company';
import { labelOf, type FieldDefinition, type FieldType, type ObjectDefinition } from './definition';
import { LEDGER_OBJECTS } from './ledger';
import { PAYABLES_OBJECTS } from './payables';

export type { FieldDefinition, FieldType, ObjectDefinition, Relationship } from './definition';

/** Which objects a company has and which fields they have; custom fields and objects may be added. */
export class Catalogue {
	private readonly objects = new Map<string, ObjectDefinition>();
	private readonly fields = new Map<string, Map<string, FieldDefinition>>();

	constructor() {
		for (const definition of [...LEDGER_OBJECTS, ...PAYABLES_OBJECTS, ...COMPANY_OBJECTS]) this.add(definition);
	}

	names(): readonly string[] {
		return [...this.objects.keys()];
	}

	object(name: string): ObjectDefinition | undefined {
		return this.objects.get(name) ?? this.objects.get(name.toUpperCase());
	}

	field(object: string, name: string): FieldDefinition | undefined {
		return this.fields.get(object)?.get(name);
	}

	/** An object that only a seed file knows: keyed by RECORDNO, stamped by WHENMODIFIED. */
	addObject(name: string): ObjectDefinition {
		const stamp = (field: string): FieldDefinition => ({ name: field, type: 'TIMESTAMP', label: labelOf(field), readOnly: true });
		return this.add({
			name,
			label: labelOf(name),
			keyField: 'RECORDNO',
			nameField: 'RECORDNO',
			stampField: 'WHENMODIFIED',
			createdField: 'WHENCREATED',
			audited: true,
			fields: [{ name: 'RECORDNO', type: 'INTEGER', label: 'Recordno', readOnly: true }, stamp('WHENCREATED'), stamp('WHENMODIFIED')],
			relationships: [],
		});
	}

	addField(object: ObjectDefinition, name: string, type: FieldType): void {
		const field: FieldDefinition = { name, type, label: labelOf(name), custom: true };
		this.add({ ...object, fields: [...object.fields, field] });
	}

	private add(definition: ObjectDefinition): ObjectDefinition {
		this.objects.set(definition.name, definition);
		this.fields.set(definition.name, new Map(definition.fields.map((field) => [field.name, field])));
		return definition;
	}
}
