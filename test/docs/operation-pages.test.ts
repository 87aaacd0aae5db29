import { existsSync, readFileSync } from 'node:fs';
import type { INodeProperties } from 'n8n-workflow';
import { Acumatica } from '../../nodes/Acumatica/Acumatica.node';
import { ACUMATICA_JOURNAL } from '../../nodes/Acumatica/resources/journal-panel';
import { Anaplan } from '../../nodes/Anaplan/Anaplan.node';
import { Sage100 } from '../../nodes/Sage100/Sage100.node';
import { ENTRY_JOURNAL } from '../../nodes/Sage100/resources/entry-panel';
import { Sage300 } from '../../nodes/Sage300/Sage300.node';
import { ADJUSTMENT_JOURNAL } from '../../nodes/Sage300/resources/adjustment-panel';
import { LEDGER_JOURNAL } from '../../nodes/Sage300/resources/ledger-panel';
import { SageIntacct } from '../../nodes/SageIntacct/SageIntacct.node';
import { SageX3 } from '../../nodes/SageX3/SageX3.node';
import { journalFields } from '../../nodes/shared/fields/journal.fields';
import type { JournalSystem } from '../../nodes/shared/journal/journal-system';
import { OWN_NODES } from '../nodes/engine/own-classes';
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
		node: 'Sage 100', folder: 'Sage100', panel: new Sage100().description.properties, page: 'docs/sage-100.md', pages: ['docs/sage-100.md', 'docs/journals.md'],
		everywhere: ROUTING, least: 11, choice: 'As Planning Needs Them',
	},
	{
		node: 'Sage 300', folder: 'Sage300', panel: new Sage300().description.properties, page: 'docs/sage-300.md', pages: ['docs/sage-300.md', 'docs/journals.md'],
		everywhere: ROUTING, least: 12, choice: 'Set Ready to Post',
	},
	{
		node: 'Sage Intacct', folder: 'SageIntacct', panel: new SageIntacct().description.properties, page: 'docs/sage-intacct.md', pages: ['docs/sage-intacct.md'],
		everywhere: ROUTING, least: 8, choice: 'Reporting Period',
	},
	{
		node: 'Sage X3', folder: 'SageX3', panel: new SageX3().description.properties, page: 'docs/sage-x3.md', pages: ['docs/sage-x3.md'],
		everywhere: [...ROUTING, 'folder'], shared: 'Signing in, in short', least: 8, choice: 'Analytical Lines',
	},
];

describe.each(DOCUMENTED)('the operations of the $node node', ({ node, folder = node, panel, page, pages, everywhere, least, choice }) => {
	const offeredOnes = offeredBy(panel);
	const sectionOf = ({ title, subtitle }: OfferedOperation): string => chapter(chapter(read(page), '##', title), '###', subtitle);

	it('stand in the table at the head of the page, each once and no others', () => {
		const [, table = ''] = chapter(read(page), '##', 'Operations at a glance').split('| Resource | Operation |');
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
		expect(samples.length).toBeGreaterThan(0);
		const file = schemaFile(folder, offered.resource, offered.operation);
		// The node that came first has none: its objects are the company's own. Which nodes may do without is told by test/nodes/output-schemas.
		if (!existsSync(file)) return;
		const schema = JSON.parse(readFileSync(file, 'utf8')) as OutputSchema;
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

describe('docs/replay.md', () => {
	const page = oneLine(read('docs/replay.md'));

	it.each(DOCUMENTED)('says what a retry does at every operation of the $node node', ({ panel }) => {
		const operations = new Set(offeredBy(panel).map(({ subtitle }) => subtitle));
		expect([...operations].filter((operation) => !new RegExp(`\\*[^*]*\\b${operation}\\b[^*]*\\*`).test(page))).toEqual([]);
	});
});

interface JournalTarget {
	readonly node: string;
	readonly resource: string;
	/** Begins its row in the table of the page. */
	readonly row: string;
	readonly panel: JournalSystem;
	/** What tells one journal from another there, as the panel calls it. */
	readonly head: readonly string[];
	readonly link: string;
}

const JOURNAL_TARGETS: readonly JournalTarget[] = [
	{ node: 'acumatica', resource: 'journalEntry', row: 'Acumatica, Journal Entry', panel: ACUMATICA_JOURNAL, head: ['Ledger', 'Branch', 'Currency', 'Date', 'Period'], link: 'acumatica.md#create' },
	{ node: 'sage100', resource: 'journalEntry', row: 'Sage 100, Journal Entry', panel: ENTRY_JOURNAL, head: ['Date', 'Source Journal'], link: 'sage-100.md#journal-entry' },
	{ node: 'sage300', resource: 'journalEntry', row: 'Sage 300, Journal Entry', panel: LEDGER_JOURNAL, head: ['Date', 'Period', 'Source Code'], link: 'sage-300.md#journal-entry' },
	{ node: 'sage300', resource: 'apAdjustment', row: 'Sage 300, AP Adjustment', panel: ADJUSTMENT_JOURNAL, head: ['Date'], link: 'sage-300.md#ap-adjustment' },
];

describe('journals', () => {
	const page = read('docs/journals.md');

	it('are posted to no system that is missing here', () => {
		const posting = OWN_NODES.flatMap(({ node: { description: { name, properties } } }) =>
			properties.filter((field) => field.name === 'postingName' && field.displayOptions?.show?.operation?.includes('create')).flatMap(({ displayOptions }) => displayOptions?.show?.resource ?? [])
				.map((resource) => `${name}/${String(resource)}`));
		expect([...new Set(posting)].sort()).toEqual(JOURNAL_TARGETS.map(({ node, resource }) => `${node}/${resource}`).sort());
	});

	describe.each(JOURNAL_TARGETS)('of $row', ({ row, panel, head, link }) => {
		it('have a row that names what makes the group, what references begin with, and how long a request may be on its way', () => {
			const [found = ''] = chapter(page, '##', 'The systems').split('\n').filter((line) => line.startsWith(`| ${row} `));
			expect([...head, `\`${panel.referencePrefix}\``, `${panel.settleMinutes} minutes`, `(${link})`].filter((words) => !found.includes(words))).toEqual([]);
			expect(head.filter((name) => !panel.fields.some((field) => field.name === name))).toEqual([]);
		});

		it('have fields and options that the page names in bold', () => {
			const own = new Set(panel.options.map(({ displayName }) => displayName));
			const names = journalFields({}, panel).flatMap(namesInside).filter((name) => !own.has(name));
			expect(names.length).toBeGreaterThan(25);
			const fields = chapter(page, '##', 'Fields and options');
			expect(names.filter((name) => !fields.includes(`**${name}**`))).toEqual([]);
		});
	});

	it('show an item of each node that posts them, which fits the schema of its output', () => {
		const samples = [...page.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text = '']) => JSON.parse(text) as unknown);
		const nodes = ['Acumatica', 'Sage100', 'Sage300'];
		expect(samples).toHaveLength(nodes.length);
		expect(nodes.map((node, index) => misfits(JSON.parse(readFileSync(schemaFile(node, 'journalEntry', 'create'), 'utf8')) as OutputSchema, samples[index]))).toEqual(nodes.map(() => []));
	});

	it('end as ambiguous for reasons that the page names', () => {
		const doubts = [...(/export type Doubt =([^;]*);/.exec(read('src/sync/journal/outcome.ts'))?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, doubt]) => doubt ?? '');
		expect(doubts.length).toBeGreaterThan(5);
		expect(doubts.filter((doubt) => !read('docs/journals.md').includes(`| \`${doubt}\` |`))).toEqual([]);
	});
});
