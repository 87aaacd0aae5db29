import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { EXAMPLES, textOf } from '../../examples/source/write';
import { Anaplan } from '../../nodes/Anaplan/Anaplan.node';
import { importFields } from '../../nodes/Anaplan/resources/import.resource';
import { columnValues } from '../../nodes/AnaplanMapping/resources/column.fields';
import { changesOptions } from '../../nodes/shared/fields/changes.fields';
import { DEFAULT_TENANT } from '../../simulators/anaplan';
import { misfits, schemaFile, type OutputSchema } from '../nodes/engine/output-schemas';

const ROOT = resolve(__dirname, '../..');
const HOME = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/';
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const below = (folder: string, ending: string): string[] =>
	readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
		.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
		.sort();

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...below('docs', '.md')];
const PROMISES = PAGES.filter((page) => page.startsWith('docs/promises/'));

/** Text outside of code blocks: only there is a bracket a link. */
const prose = (page: string): string => read(page).replace(/^```[\s\S]*?^```/gm, '');
const linksOf = (page: string): string[] => [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
const isOwn = (target: string): boolean => !/^[a-z]+:/.test(target) || target.startsWith(HOME);
const fileOf = (page: string, target: string): string => {
	const [file = ''] = (target.startsWith(HOME) ? target.slice(HOME.length) : target).split('#');
	if (file === '') return page;
	return target.startsWith(HOME) ? file : relative(ROOT, resolve(ROOT, dirname(page), file));
};

const slugOf = (heading: string): string => heading.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
const anchorsOf = (page: string): string[] => [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => slugOf(heading ?? ''));

interface QuotedTest {
	readonly file: string;
	readonly name: string;
}

/** What stands in backticks behind a link to a test file, in that line and in the list below it, is the name of a test. */
const testsQuotedIn = (page: string): QuotedTest[] => {
	const quoted: QuotedTest[] = [];
	let file: string | undefined;
	for (const line of prose(page).split('\n')) {
		const link = /\]\((?:\.\.\/)*((?:test|e2e)\/[^)]+\.(?:test|e2e)\.ts)\)(.*)$/.exec(line);
		if (link) file = link[1];
		else if (!/^\s+- /.test(line)) file = undefined;
		const names = link ? (link[2] ?? '') : line;
		if (file !== undefined) for (const [, name = ''] of names.matchAll(/`([^`]+)`/g)) quoted.push({ file, name });
	}
	return quoted;
};

const namesIn = (file: string): string[] => [...read(file).matchAll(/(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/g)].map(([, , text = '']) => text.replace(/\\(['"`\\])/g, '$1'));

describe.each(PAGES)('%s', (page) => {
	it('has links that lead somewhere', () => {
		const own = linksOf(page).filter(isOwn);
		expect(own.filter((target) => !existsSync(join(ROOT, fileOf(page, target))))).toEqual([]);
		const anchored = own.filter((target) => target.includes('#') && fileOf(page, target).endsWith('.md'));
		expect(anchored.filter((target) => !anchorsOf(fileOf(page, target)).includes(target.split('#')[1] ?? ''))).toEqual([]);
	});

	it('quotes tests that exist', () => {
		expect(testsQuotedIn(page).filter(({ file, name }) => !existsSync(join(ROOT, file)) || !namesIn(file).includes(name))).toEqual([]);
	});

	it('names npm scripts that exist', () => {
		const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
		const named = [...read(page).matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, script, test]) => script ?? test ?? '');
		expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
	});
});

describe('the promises', () => {
	it('have a page each, and every page names tests', () => {
		expect(PROMISES.map((page) => /\/(p\d)-/.exec(page)?.[1])).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8']);
		expect(PROMISES.filter((page) => testsQuotedIn(page).length === 0)).toEqual([]);
	});

	it('stand in the README with a test each', () => {
		const rows = read('README.md').split('\n').filter((line) => line.startsWith('| [P'));
		expect(rows.map((row) => /docs\/promises\/(p\d)-/.exec(row)?.[1])).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8']);
		expect(testsQuotedIn('README.md')).toHaveLength(8);
	});
});

