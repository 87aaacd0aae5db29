import type { Contract, FieldCode } from '../contract/catalogue';
import { customField, customTypeName } from '../contract/custom-fields';
import { rowsOf, type Stored } from '../data/record';
import { instantOf } from '../data/stamp';
import { noSuchField } from '../http/failure';
import type { Field, Fields } from './filter';
import { BadFilter, type Kind } from './filter-words';

/** A detail field stands in a filter, which nobody has defined. */
export class DetailInFilter extends Error {}

const KINDS: Readonly<Record<FieldCode, Kind>> = {
	S: 'string', B: 'boolean', I: 'number', H: 'number', L: 'number', Y: 'number', D: 'number', F: 'number', G: 'guid', T: 'time', O: 'date',
};

/** The fields of an entity and of its linked entities (reference acumatica 4). */
export class EntityFields implements Fields<Stored> {
	constructor(private readonly contract: Contract, private readonly entity: string, private readonly offset: string) {}

	field(path: string): Field<Stored> {
		const names = path.split('/');
		const last = names.pop() ?? '';
		if (names.length === 0 && last === 'id') return this.made('guid', ({ id }) => id, '');
		let type = this.entity;
		for (const name of names) {
			const member = this.contract.type(type).members.get(name);
			if (member === undefined || member.kind === 'field') throw noSuchField(name);
			if (member.kind === 'detail') throw new DetailInFilter(path);
			type = member.type;
		}
		const member = this.contract.type(type).members.get(last);
		if (member === undefined) throw noSuchField(last);
		if (member.kind !== 'field') throw new DetailInFilter(path);
		return this.made(KINDS[member.code], (row) => {
			let at: Stored | undefined = row;
			for (const name of names) at = at === undefined ? undefined : rowsOf(at, name)[0];
			return at?.values[last];
		}, names.join('/'));
	}

	custom(type: string, path: string): Field<Stored> {
		const known = customField(this.entity, path);
		if (known === undefined || known.code === 'binary') throw noSuchField(path);
		if (customTypeName(known.code) !== `Custom${type}Field`) throw new BadFilter(`The field ${path} is not of type ${type}.`);
		return this.made(KINDS[known.code], (row) => row.custom[path], '');
	}

	private made(kind: Kind, read: (row: Stored) => string | undefined, view: string): Field<Stored> {
		return { kind, read, view, instant: (text) => instantOf(text, this.offset) };
	}
}
