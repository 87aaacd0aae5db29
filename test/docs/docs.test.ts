import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { examples } from '../../examples/source/write';
import { columnValues, journalColumnValues } from '../../nodes/AnaplanMapping/resources/column.fields';
import { changesOptions } from '../../nodes/shared/fields/changes.fields';
import { SUBLEDGER_TENANT } from '../../simulators/anaplan';
import { chapter, read, ROOT } from './pages';

const HOME = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/';

const below = (folder: string, ending: string): string[] =>
	readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
		.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
		.sort();

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'agent/README.md', 'agent/fake-com/README.md', 'bench/README.md', ...below('docs', '.md')];
/** What the README is a door to; the rest is for who already knows where to look. */
const DOORS = PAGES.filter((page) => /^(?:docs\/[^/]+|agent\/README|bench\/README)\.md$/.test(page));
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

	it('end each with what is not covered, behind the tests', () => {
		const order = ['How it is kept', 'Tests that prove it', 'What it does not cover'];
		const headings = (page: string): string[] => [...prose(page).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading ?? '');
		expect(PROMISES.filter((page) => order.some((wanted) => !headings(page).includes(wanted)))).toEqual([]);
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

	it('of Get Changes are all explained', () => {
		expect(unnamed('docs/cursor.md', names(optionsOf(changesOptions({}))))).toEqual([]);
	});

	it('of a mapped column are all explained', () => {
		expect(unnamed('docs/mapping.md', names([...columnValues, ...journalColumnValues]))).toEqual([]);
	});
});

describe('the examples', () => {
	const files = readdirSync(join(ROOT, 'examples/workflows')).sort();

	it('are all shown in the README', () => {
		const shown = linksOf('README.md');
		expect(files.filter((file) => !shown.includes(`examples/workflows/${file}`))).toEqual([]);
	});

	it.each(files)('%s is what its source writes', async (file) => {
		expect(read(`examples/workflows/${file}`)).toBe((await examples()).get(file));
	});

	it('that a page speaks of in words exist', () => {
		const spoken = PAGES.flatMap((page) => [...read(page).matchAll(/\bexamples\/workflows\/([\w.-]+\.json)/g)].map(([, file = '']) => file));
		expect(spoken.length).toBeGreaterThan(10);
		expect(spoken.filter((file) => !files.includes(file))).toEqual([]);
	});

	it('are all written by a source', async () => {
		expect([...(await examples()).keys()].sort()).toEqual(files);
	});

	it('use imports that the page for model builders lists with their file and its header', () => {
		const [model] = SUBLEDGER_TENANT.models;
		const headers = new Map(model?.files.map(({ id, name, headerNames }) => [id, { name, header: headerNames.join(',') }]));
		const lines = read('docs/anaplan-setup.md').split('\n');
		const used = (model?.imports ?? []).filter(({ name }) => files.some((file) => read(`examples/workflows/${file}`).includes(name)));
		expect(used.length).toBeGreaterThanOrEqual(10);
		const missing = used.filter(({ name, fileId }) => {
			const file = headers.get(fileId);
			return !lines.some((line) => line.includes(`\`${name}\``) && line.includes(`\`${file?.name}\``) && line.includes(`\`${file?.header}\``));
		});
		expect(missing.map(({ name }) => name)).toEqual([]);
	});
});

describe('the README', () => {
	it('leads to every page', () => {
		const led = new Set(linksOf('README.md').filter(isOwn).map((target) => fileOf('README.md', target)));
		expect(DOORS.length).toBeGreaterThan(12);
		expect(DOORS.filter((page) => !led.has(page))).toEqual([]);
	});

	it('installs the version that is here, in the n8n that is tested', () => {
		const { version } = JSON.parse(read('package.json')) as { version: string };
		const { dependencies } = JSON.parse(read('e2e/host/n8n/package.json')) as { dependencies: Record<string, string> };
		expect(read('README.md')).toContain(`n8n-nodes-erp-anaplan-${version}.tgz`);
		expect(read('README.md')).toContain(`FROM n8nio/n8n:${dependencies.n8n}\n`);
	});

	it('is read by an integrator in five minutes', () => {
		// Some 250 words a minute; tables, pictures and commands are looked at, not read.
		const words = chapter(prose('README.md'), '##', 'For the integrator').split('\n').filter((line) => !/^\s*(?:\||!\[)/.test(line)).join(' ').split(/\s+/);
		expect(words.length).toBeGreaterThan(500);
		expect(words.length).toBeLessThan(5 * 250);
	});
});

describe('the page of each system', () => {
	const SYSTEMS = ['sage-intacct', 'acumatica', 'sage-100', 'sage-300', 'sage-x3'];
	/** What somebody looks for in the page of any system, as its headings begin. */
	const WANTED = ['Operations at a glance', 'For the ', 'Values', 'Record', 'Cursor', 'What a run costs', 'What is not confirmed', 'Errors'];

	it.each(SYSTEMS)('%s says what is set, read, found, paid and not known', (system) => {
		const headings = [...prose(`docs/${system}.md`).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading ?? '');
		expect(WANTED.filter((wanted) => !headings.some((heading) => heading.startsWith(wanted)))).toEqual([]);
	});

	it.each(SYSTEMS)('%s has a setting or an answer for each thing that is not known', (system) => {
		const table = chapter(read(`docs/${system}.md`), '##', 'What is not confirmed').split('\n').filter((line) => line.startsWith('| ')).slice(1);
		expect(table.length).toBeGreaterThan(4);
		expect(table.map((line) => line.split('|')).filter(([, what = '', answer = '']) => what.trim() === '' || answer.trim() === '')).toEqual([]);
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