describe('options', () => {
	const names = (fields: readonly INodeProperties[]): string[] => fields.map(({ displayName }) => displayName);
	const optionsOf = (field: INodeProperties | undefined): INodeProperties[] => (field?.options ?? []) as INodeProperties[];
	const unnamed = (page: string, wanted: readonly string[]): string[] => wanted.filter((name) => !read(page).includes(name));

	it('of Load Rows are all explained', () => {
		const collection = importFields.find(({ name, displayOptions }) => name === 'options' && displayOptions?.show?.operation?.includes('loadRows'));
		expect(optionsOf(collection).length).toBeGreaterThan(8);
		const prompts = importFields.filter(({ type, displayOptions }) => type === 'fixedCollection' && displayOptions?.show?.operation?.includes('loadRows'));
		expect(prompts).toHaveLength(1);
		expect(unnamed('README.md', names([...optionsOf(collection), ...prompts]))).toEqual([]);
	});

	it('of Get Changes are all explained', () => {
		expect(unnamed('docs/cursor.md', names(optionsOf(changesOptions({}))))).toEqual([]);
	});

	it('of a mapped column are all explained', () => {
		expect(unnamed('docs/mapping.md', names(columnValues))).toEqual([]);
	});
});

/** Operations of the Anaplan node as the panel offers and names them. */
interface OfferedOperation {
	readonly resource: string;
	readonly operation: string;
	readonly title: string;
	readonly subtitle: string;
}

const { properties: PANEL } = new Anaplan().description;
const OPERATIONS_PAGE = 'docs/anaplan-operations.md';

const choicesOf = (field: INodeProperties | undefined): Array<{ name: string; value: string }> =>
	(field?.options ?? []).flatMap((option) => ('value' in option ? [{ name: option.name, value: String(option.value) }] : []));

const isShown = ({ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties, { resource, operation }: OfferedOperation): boolean =>
	(show.resource?.includes(resource) ?? true) && (show.operation?.includes(operation) ?? true) && !hide.resource?.includes(resource);

const OFFERED: OfferedOperation[] = choicesOf(PANEL.find(({ name }) => name === 'resource')).flatMap(({ value: resource, name: title }) => {
	const field = PANEL.find(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource));
	return choicesOf(field).map(({ value: operation, name: subtitle }) => ({ resource, operation, title, subtitle }));
});

/** Explained once for all operations, at the top of the page. */
const EVERYWHERE = ['authentication', 'resource', 'operation', 'workspace', 'model'];

/** Display names of a field and of everything that can be added inside of it. A container called Options is not a name to explain. */
const namesInside = ({ displayName, type, options = [] }: INodeProperties): string[] => {
	if (type !== 'collection' && type !== 'fixedCollection') return [displayName];
	const inside = options.flatMap((option) => ('values' in option ? [option.displayName, ...option.values.flatMap(namesInside)] : 'displayName' in option ? namesInside(option) : []));
	return type === 'collection' ? inside : [displayName, ...inside];
};

const namesFor = (offered: OfferedOperation): string[] =>
	PANEL.filter((field) => isShown(field, offered) && field.type !== 'notice' && !EVERYWHERE.includes(field.name)).flatMap(namesInside);

/** What a user can choose in a field, wherever the field stands. */
const choiceNamesInside = (field: INodeProperties): string[] =>
	(field.options ?? []).flatMap((option) => ('value' in option ? [option.name] : 'values' in option ? option.values.flatMap(choiceNamesInside) : choiceNamesInside(option)));

/** The text below a heading, up to the next one of the same level. */
const chapter = (text: string, level: string, heading: string): string => text.split(new RegExp(`^${level} `, 'm')).find((part) => part.startsWith(`${heading}\n`)) ?? '';
const sectionOf = ({ title, subtitle }: OfferedOperation): string => chapter(chapter(read(OPERATIONS_PAGE), '##', title), '###', subtitle);

