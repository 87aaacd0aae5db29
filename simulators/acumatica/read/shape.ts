import type { Contract } from '../contract/catalogue';
import { customField, type CustomField } from '../contract/custom-fields';
import { exception, noSuchField } from '../http/failure';

/** What of an entity the caller wants to see: fields, expanded parts, custom fields. */
export interface Shape {
	/** Undefined: all of them. */
	fields?: Set<string>;
	readonly expanded: Map<string, Shape>;
	readonly custom: CustomField[];
	files: boolean;
}

export const wholeShape = (): Shape => ({ expanded: new Map(), custom: [], files: false });

const parts = (text: string): string[] => text.split(',').map((part) => part.trim()).filter((part) => part !== '');

const SYSTEM = new Set(['id', 'rowNumber', 'note', 'custom', 'error', '_links']);

/** `MainContact,MainContact/Address,Details/files`: a part below needs every part above (reference acumatica 4). */
const expand = (contract: Contract, entity: string, shape: Shape, text: string): void => {
	const paths = parts(text).map((path) => path.split('/')).sort((a, b) => a.length - b.length);
	for (const path of paths) {
		let [at, type] = [shape, entity];
		for (const [depth, name] of path.entries()) {
			if (name === 'files') {
				at.files = true;
				break;
			}
			const member = contract.type(type).members.get(name);
			if (member === undefined || member.kind === 'field') throw noSuchField(name);
			const known = at.expanded.get(name);
			if (known === undefined && depth < path.length - 1) break;
			const next = known ?? wholeShape();
			at.expanded.set(name, next);
			[at, type] = [next, member.type];
		}
	}
};

const select = (contract: Contract, entity: string, shape: Shape, text: string): void => {
	for (const path of parts(text)) {
		let at: Shape | undefined = shape;
		let type = entity;
		const names = path.split('/');
		for (const [depth, name] of names.entries()) {
			const last = depth === names.length - 1;
			if (last && (SYSTEM.has(name) || name === 'files')) break;
			const member = contract.type(type).members.get(name);
			if (member === undefined) throw noSuchField(name);
			if (last) {
				if (at !== undefined) {
					at.fields ??= new Set();
					at.fields.add(name);
				}
			} else {
				if (member.kind === 'field') throw noSuchField(name);
				at = at?.expanded.get(name);
				type = member.type;
			}
		}
	}
	// A selection that names only parts below still leaves out what it does not name here.
	if (parts(text).length > 0) shape.fields ??= new Set();
};

const customs = (entity: string, shape: Shape, text: string): void => {
	for (const path of parts(text)) {
		const names = path.split('/');
		const field = names[names.length - 1] ?? '';
		const [place, target] = names.length > 1 ? [`${entity}/${names[0] ?? ''}`, shape.expanded.get(names[0] ?? '')] : [entity, shape];
		const known = customField(place, field);
		if (known === undefined) throw noSuchField(field);
		// A binary field spoils the whole request (reference acumatica 3.2).
		if (known.code === 'binary') throw exception(500, 'System.NotSupportedException', `The field ${field} of type System.Byte[] is not supported.`);
		target?.custom.push(known);
	}
};

/** Reads $select, $expand and $custom. A name that the contract does not have is a 500, not a 400 (reference acumatica 1.2). */
export const shapeOf = (contract: Contract, entity: string, query: URLSearchParams): Shape => {
	const shape = wholeShape();
	expand(contract, entity, shape, query.get('$expand') ?? '');
	select(contract, entity, shape, query.get('$select') ?? '');
	customs(entity, shape, query.get('$custom') ?? '');
	return shape;
};
