import { SageFault } from '../port';
import { trimmed, type BusinessObject } from '../com/business-object';
import type { TableNames } from '../names';
import type { SageSettings } from '../settings';
import { askColumns, ColumnSet, type Column } from './columns';
import { amongKeys, expressionOf, passes, rolesOf, type Condition } from './conditions';
import { eachOfSets, GLUE, RefusedSet, UnreadableSet } from './result-sets';

/** Values by role, without trailing blanks; a column that the release lacks is the empty text. */
export type Values = Readonly<Record<string, string>>;

export interface Found {
	readonly key: readonly string[];
	readonly values: Values;
}

/** Only keys from `begin` to `end` are looked at; a mere shortening of the search, never the only condition. */
export interface Bounds {
	readonly begin: string;
	readonly end: string;
}

const NO_BOUNDS: Bounds = { begin: '', end: '' };
export const keyId = (key: readonly string[]): string => JSON.stringify(key);

/** Parts that always fill their place in the key, so that the next part begins where they end. */
const FIXED_WIDTH = new Set(['divisionNo', 'sourceJournal', 'segmentNo']);

/** The beginning of a record's key that does not depend on how shorter parts are padded. */
const leadingPart = (roles: readonly string[], parts: readonly string[]): string => {
	const open = roles.findIndex((role) => !FIXED_WIDTH.has(role));
	return parts.slice(0, open < 0 ? parts.length : open + 1).join('');
};

/**
 * From the first to the last of these beginnings, whatever follows them.
 *
 * **No key that begins with one of them is outside.** The first of them is the smallest of all its continuations. Of those with which the
 * last one begins, the shortest is taken and its last letter raised by one: every continuation of it, and so of the last one, is
 * smaller; any other differs from the last one earlier and is smaller too. Letters outside ASCII sort in the order of an unknown
 * code page, so with them there are no bounds.
 */
export const boundsAround = (beginnings: readonly string[]): Bounds => {
	const sorted = [...beginnings].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
	const [first = '', last = ''] = [sorted[0], sorted[sorted.length - 1]];
	const shortest = sorted.reduce((found, text) => (last.startsWith(text) && text.length < found.length ? text : found), last);
	if (shortest === '' || sorted.some((text) => /[^ -}]/.test(text))) return NO_BOUNDS;
	return { begin: first, end: shortest.slice(0, -1) + String.fromCharCode(shortest.charCodeAt(shortest.length - 1) + 1) };
};

const isBounded = ({ begin }: Bounds): boolean => begin !== '';

/** Whether these keys stand in their order, so that groups of them lie side by side and not over one another. */
const inOrder = (keys: ReadonlyArray<readonly string[]>): boolean => keys.every((key, place) => {
	const before = keys[place - 1];
	if (before === undefined) return true;
	const differs = key.findIndex((part, at) => part !== before[at]);
	return differs < 0 || (before[differs] ?? '') < (key[differs] ?? '');
});

/**
 * One table of Sage, read in sets, in groups of keys, or record by record when a set cannot be taken apart.
 */
export class Table {
	readonly columns: ColumnSet;

	constructor(
		readonly object: BusinessObject,
		readonly names: TableNames,
		private readonly settings: Pick<SageSettings, 'numberAsText' | 'keysPerSet' | 'filterLength' | 'keyBounds'>,
		listed: readonly Column[] = askColumns(object, names.source),
	) {
		this.columns = ColumnSet.resolve(object.name, names, listed);
	}

	/** Roles that the release has, the key first. */
	private order(roles: readonly string[]): string[] {
		const { key } = this.names;
		return [...key, ...roles.filter((role) => !key.includes(role) && this.columns.has(role))];
	}

	private expression(role: string): string {
		const { name, kind } = this.columns.column(role);
		return kind === 'text' ? name : this.settings.numberAsText.replaceAll('{column}', name);
	}