describe('the operations of the Anaplan node', () => {
	it('stand in the table of the README, each once and no others', () => {
		const [, table = ''] = read('README.md').split('| Resource | Operation |');
		const rows = (table.split('\n\n')[0] ?? '').split('\n').slice(2).map((row) => row.split('|').map((cell) => cell.trim()));
		const listed = rows.flatMap(([, resources = '', operations = '']) => resources.split(', ').flatMap((resource) => operations.split(', ').map((operation) => `${resource}: ${operation}`)));
		expect(OFFERED.length).toBeGreaterThan(35);
		expect(listed.sort()).toEqual(OFFERED.map(({ title, subtitle }) => `${title}: ${subtitle}`).sort());
	});

	it.each(OFFERED)('$title: $subtitle has a section that names every field and option in bold', (offered) => {
		const section = sectionOf(offered);
		expect(section).not.toBe('');
		expect(namesFor(offered).filter((name) => !section.includes(`**${name}**`))).toEqual([]);
	});

	it.each(OFFERED)('$title: $subtitle shows items that fit the schema of its output', (offered) => {
		const samples = [...sectionOf(offered).matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text = '']) => JSON.parse(text) as unknown);
		const schema = JSON.parse(readFileSync(schemaFile('Anaplan', offered.resource, offered.operation), 'utf8')) as OutputSchema;
		expect(samples.length).toBeGreaterThan(0);
		expect(samples.flatMap((sample) => misfits(schema, sample))).toEqual([]);
	});

	it('have choices that the page explains', () => {
		const page = read(OPERATIONS_PAGE);
		const choices = PANEL.filter(({ name }) => !EVERYWHERE.includes(name)).flatMap(choiceNamesInside);
		expect(choices).toContain('Leave It Running');
		expect([...new Set(choices)].filter((name) => !page.includes(name))).toEqual([]);
	});

	it('share fields that are explained at the top', () => {
		const shared = chapter(read(OPERATIONS_PAGE), '##', 'What all operations share');
		expect(['Authentication', 'Workspace', 'Model'].filter((name) => !shared.includes(`**${name}**`))).toEqual([]);
	});
});

describe('the examples', () => {
	it('are all shown in the README', () => {
		const shown = linksOf('README.md');
		expect(Object.keys(EXAMPLES).filter((file) => !shown.includes(`examples/workflows/${file}`))).toEqual([]);
	});

	it.each(Object.entries(EXAMPLES))('%s is what its source writes', (file, build) => {
		expect(read(`examples/workflows/${file}`)).toBe(textOf(build));
	});

	it('are all written by a source', () => {
		expect(readdirSync(join(ROOT, 'examples/workflows')).sort()).toEqual(Object.keys(EXAMPLES).sort());
	});

	it('use imports that the page for model builders lists with their file and its header', () => {
		const [model] = DEFAULT_TENANT.models;
		const headers = new Map(model?.files.map(({ id, name, headerNames }) => [id, { name, header: headerNames.join(',') }]));
		const lines = read('docs/anaplan-setup.md').split('\n');
		const used = (model?.imports ?? []).filter(({ name }) => Object.keys(EXAMPLES).some((file) => read(`examples/workflows/${file}`).includes(name)));
		expect(used.length).toBeGreaterThanOrEqual(10);
		const missing = used.filter(({ name, fileId }) => {
			const file = headers.get(fileId);
			return !lines.some((line) => line.includes(`\`${name}\``) && line.includes(`\`${file?.name}\``) && line.includes(`\`${file?.header}\``));
		});
		expect(missing.map(({ name }) => name)).toEqual([]);
	});
});

describe('pictures', () => {
	it('are all shown somewhere, and none is larger than 300 kB', () => {
		const shown = new Set(PAGES.flatMap((page) => linksOf(page).filter(isOwn).map((target) => fileOf(page, target))));
		const pictures = below('docs/pictures', '.png');
		expect(pictures.filter((picture) => !shown.has(picture))).toEqual([]);
		expect(pictures.filter((picture) => readFileSync(join(ROOT, picture)).length > 300_000)).toEqual([]);
	});
});

it('the changelog speaks of the version in the manifest', () => {
	const { version } = JSON.parse(read('package.json')) as { version: string };
	expect(read('CHANGELOG.md')).toContain(`## [${version}]`);
});

it('the addresses in the code lead to pages that exist', () => {
	const sources = [...below('credentials', '.ts'), ...below('nodes', '.node.json')];
	const addresses = sources.flatMap((file) => [...read(file).matchAll(new RegExp(`${HOME}([^'"#]+)`, 'g'))].map(([, page]) => page ?? ''));
	expect(addresses.length).toBeGreaterThan(0);
	expect(addresses.filter((page) => !existsSync(join(ROOT, page)))).toEqual([]);
});
