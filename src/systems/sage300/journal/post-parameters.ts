import { FatalError } from '../../../core/errors';
import { exactNumber, jsonText, parseExactBody, isJsonObject, type JsonDraft, type JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import { named, type ResourceDescription } from '../metadata/module-model';

/** Names of the AR twins are `PostAllBatches`, `PostBatchFrom`, `PostBatchTo` (reference sage-300 8.3); those of G/L are not confirmed. */
const FROM = /batch\w*from$|from\w*batch|batchidfrom/i;
const TO = /batch\w*(?:to|thru|through)$|^(?:to|thru|through)\w*batch|batchidto/i;
const ALL = /all/i;
/** A text that says "not all of them": `Donotpostallbatches`, `PostRange`, `No`. */
const NOT_ALL = /not|range|^no$|false/i;

const cannot = (resource: string, said: string): FatalError => new FatalError({
	system: SYSTEM, operation: `post with ${resource}`, said: `${said}, so it could post other batches than the one that is meant; nothing was posted`,
	remedy: 'Write the parameters of this server into the options of posting: PostBatchFrom and PostBatchTo with {batch}, the text by which ' +
		'PostAllBatches means a range, and for adjustments what tells them from payments. Or let batches be set ready to post and post them in Sage 300.',
});

/** Names under which somebody may tell what kind of batches is meant. */
const KIND = /type|selector|kind/i;

/** What kind of JSON value each parameter was in the template: numbers are texts once they are read exactly. */
const numericNames = (template: Buffer): ReadonlySet<string> => {
	const plain: unknown = JSON.parse(template.toString('utf8').replace(/^\uFEFF/, ''));
	return new Set(Object.entries(typeof plain === 'object' && plain !== null ? plain : {}).filter(([, value]) => typeof value === 'number').map(([name]) => name));
};

const notAll = (name: string, value: JsonObject[string], description: ResourceDescription | undefined, resource: string): string | boolean => {
	if (typeof value === 'boolean') return false;
	const members = (description && named(description.properties, name)?.members) ?? [];
	const fitting = members.filter((member) => NOT_ALL.test(member));
	const [only] = fitting;
	if (fitting.length === 1 && only !== undefined) return only;
	const text = jsonText(value);
	if (members.length === 0 && NOT_ALL.test(text)) return text;
	throw cannot(resource, `nothing says which text of ${name} means a range of batches`);
};

/**
 * The body that posts one batch and no other, made from the template of the process.
 *
 * **Only the batch that is meant.** A range is sent whose beginning and end are this batch; where the template knows a switch for all
 * batches, it is set to a text that is known to mean a range; and where kinds of batches are numbered each by themselves, so that another
 * kind may have the same number, the kind is named. If one of these cannot be told with certainty nothing is sent.
 *
 * @param own what somebody has written into the settings; counts before everything else
 * @throws FatalError when the template does not tell how one batch is posted
 */
export const postParameters = (
	template: Buffer, batch: string, kindValues: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>,
	description: ResourceDescription | undefined, resource: string,
): JsonDraft => {
	const read = parseExactBody(template);
	if (!isJsonObject(read)) throw cannot(resource, 'the template of the process could not be read');
	const numeric = numericNames(template);
	const given = new Map([...Object.entries(kindValues), ...Object.entries(own)].map(([name, value]) => [name.toLowerCase(), value.replaceAll('{batch}', batch)]));
	const written = (name: string, text: string): JsonDraft => (numeric.has(name) && /^-?\d+(?:\.\d+)?$/.test(text) ? exactNumber(String(Number(text))) : text);
	const names = Object.keys(read).filter((name) => !name.includes('@') && !name.startsWith('odata.'));
	const draft: Record<string, JsonDraft> = {};
	let [from, to] = [false, false];
	for (const name of names) {
		const value = read[name] ?? null;
		const set = given.get(name.toLowerCase());
		given.delete(name.toLowerCase());
		if (set !== undefined) draft[name] = written(name, set);
		else if (FROM.test(name) || TO.test(name)) draft[name] = written(name, batch);
		else if (ALL.test(name)) draft[name] = notAll(name, value, description, resource);
		else if (typeof value === 'string') draft[name] = written(name, value);
		else draft[name] = value as JsonDraft;
		from ||= FROM.test(name);
		to ||= TO.test(name);
	}
	if (!from || !to) throw cannot(resource, 'its template names no range of batches');
	const untold = Object.keys(kindValues).find((name) => given.has(name.toLowerCase()));
	if (untold !== undefined && !Object.keys(own).some((name) => KIND.test(name))) throw cannot(resource, `its template has no ${untold} for the kind of batches`);
	for (const [name] of Object.entries(own)) {
		if (given.has(name.toLowerCase())) throw cannot(resource, `its template has no parameter "${name}"`);
	}
	return draft;
};
