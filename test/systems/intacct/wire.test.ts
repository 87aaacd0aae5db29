import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loginRequestXml } from '../../../src/systems/intacct';
import { parseXml } from '../../../src/core/xml';
import { REQUESTS, WIRE_IDENTITY, wireDocument } from './fakes/wire-requests';

const FOLDER = join(__dirname, '../../wire/intacct');
const documents: Record<string, string> = {
	'login': loginRequestXml(WIRE_IDENTITY),
	'login-entity-client': loginRequestXml({ ...WIRE_IDENTITY, clientCompanyId: 'ChildCo', entityId: 'E200' }),
	...Object.fromEntries(Object.entries(REQUESTS).map(([name, fn]) => [name, wireDocument(fn)])),
};

describe('every request that can be sent is a file', () => {
	it('has a file for each request and no other', () => {
		expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(documents).map((name) => `${name}.xml`).sort());
	});

	it.each(Object.keys(documents))('%s, byte for byte', (name) => {
		expect(documents[name]).toBe(readFileSync(join(FOLDER, `${name}.xml`), 'utf8'));
	});

	it.each(Object.keys(documents))('%s is one complete document', (name) => {
		expect(parseXml(documents[name] ?? '').name).toBe('request');
	});
});
