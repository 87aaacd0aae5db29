import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Switches } from '../../../simulators/anaplan/switches';

const PAGE = readFileSync(join(process.cwd(), 'docs/simulators.md'), 'utf8');
const ROWS = new Map([...PAGE.matchAll(/^\| `(\w+)` \| (.+?) \| (.+) \|$/gm)].map(([, name = '', values = '', meaning = '']) => [name, { values, meaning }]));

const shown = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** Every value that stands in the table, the one of the start first. */
const valuesOf = (one: { default: unknown; allowed?: readonly unknown[] }): string => {
	if (one.allowed) return one.allowed.map(shown).join(', ');
	if (typeof one.default === 'boolean') return `${shown(one.default)}, ${shown(!one.default)}`;
	return shown(one.default);
};

describe('the page about simulators', () => {
	const all = new Switches().list();

	it.each(all.map((one) => [one.name, one] as const))('has switch %s with all its values', (name, one) => {
		expect(ROWS.get(name)?.values.startsWith(valuesOf(one))).toBe(true);
		expect(ROWS.get(name)?.meaning.length).toBeGreaterThan(10);
	});

	it('has no switch that does not exist', () => {
		const known = new Set<string>(all.map((one) => one.name));
		expect([...ROWS.keys()].filter((name) => !known.has(name))).toEqual([]);
	});
});
