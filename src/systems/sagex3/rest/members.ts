import { isJsonObject, jsonList, jsonText, type ExactJson, type JsonObject } from '../../../core/json';
import { plainText, type ValueKind } from '../values/texts';

/** The member by the name of its column, without regard to case. */
export const memberOf = (row: JsonObject, name: string): ExactJson | undefined => {
	if (Object.hasOwn(row, name)) return row[name];
	const wanted = name.toLowerCase();
	const found = Object.keys(row).find((key) => key.toLowerCase() === wanted);
	return found === undefined ? undefined : row[found];
};

export const has = (row: JsonObject, name: string): boolean => memberOf(row, name) !== undefined;

/** The first of the names that the row has; '' for none. */
export const textOf = (row: JsonObject, names: readonly string[], kind: ValueKind = 'text'): string => {
	const name = names.find((each) => has(row, each));
	return name === undefined ? '' : plainText(jsonText(memberOf(row, name)), kind);
};

/** Internal members begin with `$`; `CUR_REF` holds only the title of what `CUR` points to (reference sage-x3 8.2). */
export const isOwnMember = (name: string, value: ExactJson | undefined): boolean => !name.startsWith('$') && !name.endsWith('_REF') && !isJsonObject(value) && !Array.isArray(value);

/** Lists of rows among the members. */
export const childLists = (row: JsonObject): ReadonlyArray<readonly JsonObject[]> =>
	Object.entries(row).filter(([name, value]) => !name.startsWith('$') && Array.isArray(value)).map(([, value]) => jsonList(value))
		.filter((list) => list.length > 0 && list.every(isJsonObject)).map((list) => list.filter(isJsonObject));

/** Whether it shows any list of rows at all, be it an empty one. */
export const hasLists = (row: JsonObject): boolean =>
	Object.entries(row).some(([name, value]) => !name.startsWith('$') && Array.isArray(value) && jsonList(value).every(isJsonObject));

const SLOT = /^(DIE|CCE)_?(\d*)$/i;

const itemText = (item: ExactJson, name: string): string => plainText(isJsonObject(item) ? jsonText(memberOf(item, name)) : jsonText(item));

/**
 * Dimension types with their values, from whichever form a representation gives its slots: two lists side by side, numbered columns, or a list
 * of pairs. The place of a type is not the same in every record (reference sage-x3 7): nothing but the pair counts.
 */
export const dimensionPairs = (row: JsonObject): ReadonlyArray<readonly [type: string, value: string]> => {
	const [types, values] = [memberOf(row, 'DIE'), memberOf(row, 'CCE')];
	if (Array.isArray(types) || Array.isArray(values)) {
		const codes = jsonList(values);
		return jsonList(types).map((type, index) => [itemText(type, 'DIE'), itemText(codes[index] ?? '', 'CCE')] as const);
	}
	const slots = new Map<string, { type: string; value: string }>();
	for (const [name, value] of Object.entries(row)) {
		const found = SLOT.exec(name);
		if (!found) continue;
		const slot = slots.get(found[2] ?? '') ?? { type: '', value: '' };
		slot[found[1]?.toUpperCase() === 'DIE' ? 'type' : 'value'] = plainText(jsonText(value));
		slots.set(found[2] ?? '', slot);
	}
	const own = [...slots.values()].map(({ type, value }) => [type, value] as const);
	return [...own, ...childLists(row).flatMap((list) => list.filter((each) => has(each, 'DIE') && has(each, 'CCE'))).map((each) => [textOf(each, ['DIE']), textOf(each, ['CCE'])] as const)];
};

/** Whether it is an analytical line, of whichever form. */
export const isAnalytical = (row: JsonObject): boolean =>
	has(row, 'ANALIN') || (Object.keys(row).some((name) => /^DIE_?\d*$/i.test(name)) && Object.keys(row).some((name) => /^CCE_?\d*$/i.test(name)));

/** Lists of analytical lines. An empty one tells only by its name what it is a list of; another is no word about the analysis. */
export const analyticalLists = (row: JsonObject): ReadonlyArray<readonly JsonObject[]> => {
	const empty = Object.entries(row).filter(([name, value]) => /^GACCENTRYA|ANA/i.test(name) && Array.isArray(value) && value.length === 0).map((): readonly JsonObject[] => []);
	return [...childLists(row).filter((list) => list.some(isAnalytical)), ...empty];
};
