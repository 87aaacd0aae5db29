import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Manifest {
	readonly name: string;
	readonly keywords: readonly string[];
	readonly scripts?: Readonly<Record<string, string>>;
	readonly dependencies?: unknown;
	readonly optionalDependencies?: unknown;
	readonly bundledDependencies?: unknown;
	readonly overrides?: unknown;
	readonly peerDependencies: unknown;
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

type Icon = string | { readonly light: string; readonly dark: string };

interface Entry {
	readonly file: string;
	readonly className: string;
	readonly exports: readonly string[];
	readonly name: string;
	readonly icon: Icon;
}

interface Loaded {
	readonly nodes: ReadonlyArray<Entry & { readonly credentials: readonly string[]; readonly runs: boolean }>;
	readonly credentials: ReadonlyArray<Entry & { readonly documentationUrl?: string; readonly hasTest: boolean }>;
	readonly loaded: readonly string[];
}

const ROOT = path.resolve(__dirname, '../..');
const PACKAGE = 'n8n-nodes-erp-anaplan';

const filesBelow = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const iconsOf = (icon: Icon): string[] => (typeof icon === 'string' ? [icon] : [icon.light, icon.dark]);
const run = (cwd: string, ...args: string[]): string => execFileSync(process.execPath, args, { cwd, encoding: 'utf8', env: { PATH: process.env.PATH } });

describe('the packed tarball, alone in an empty folder', () => {
	let place: string;
	let folder: string;
	let manifest: Manifest;
	let loaded: Loaded;

	beforeAll(() => {
		if (!existsSync(path.join(ROOT, 'dist/lib'))) throw new Error('There is nothing to pack: run `npm run build` first.');
		place = mkdtempSync(path.join(tmpdir(), 'packed-'));
		const modules = path.join(place, 'node_modules');
		folder = path.join(modules, PACKAGE);
		const unpacked = execFileSync(process.execPath, [path.join(ROOT, 'scripts/pack-tarball.mjs'), path.join(place, 'unpacked')], { encoding: 'utf8' }).trim();
		mkdirSync(modules);
		renameSync(unpacked, folder);
		// Its own dependencies are found from the place the link leads to, so nothing else becomes visible here.
		symlinkSync(path.join(ROOT, 'node_modules/n8n-workflow'), path.join(modules, 'n8n-workflow'), 'junction');
		manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
		loaded = JSON.parse(run(place, path.join(__dirname, 'load-entries.cjs'), folder)) as Loaded;
	}, 120_000);

	afterAll(() => rmSync(place, { recursive: true, force: true }));

	it('is a community node package without run-time dependencies', () => {
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.dependencies ?? {}).toEqual({});
		expect([manifest.optionalDependencies, manifest.bundledDependencies, manifest.overrides]).toEqual([undefined, undefined, undefined]);
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		const installing = ['prepare', 'preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'postprepare'];
		expect(Object.keys(manifest.scripts ?? {}).filter((script) => installing.includes(script))).toEqual([]);
	});

	it('lists every node and credential that exists in the sources', () => {
		const nodes = filesBelow(path.join(ROOT, 'nodes')).filter((file) => file.endsWith('.node.ts'));
		const credentials = filesBelow(path.join(ROOT, 'credentials')).filter((file) => file.endsWith('.credentials.ts'));
		const built = (group: string, files: string[]): string[] => files.map((file) => `dist/${group}/${file.split(path.sep).join('/').replace(/\.ts$/, '.js')}`).sort();
		expect([...manifest.n8n.nodes].sort()).toEqual(built('nodes', nodes));
		expect([...manifest.n8n.credentials].sort()).toEqual(built('credentials', credentials));
	});

	it('holds what a user needs and nothing else', () => {
		const files = filesBelow(folder);
		expect(files).toEqual(expect.arrayContaining(['package.json', 'index.js', 'README.md', 'LICENSE', 'CHANGELOG.md']));
		const strange = files.filter((file) => !/^(dist\/.*\.(js|json|svg)|index\.js|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(file.split(path.sep).join('/')));
		expect(strange).toEqual([]);
	});

	it('exports from each entry the class that the file is named after, and nothing else', () => {
		for (const entry of [...loaded.nodes, ...loaded.credentials]) expect(entry.exports).toEqual([entry.className]);
	});

	it('names each class as n8n expects it', () => {
		for (const { className, name, runs } of loaded.nodes) expect([className, name, runs]).toEqual([className, lowerFirst(className), true]);
		for (const { className, name } of loaded.credentials) expect(name).toBe(lowerFirst(className));
	});

	it('has each icon, light and dark, where the class says it is', () => {
		for (const { file, icon } of [...loaded.nodes, ...loaded.credentials]) {
			const icons = iconsOf(icon);
			expect(new Set(icons).size).toBe(2);
			for (const one of icons) {
				const place = path.join(folder, path.dirname(file), one.replace(/^file:/, ''));
				expect(readFileSync(place, 'utf8')).toContain('<svg');
			}
		}
	});

	it('has a codex file beside each node that names the node', () => {
		for (const { file, name } of loaded.nodes) {
			const codex = JSON.parse(readFileSync(path.join(folder, file.replace(/\.js$/, '.json')), 'utf8')) as { node: string; categories: string[] };
			expect(codex.node).toBe(`${PACKAGE}.${name}`);
			expect(codex.categories.length).toBeGreaterThan(0);
		}
	});

	it('uses in its nodes only credentials of its own, and each of them can be tested', () => {
		const own = loaded.credentials.map(({ name }) => name);
		for (const { credentials } of loaded.nodes) expect(own).toEqual(expect.arrayContaining([...credentials]));
		for (const { name, hasTest } of loaded.credentials) expect([name, hasTest]).toEqual([name, true]);
	});

	it('requires nothing but its own files, n8n-workflow and what Node has', () => {
		const allowed = (wanted: string): boolean => wanted.startsWith('.') || wanted === 'n8n-workflow' || builtinModules.includes(wanted.replace(/^node:/, ''));
		const foreign = filesBelow(folder).filter((file) => file.endsWith('.js')).flatMap((file) => {
			const text = readFileSync(path.join(folder, file), 'utf8').replace(/^\s*(\*|\/\/).*$/gm, '');
			const wanted = [...text.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, name]) => name ?? '');
			return wanted.filter((name) => !allowed(name)).map((name) => `${file}: ${name}`);
		});
		expect(foreign).toEqual([]);
	});

	it('shares one copy of the code between all nodes, so that a process has one budget, one lock, one session cache', () => {
		expect(loaded.loaded).toEqual(['clients.js', 'erp-anaplan.js']);
		for (const { file } of [...loaded.nodes, ...loaded.credentials]) {
			expect(readFileSync(path.join(folder, file), 'utf8')).toContain("/lib/erp-anaplan.js')");
		}
	});

	it('serves a script through index.js without n8n being there', () => {
		rmSync(path.join(place, 'node_modules/n8n-workflow'));
		const script = `const { modules, ...clients } = require('${PACKAGE}'); console.log(JSON.stringify([typeof modules, Object.entries(clients).filter(([, value]) => typeof value === 'function').map(([name]) => name)]))`;
		const [internals, functions] = JSON.parse(run(place, '-e', script)) as [string, string[]];
		expect(internals).toBe('undefined');
		expect(functions).toEqual(expect.arrayContaining(['createAnaplanClient', 'createIntacctClient', 'fetchHttp', 'systemClock']));
	});
});
