import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HttpRequest } from '../../../src/contracts';
import { wireRequests } from './fakes/wire-requests';

const FOLDER = path.resolve(__dirname, 'wire');

const HIDDEN: Readonly<Record<string, string>> = { 'x-api-key': '…', 'x-request-id': '…' };

/** As it leaves the process, without the key, and whether it may be sent twice. */
const onPaper = ({ method, url, headers, body, repeatable }: HttpRequest): string => [
	`${method} ${url}`, ...Object.entries(headers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}: ${HIDDEN[name] ?? value}`),
	`(${repeatable ? 'repeatable' : 'never sent twice by itself'})`, ...(body === undefined ? [] : ['', String(body)]), '',
].join('\n');

const fileOf = (name: string): string => path.join(FOLDER, `${name}.txt`);

describe('every request that can be sent is a file', () => {
	it('has a file for each request and no other', async () => {
		const requests = await wireRequests();
		if (process.env.UPDATE_WIRE === '1') for (const [name, request] of Object.entries(requests)) writeFileSync(fileOf(name), onPaper(request));
		expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(requests).map((name) => `${name}.txt`).sort());
	});

	it.each(readdirSync(FOLDER).map((name) => name.replace(/\.txt$/, '')))('%s, byte for byte', async (name) => {
		const request = (await wireRequests())[name];
		expect(request && onPaper(request)).toBe(readFileSync(fileOf(name), 'utf8'));
	});
});
