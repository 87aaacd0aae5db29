import { isJsonObject, jsonObject, jsonText, type ExactJson, type JsonObject } from '../../../core/json';

export interface CustomField {
	/** As `$custom` names it: `BatchModule.CuryControlTotal`, `Details/Transactions.UsrRegion`. */
	readonly path: string;
	/** `CustomStringField` */
	readonly type: string;
	/** As filters name it; '' for fields of details, which cannot be filtered (reference acumatica 4). */
	readonly filterName: string;
}

const filterName = (field: string, type: string, prefix: string): string =>
	prefix === '' && /^Custom\w+Field$/.test(type) ? `cf.${type.replace(/^Custom|Field$/g, '')}(f='${field}')` : '';

/**
 * The answer of `$adHocSchema`: an entity whose `custom` blocks, its own and those of its details, hold every field
 * outside of the contract with its type (reference acumatica 3.2).
 */
export const readCustomFields = (answer: ExactJson, prefix = ''): readonly CustomField[] => {
	const schema: JsonObject = Array.isArray(answer) ? jsonObject((answer as readonly ExactJson[])[0]) : jsonObject(answer);
	const own = Object.entries(jsonObject(schema.custom)).flatMap(([view, fields]) =>
		Object.entries(jsonObject(fields)).map(([name, field]): CustomField => {
			const type = jsonText(jsonObject(field).type);
			return { path: `${prefix}${view}.${name}`, type, filterName: filterName(`${view}.${name}`, type, prefix) };
		}));
	const below = Object.entries(schema).flatMap(([name, value]) => {
		const row: ExactJson | undefined = Array.isArray(value) ? (value as readonly ExactJson[])[0] : value;
		return name !== 'custom' && isJsonObject(row) && isJsonObject(row.custom) ? readCustomFields(row, `${prefix}${name}/`) : [];
	});
	return [...own, ...below];
};