	/** What is picked from each record of one set. @throws UnreadableSet */
	private set<Picked>(roles: readonly string[], condition: Condition, { begin, end }: Bounds, pick: (found: Found) => Picked): Picked[] {
		const order = this.order(roles);
		// A table without a key has one record, which is its own key.
		const keyWidth = this.names.key.length === 0 ? order.length : this.names.key.length;
		// Glue behind the last column too: a separator in its value would otherwise end the record.
		const columns = `${order.map((role) => this.expression(role)).join(`+"${GLUE}"+`)}+"${GLUE}"`;
		const keys = order.slice(0, keyWidth).map((role) => this.expression(role)).join('+');
		const [first, second] = [this.object.byRef(''), this.object.byRef('')];
		const filter = expressionOf(condition, this.columns);
		const bounds = this.settings.keyBounds ? [begin, end] : ['', ''];
		const code = this.object.code('nGetResultSets', columns, keys, first.argument, second.argument, filter, ...bounds);
		const [values, found] = [String(first.read() ?? ''), String(second.read() ?? '')];
		if (code !== 1 && code !== -1) {
			const refusal = this.object.refusal('nGetResultSets', code);
			// A failure has a text; without one it can only be that there was nothing to find.
			if (refusal.text === '' && values === '' && found === '') return [];
			const { refusals } = this.object;
			const fault = refusals.fault(refusal, 'SAGE_ERROR');
			throw fault.code === 'SAGE_ERROR' ? new RefusedSet(fault) : fault;
		}
		const picked: Picked[] = [];
		eachOfSets(values, found, order.length + 1, keyWidth, (parts) => picked.push(pick(this.found(order, parts))));
		return picked;
	}

	private found(order: readonly string[], parts: readonly string[]): Found {
		const values = Object.fromEntries(order.map((role, place) => [role, trimmed(parts[place] ?? '')]));
		return { key: this.names.key.map((role) => values[role] ?? ''), values };
	}

	/** Every record that passes. */
	select(roles: readonly string[], condition: Condition, bounds?: Bounds): Found[] {
		return this.gather(roles, condition, bounds, (found) => found);
	}

	/**
	 * What is picked from every record that passes, so that the records of a large table are not all kept; by a walk over the whole table when the set is
	 * ambiguous, or when Sage refuses to make it: there are limits to the length of texts that nobody has written down (reference sage-100 3.2).
	 */
	gather<Picked>(roles: readonly string[], condition: Condition, bounds: Bounds = NO_BOUNDS, pick: (found: Found) => Picked): Picked[] {
		try {
			return this.set(roles, condition, bounds, pick);
		} catch (error) {
			if (!(error instanceof UnreadableSet)) throw error;
			return this.walk(roles, condition, error instanceof RefusedSet ? error.fault : undefined, pick);
		}
	}

	/**
	 * The records of these keys, by key. What is not in the answer is gone.
	 *
	 * **A record is not called gone because of a set.** A key that the set lacks is looked up by itself, so neither a bound that this release
	 * understands in another way nor a value that tears the set can make a record disappear. A set that cannot be taken apart is halved until
	 * the record that spoils it stands alone, and that one is read by itself.
	 */
	byKeys(roles: readonly string[], keys: ReadonlyArray<readonly string[]>): Map<string, Values> {
		const records = new Map<string, Values>();
		if (!inOrder(keys)) this.readScattered(roles, keys, records);
		else for (const group of this.groups(keys)) this.readGroup(roles, group, records);
		return records;
	}

	/**
	 * Keys in no order, as those of a walk by stamps are.
	 *
	 * **No table is gone through once for every group.** Groups of ordered keys lie side by side, so together they go through a table once. Those of
	 * scattered keys reach from its beginning to its end each; so every one of these keys has a set with bounds of its own, which Sage finds by its key,
	 * and is found by nFind where there can be no bounds.
	 */
	private readScattered(roles: readonly string[], keys: ReadonlyArray<readonly string[]>, records: Map<string, Values>): void {
		for (const key of keys) {
			if (isBounded(this.boundsOf(this.names.key, [key]))) this.readGroup(roles, [key], records);
			else this.readAlone(roles, key, records);
		}
	}

	private readGroup(roles: readonly string[], keys: ReadonlyArray<readonly string[]>, records: Map<string, Values>): void {
		const [only] = keys;
		if (only === undefined) return;
		let found: Found[];
		try {
			found = this.set(roles, amongKeys(this.names.key, keys), this.boundsOf(this.names.key, keys), (record) => record);
		} catch (error) {
			if (!(error instanceof UnreadableSet)) throw error;
			if (keys.length === 1) {
				this.readAlone(roles, only, records);
				// Nobody knows then whether it is gone or nothing works any more.
				if (error instanceof RefusedSet && !records.has(keyId(only))) throw error.fault;
				return;
			}
			const half = keys.length >> 1;
			this.readGroup(roles, keys.slice(0, half), records);
			this.readGroup(roles, keys.slice(half), records);
			return;
		}
		for (const { key, values } of found) records.set(keyId(key), values);
		for (const key of keys) if (!records.has(keyId(key))) this.readAlone(roles, key, records);
	}

	/** Bounds by the leading roles of the key, if these are. */
	private boundsOf(roles: readonly string[], keys: ReadonlyArray<readonly string[]>): Bounds {
		const leading = roles.every((role, place) => this.names.key[place] === role && this.columns.column(role).kind === 'text');
		return leading && this.settings.keyBounds ? boundsAround(keys.map((key) => leadingPart(roles, key))) : NO_BOUNDS;
	}

