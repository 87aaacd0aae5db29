import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

describe('the checklist of reference sage-100 15', () => {
	it('has a test for each of its 48 lines', () => {
		const texts = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts')).map((name) => readFileSync(path.join(__dirname, name), 'utf8')).join('\n');
		const numbers = new Set([...texts.matchAll(/\bit(?:\.each\([^)]*\))?\('(\d+)\. /g)].map(([, number]) => Number(number)));
		expect([...numbers].sort((left, right) => left - right)).toEqual(Array.from({ length: 48 }, (_, at) => at + 1));
	});
});
