/**
 * The build. `dist/` gets two bundles and a thin entry per class:
 *
 *   dist/lib/clients.js        everything below src/ with its libraries; knows no n8n, so a plain script can load it
 *   dist/lib/erp-anaplan.js    nodes and credentials; reaches into clients.js, so a process holds ONE budget, lock and session cache
 *   dist/nodes/X/X.node.js     `{ X }` out of the bundle, because n8n loads a class by its file's name
 *
 * Nothing is minified: reviewers and stack traces read these files.
 */
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const gulp = require('gulp');
const manifest = require('./package.json');

const root = __dirname;
const dist = path.join(root, 'dist');
const sources = path.join(root, 'src');
const CLIENTS = './clients.js';

const shared = {
	absWorkingDir: root,
	bundle: true,
	format: 'cjs',
	platform: 'node',
	target: 'node22',
	minify: false,
	keepNames: true,
	legalComments: 'inline',
	logLevel: 'warning',
	// The community scanner forbids stream modules; the web streams are globals anyway.
	alias: { 'node:stream/web': path.join(root, 'scripts/web-streams.js') },
};

/** `dist/nodes/X/X.node.js` → `{ className: 'X', source: './nodes/X/X.node', built: 'dist/nodes/X/X.node.js' }` */
function entryOf(built) {
	const source = `./${built.replace(/^dist\//, '').replace(/\.js$/, '')}`;
	if (!existsSync(path.join(root, `${source}.ts`))) throw new Error(`package.json lists ${built}, but ${source}.ts does not exist`);
	return { className: path.basename(built).split('.')[0], source, built };
}

const entries = () => [...manifest.n8n.nodes, ...manifest.n8n.credentials].map(entryOf);

/** Replaces every import that leads into src/ by a look into clients.js, and collects which modules that concerns. */
function insteadOfSources(modules) {
	return {
		name: 'instead-of-sources',
		setup(build) {
			build.onResolve({ filter: /^\.{1,2}\// }, ({ path: wanted, resolveDir, namespace }) => {
				if (namespace === 'sources') return { path: wanted, external: true };
				const target = path.resolve(resolveDir, wanted);
				if (!target.startsWith(sources + path.sep)) return undefined;
				const file = [`${target}.ts`, path.join(target, 'index.ts'), target].find((candidate) => existsSync(candidate) && candidate.endsWith('.ts'));
				if (file === undefined) return { errors: [{ text: `${wanted} is not there` }] };
				const module = path.relative(sources, file).split(path.sep).join('/').replace(/\.ts$/, '');
				modules.add(module);
				return { path: module, namespace: 'sources' };
			});
			build.onLoad({ filter: /.*/, namespace: 'sources' }, ({ path: module }) => ({
				contents: `module.exports = require(${JSON.stringify(CLIENTS)}).modules[${JSON.stringify(module)}];`,
				resolveDir: root,
			}));
		},
	};
}

const roomsOf = (group) => readdirSync(path.join(sources, group), { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && existsSync(path.join(sources, group, entry.name, 'index.ts')))
	.map(({ name }) => ({ name, index: `./${path.posix.join('src', group, name, 'index')}` }));

/** `createAnaplanClient` and the like: the one name of a system that is worth having without its room. */
const clientsOf = ({ index }) => [...readFileSync(path.join(root, `${index}.ts`), 'utf8').matchAll(/\b(create\w+Client)\b/g)].map(([, name]) => name);

/**
 * What a script gets: each room by its name, and of the systems the function that makes a client by its own. Exporting
 * everything of all systems side by side would make two of the same name vanish both, without a word.
 */
const forScripts = () => [
	...roomsOf('systems').flatMap((room) => [`export * as ${room.name} from '${room.index}';`, ...[...new Set(clientsOf(room))].map((name) => `export { ${name} } from '${room.index}';`)]),
	"export * from './src/core/clock';",
	"export * from './src/core/http/fetch-http';",
	"export * from './src/core/http/retry-http';",
	"export * from './src/core/http/budget';",
	"export * from './src/core/sessions/session-cache';",
	...[...roomsOf('core'), ...roomsOf('.')].map(({ name, index }) => `export * as ${name} from '${index}';`),
];

const clean = () => rm(dist, { recursive: true, force: true });

/** Nodes first: only they tell which modules of src/ must be reachable in clients.js. */
async function bundle() {
	const modules = new Set();
	await esbuild.build({
		...shared,
		stdin: {
			contents: entries().map(({ className, source }) => `export { ${className} } from '${source}';`).join('\n'),
			resolveDir: root,
			loader: 'ts',
		},
		external: ['n8n-workflow'],
		plugins: [insteadOfSources(modules)],
		outfile: path.join(dist, 'lib/erp-anaplan.js'),
	});

	const listed = [...modules].sort();
	await esbuild.build({
		...shared,
		stdin: {
			contents: [
				...forScripts(),
				...listed.map((module, index) => `import * as module${index} from './src/${module}';`),
				`export const modules = {${listed.map((module, index) => `${JSON.stringify(module)}: module${index}`).join(', ')}};`,
			].join('\n'),
			resolveDir: root,
			loader: 'ts',
		},
		outfile: path.join(dist, 'lib/clients.js'),
	});
}

async function thinEntries() {
	for (const { className, built } of entries()) {
		const file = path.join(root, built);
		const lib = path.relative(path.dirname(file), path.join(dist, 'lib/erp-anaplan.js')).split(path.sep).join('/');
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, `'use strict';\nmodule.exports = { ${className}: require('${lib}').${className} };\n`);
	}
}

/** Icons, codex files and output schemas keep their places. */
const assets = () => gulp
	// Each folder in words of its own: a search that begins with a choice of folders begins at the root and walks node_modules.
	.src(['nodes', 'credentials'].flatMap((folder) => ['*.svg', '*.node.json', '__schema__/**/*.json'].map((file) => `${folder}/**/${file}`)), { base: '.', encoding: false })
	.pipe(gulp.dest('dist'));

const build = gulp.series(clean, gulp.parallel(bundle, thinEntries, assets));

module.exports = { clean, build, default: build };