	private readAlone(roles: readonly string[], key: readonly string[], records: Map<string, Values>): void {
		const values = this.one(roles, key);
		if (values !== undefined) records.set(keyId(key), values);
	}

	/** At most `keysPerSet` keys and `filterLength` letters of filter at a time. */
	groups(keys: ReadonlyArray<readonly string[]>, roles: readonly string[] = this.names.key): ReadonlyArray<ReadonlyArray<readonly string[]>> {
		const { keysPerSet, filterLength } = this.settings;
		const perKey = roles.reduce((sum, role) => sum + this.columns.column(role).name.length + 10, 0);
		const groups: Array<Array<readonly string[]>> = [];
		let length = 0;
		for (const key of keys) {
			const own = perKey + key.reduce((sum, part) => sum + part.length, 0);
			const group = groups[groups.length - 1];
			if (group === undefined || group.length >= keysPerSet || length + own > filterLength) {
				groups.push([key]);
				length = own;
			} else {
				group.push(key);
				length += own;
			}
		}
		return groups;
	}

	/** Records in which these roles have one of these values, in groups. */
	among(roles: readonly string[], by: readonly string[], values: ReadonlyArray<readonly string[]>, also: Condition = { all: [] }): Found[] {
		const read = (group: ReadonlyArray<readonly string[]>): Found[] => this.select(roles, { all: [amongKeys(by, group), also] }, this.boundsOf(by, group));
		const isScattered = !inOrder(values) && values.every((value) => isBounded(this.boundsOf(by, [value])));
		return isScattered ? values.flatMap((value) => read([value])) : this.groups(values, by).flatMap(read);
	}

	/** One record by its key, read without a lock (reference sage-100 3.1). */
	private one(roles: readonly string[], key: readonly string[]): Values | undefined {
		const code = this.position(key);
		if (code !== 1 && code !== -1) {
			const refusal = this.object.refusal('nFind', code);
			const { refusals } = this.object;
			if (refusals.matches('exclusive', refusal.text) || refusals.matches('locked', refusal.text)) throw refusals.fault(refusal, 'SAGE_ERROR');
			return undefined;
		}
		const values = this.present(roles);
		return this.names.key.every((role, place) => values[role] === key[place]) ? values : undefined;
	}

	/** Puts the object on this record; the return code of nFind. */
	position(key: readonly string[]): number {
		this.names.key.forEach((role, place) => this.object.done('nSetKeyValue', [this.columns.column(role).name, key[place] ?? '']));
		return this.object.code('nFind');
	}

	/** The record that the object stands on. */
	present(roles: readonly string[]): Values {
		return Object.fromEntries(this.order(roles).map((role) => [role, this.value(this.columns.column(role))]));
	}

	private value({ name, kind }: Column): string {
		if (kind === 'text') return trimmed(this.object.text('sGetValue', name));
		const value = this.object.byRef(0);
		this.object.done('nGetValue', [name, value.argument]);
		return String(value.read() ?? '0');
	}

	/**
	 * Record by record. Slow, and right whatever the values contain.
	 *
	 * @param refused why there is no set; thrown when there are no records either, because a table that cannot be read must not pass for an empty one
	 */
	walk<Picked>(roles: readonly string[], condition: Condition, refused: SageFault | undefined, pick: (found: Found) => Picked): Picked[] {
		const wanted = [...new Set([...roles, ...rolesOf(condition)])];
		const found: Picked[] = [];
		let records = 0;
		for (let method = 'nMoveFirst'; this.moved(method); method = 'nMoveNext') {
			records += 1;
			const values = this.present(wanted);
			if (passes(condition, this.columns, (role) => values[role] ?? '')) found.push(pick({ key: this.names.key.map((role) => values[role] ?? ''), values }));
		}
		if (records === 0 && refused !== undefined) throw refused;
		return found;
	}

	/** Only the end of the table ends a walk: a failed step in the middle would pass for it. */
	private moved(method: string): boolean {
		const code = this.object.code(method);
		if (Number(this.object.property('nEOF')) === 1) return false;
		if (code !== 1 && code !== -1) throw this.object.refusals.fault(this.object.refusal(method, code), 'SAGE_ERROR');
		return true;
	}
}

/** The record of a table that has only one. @throws SageFault when it has none */
export const onlyRecord = (table: Table): Values => {
	const [first] = table.select(table.columns.roles(), { all: [] });
	if (first === undefined) throw new SageFault('SAGE_ERROR', `${table.object.name} has no record.`);
	return first.values;
};
