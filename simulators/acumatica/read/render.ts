import { RawNumber } from '../../harness/raw-json';
import type { Contract, EntityType, FieldCode } from '../contract/catalogue';
import { customTypeName } from '../contract/custom-fields';
import { MAIN_VIEW } from '../contract/keys';
import { guidOf } from '../data/guid';
import { rowsOf, type Stored } from '../data/record';
import { shownTime } from '../data/stamp';
import { linkTo } from '../http/call';
import type { Json, JsonObject } from '../json/tree';
import type { World } from '../world';
import type { Shape } from './shape';

export interface Viewer {
	readonly world: World;
	readonly contract: Contract;
	/** Ids without a place in the database change with it. */
	readonly session: string;
}

const NUMBERS = new Set<FieldCode>(['I', 'H', 'L', 'Y', 'D', 'F']);

/** A stored text as the value of its wrapper. */
export const valueJson = (text: string, code: FieldCode, offset: string): Json => {
	if (NUMBERS.has(code)) return new RawNumber(text);
	if (code === 'B') return text === 'true';
	return code === 'T' ? shownTime(text, offset) : text;
};

/** Errors of a refused write: on the record, on its fields, on its rows by number. */
export interface Complaints {
	readonly record?: string;
	readonly fields?: ReadonlyMap<string, string>;
	readonly rows?: ReadonlyMap<string, ReadonlyMap<number, Complaints>>;
}

const wrapped = (viewer: Viewer, text: string | undefined, code: FieldCode, error: string | undefined): Json => {
	const { emptyFields, serverOffset } = viewer.world.switches.values;
	const value = text === undefined || text === '' ? (emptyFields === 'null' ? { value: null } : {}) : { value: valueJson(text, code, serverOffset) };
	return error === undefined ? value : { ...value, error };
};

const customJson = (viewer: Viewer, stored: Stored, shape: Shape): Json => {
	const views: Record<string, Record<string, Json>> = {};
	for (const { view, field, code } of shape.custom) {
		if (code === 'binary') continue;
		const text = stored.custom[`${view}.${field}`];
		const fields = (views[view] ??= {});
		fields[field] = {
			type: customTypeName(code),
			...(text === undefined || text === '' ? {} : { value: valueJson(text, code, viewer.world.switches.values.serverOffset) }),
		};
	}
	return views;
};

const filesJson = (viewer: Viewer, stored: Stored): Json => (stored.files ?? []).map(({ id, filename }) => ({
	id, filename, href: linkTo(viewer.world, `${viewer.world.site}/entity/${viewer.contract.name}/${viewer.contract.version}/files/${id}`),
}));

const shownId = (viewer: Viewer, stored: Stored, isRow: boolean): string =>
	(isRow && viewer.world.switches.values.detailIds === 'session' ? guidOf(viewer.session, stored.id) : stored.id);

interface Place {
	readonly rowNumber: number;
	readonly isRow: boolean;
	readonly complaints?: Complaints;
}

const partsJson = (viewer: Viewer, type: EntityType, stored: Stored, shape: Shape, complaints: Complaints | undefined): Record<string, Json> => {
	const found: Record<string, Json> = {};
	for (const [name, member] of type.members) {
		if (member.kind === 'field') {
			if (shape.fields === undefined || shape.fields.has(name)) found[name] = wrapped(
				viewer, stored.values[name], member.code, complaints?.fields?.get(name),
			);
			continue;
		}
		const below = shape.expanded.get(name);
		if (below === undefined) continue;
		const part = viewer.contract.type(member.type);
		const rows = rowsOf(stored, name);
		if (member.kind === 'link') found[name] = rows[0] === undefined ? null : entityJson(viewer, part, rows[0], below, { rowNumber: 1, isRow: true });
		else {
			found[name] = rows.map((row, at) => {
				const wrong = complaints?.rows?.get(name)?.get(at);
				return entityJson(viewer, part, row, below, { rowNumber: at + 1, isRow: true, ...(wrong ? { complaints: wrong } : {}) });
			});
		}
	}
	return found;
};

/** One record, row or linked entity as JSON: every field wrapped, the system members bare (reference acumatica 3). */
const entityJson = (viewer: Viewer, type: EntityType, stored: Stored, shape: Shape, { rowNumber, isRow, complaints }: Place): JsonObject => ({
	id: shownId(viewer, stored, isRow), rowNumber, note: isRow && stored.note === undefined ? null : { value: stored.note ?? '' },
	...(complaints?.record === undefined ? {} : { error: complaints.record }),
	...partsJson(viewer, type, stored, shape, complaints),
	custom: customJson(viewer, stored, shape),
	...(shape.files ? { files: filesJson(viewer, stored) } : {}),
});

const links = (viewer: Viewer, entity: string, id: string): Json => {
	const base = `${viewer.world.site}/entity/${viewer.contract.name}/${viewer.contract.version}`;
	const view = MAIN_VIEW[entity];
	return {
		self: linkTo(viewer.world, `${base}/${entity}/${id}`),
		...(view === undefined ? {} : { 'files:put': linkTo(viewer.world, `${base}/files/PX.Objects.${entity}Entry/${view}/${id}/{filename}`) }),
	};
};

export const recordJson = (viewer: Viewer, entity: string, stored: Stored, shape: Shape, rowNumber = 1, complaints?: Complaints): JsonObject => ({
	...entityJson(viewer, viewer.contract.type(entity), stored, shape, { rowNumber, isRow: false, ...(complaints ? { complaints } : {}) }),
	...(viewer.world.switches.values.links ? { _links: links(viewer, entity, stored.id) } : {}),
});
