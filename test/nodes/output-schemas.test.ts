import { existsSync } from 'node:fs';
import { misfits, schemaFile } from './engine/output-schemas';
import { OWN_NODES } from './engine/own-classes';

/** Its records have the fields of the company, and its reports those of the gateway. */
const WITHOUT: readonly string[] = ['SageIntacct'];

/** What the panels offer: `[node, resource, operation]`; the resource is empty where a node has none. */
const offered = OWN_NODES.filter(({ folder }) => !WITHOUT.includes(folder)).flatMap(({ folder, node }) => node.description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options }) => (displayOptions?.show?.resource ?? ['']).flatMap((resource) =>
		(options ?? []).map((option) => [folder, String(resource), 'value' in option ? String(option.value) : '']))));

describe('the schema of an output', () => {
	it.each(offered)('%s: %s: %s has one', (node = '', resource = '', operation = '') => {
		expect(existsSync(schemaFile(node, resource, operation))).toBe(true);
	});

	it('refuses a member it does not describe, and another type', () => {
		const schema = { type: 'object', properties: { counts: { type: 'object', properties: { ok: { type: 'integer' } } }, said: { type: 'array', items: { type: 'string' } } } };
		expect(misfits(schema, { counts: { ok: 3 }, said: ['x'] })).toEqual([]);
		expect(misfits(schema, { counts: { ok: '3' }, said: [1], more: true })).toEqual(['$.counts.ok is string, the schema says "integer"', '$.said[0] is integer, the schema says "string"', '$.more is not in the schema']);
	});
});
