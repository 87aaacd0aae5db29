import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HttpRequest } from '../../src/contracts';

const shownHeader = ([name, value]: readonly [string, string]): string => `${name}: ${name === 'authorization' ? value.replace(/ .*/, ' …') : value}`;

/** As it leaves the process, without what signs it, and whether it may be sent twice. */
const onPaper = ({ method, url, headers, body, repeatable }: HttpRequest): string => [
	`${method} ${url}`, ...Object.entries(headers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(shownHeader),
	`(${repeatable ? 'repeatable' : 'never sent twice by itself'})`, ...(body === undefined ? [] : ['', String(body)]), '',
].join('\n');

/** Every request that can be sent is a file of the folder; UPDATE_WIRE=1 writes them. */
export const describeWireFiles = (folder: string, wireRequests: () => Promise<Readonly<Record<string, HttpRequest>>>): void => {
	const fileOf = (name: string): string => path.join(folder, `${name}.txt`);

	describe('every request that can be sent is a file', () => {
		it('has a file for each request and no other', async () => {
			const requests = await wireRequests();
			if (process.env.UPDATE_WIRE === '1') for (const [name, request] of Object.entries(requests)) writeFileSync(fileOf(name), onPaper(request));
			expect(readdirSync(folder).sort()).toEqual(Object.keys(requests).map((name) => `${name}.txt`).sort());
		});

		it.each(readdirSync(folder).map((name) => name.replace(/\.txt$/, '')))('%s, byte for byte', async (name) => {
			const request = (await wireRequests())[name];
			expect(request && onPaper(request)).toBe(readFileSync(fileOf(name), 'utf8'));
		});
	});
};
