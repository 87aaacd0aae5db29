import { readFileSync } from 'node:fs';
import type { INodeProperties } from 'n8n-workflow';
import { Acumatica } from '../../nodes/Acumatica/Acumatica.node';
import { ACUMATICA_JOURNAL } from '../../nodes/Acumatica/resources/journal-panel';
import { Anaplan } from '../../nodes/Anaplan/Anaplan.node';
import { Sage300 } from '../../nodes/Sage300/Sage300.node';
import { journalFields } from '../../nodes/shared/fields/journal.fields';
import { misfits, schemaFile, type OutputSchema } from '../nodes/engine/output-schemas';
import { choiceNamesInside, namesFor, namesInside, offeredBy, type OfferedOperation } from './offered-operations';
import { chapter, read } from './pages';

/** A name that the end of a line parts is still that name. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

interface Documented {
	readonly node: string;
	/** Where the node lies, if it is not called like that. */
	readonly folder?: string;
	readonly panel: readonly INodeProperties[];
	/** Has a chapter for each resource and a section for each operation. */
	readonly page: string;
	/** What users can choose is explained in one of these. */
	readonly pages: readonly string[];
	/** Names of fields that are explained once for all operations, and the chapter that does so. */
	readonly everywhere: readonly string[];
	readonly shared?: string;
	/** How many operations there are at least, and one of the choices: a panel that was not found has neither. */
	readonly least: number;
	readonly choice: string;
}

const ROUTING = ['authentication', 'resource', 'operation'];

const DOCUMENTED: readonly Documented[] = [
	{
		node: 'Anaplan', panel: new Anaplan().description.properties, page: 'docs/anaplan-operations.md', pages: ['docs/anaplan-operations.md'],
		everywhere: [...ROUTING, 'workspace', 'model'], shared: 'What all operations share', least: 36, choice: 'Leave It Running',
	},
	{
		node: 'Acumatica', panel: new Acumatica().description.properties, page: 'docs/acumatica.md', pages: ['docs/acumatica.md', 'docs/journals.md'],
		everywhere: ROUTING, shared: 'Signing in, in short', least: 12, choice: 'Leave to the Site',
	},
	{
		node: 'Sage 300', folder: 'Sage300', panel: new Sage300().description.properties, page: 'docs/sage-300.md', pages: ['docs/sage-300.md', 'docs/journals.md'],
		everywhere: ROUTING, least: 12, choice: 'Set Ready to Post',
	},
];

describe.each(DOCUMENTED)('the operations of the $node node', ({ node, folder = node, panel, page, pages, everywhere, least, choice }) => {
	const offeredOnes = offeredBy(panel);
	const sectionOf = ({ title, subtitle }: OfferedOperation): string => chapter(chapter(read(page), '##', title), '###', subtitle);

	it('stand in the table of the README, each once and no others', () => {
		const [, table = ''] = chapter(read('README.md'), '###', `What the ${node} node does`).split('| Resource | Operation |');
		const rows = (table.split('\n\n')[0] ?? '').split('\n').slice(2).map((row) => row.split('|').map((cell) => cell.trim()));
		const listed = rows.flatMap(([, resources = '', operations = '']) => resources.split(', ').flatMap((resource) => operations.split(', ').map((operation) => `${resource}: ${operation}`)));
		expect(offeredOnes.length).toBeGreaterThanOrEqual(least);
		expect(listed.sort()).toEqual(offeredOnes.map(({ title, subtitle }) => `${title}: ${subtitle}`).sort());
	});

	it.each(offeredOnes)('$title: $subtitle has a section that names every field and option in bold', (offered) => {
		const section = oneLine(sectionOf(offered));
		expect(section).not.toBe('');
		expect(namesFor(panel, offered, everywhere).filter((name) => !section.includes(`**${name}**`))).toEqual([]);
	});

	it.each(offeredOnes)('$title: $subtitle shows items that fit the schema of its output', (offered) => {
		const samples = [...sectionOf(offered).matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text = '']) => JSON.parse(text) as unknown);
		const schema = JSON.parse(readFileSync(schemaFile(folder, offered.resource, offered.operation), 'utf8')) as OutputSchema;
		expect(samples.length).toBeGreaterThan(0);
		expect(samples.flatMap((sample) => misfits(schema, sample))).toEqual([]);
	});

	it('have choices that a page explains', () => {
		const text = oneLine(pages.map(read).join('\n'));
		const choices = panel.filter(({ name }) => !everywhere.includes(name)).flatMap(choiceNamesInside);
		expect(choices).toContain(choice);
		expect([...new Set(choices)].filter((name) => !text.includes(name))).toEqual([]);
	});
});

describe.each(DOCUMENTED)('the fields of the $node node that all operations have', ({ panel, page, everywhere, shared }) => {
	it('are explained once', () => {
		const text = shared === undefined ? '' : chapter(read(page), '##', shared);
		const fields = panel.filter(({ name }) => everywhere.includes(name) && name !== 'resource' && name !== 'operation');
		expect(fields.length > 0).toBe(shared !== undefined);
		expect(fields.map(({ displayName }) => displayName).filter((name) => !text.includes(`**${name}**`))).toEqual([]);
	});
});

describe('journals', () => {
	const own = new Set(ACUMATICA_JOURNAL.options.map(({ displayName }) => displayName));
	const names = journalFields({}, ACUMATICA_JOURNAL).flatMap(namesInside).filter((name) => !own.has(name));

	it('have fields and options that the page names in bold', () => {
		expect(names.length).toBeGreaterThan(25);
		const page = chapter(read('docs/journals.md'), '##', 'Fields and options');
		expect(names.filter((name) => !page.includes(`**${name}**`))).toEqual([]);
	});

	it('show an item that fits the schema of the output', () => {
		const samples = [...read('docs/journals.md').matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text = '']) => JSON.parse(text) as unknown);
		const schema = JSON.parse(readFileSync(schemaFile('Acumatica', 'journalEntry', 'create'), 'utf8')) as OutputSchema;
		expect(samples).toHaveLength(1);
		expect(samples.flatMap((sample) => misfits(schema, sample))).toEqual([]);
	});

	it('end as ambiguous for reasons that the page names', () => {
		const doubts = [...(/export type Doubt =([^;]*);/.exec(read('src/sync/journal/outcome.ts'))?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, doubt]) => doubt ?? '');
		expect(doubts.length).toBeGreaterThan(5);
		expect(doubts.filter((doubt) => !read('docs/journals.md').includes(`| \`${doubt}\` |`))).toEqual([]);
	});
});
