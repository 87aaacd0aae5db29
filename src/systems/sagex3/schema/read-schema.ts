import { RetryableError } from '../../../core/errors';
import { isJsonObject, jsonList, jsonObject, jsonText, type ExactJson, type JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import { Schema, type RawField, type RawType } from './schema-model';

/** The name at the heart of `[X!]!`. */
const nameOf = (type: ExactJson | undefined): string => {
	const each = jsonObject(type);
	const name = jsonText(each.name);
	return name !== '' || !isJsonObject(each.ofType) ? name : nameOf(each.ofType);
};

const namesIn = (list: ExactJson | undefined): string[] => jsonList(list).filter(isJsonObject).map(({ name }) => jsonText(name));

const rawType = (type: JsonObject): RawType => ({
	kind: jsonText(type.kind), values: namesIn(type.enumValues),
	fields: new Map(jsonList(type.fields).filter(isJsonObject).map((field): [string, RawField] => [jsonText(field.name), { type: nameOf(field.type), args: namesIn(field.args) }])),
});

/** @throws RetryableError when the answer is no introspection */
export const readSchema = (answer: ExactJson): Schema => {
	const schema = jsonObject(jsonObject(jsonObject(answer).data).__schema);
	const types = jsonList(schema.types).filter(isJsonObject);
	const root = nameOf(schema.queryType);
	if (types.length === 0 || root === '') {
		throw new RetryableError({ system: SYSTEM, operation: 'read the field lists', said: 'the answer holds no types', remedy: 'Run it again; if it stays, check which API the server has.' });
	}
	return new Schema(new Map(types.map((type) => [jsonText(type.name), rawType(type)])), root, true);
};
