/**
 * Runs inside an empty folder that holds the package and n8n-workflow, nothing else. Loads every entry as n8n does, by the
 * name of its file, and prints what it found.
 */
const { basename, join } = require('node:path');
const { createRequire } = require('node:module');
const { readFileSync } = require('node:fs');

const folder = process.argv[2];
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const load = createRequire(join(folder, 'package.json'));

function entry(file) {
	const className = basename(file).split('.')[0];
	const exported = load(`./${file}`);
	return { file, className, exports: Object.keys(exported), instance: new exported[className]() };
}

const nodes = manifest.n8n.nodes.map(entry).map(({ instance: { description, ...methods }, ...rest }) => ({
	...rest,
	name: description.name,
	icon: description.icon,
	credentials: (description.credentials ?? []).map(({ name }) => name),
	runs: typeof methods.execute === 'function' || typeof Object.getPrototypeOf(new (load(`./${rest.file}`)[rest.className])()).execute === 'function',
}));
const credentials = manifest.n8n.credentials.map(entry).map(({ instance: { name, icon, documentationUrl, test }, ...rest }) => ({
	...rest,
	name,
	icon,
	documentationUrl,
	hasTest: test !== undefined,
}));
const loaded = Object.keys(require.cache).filter((file) => file.includes('/lib/') && file.includes('n8n-nodes-erp-anaplan'));
console.log(JSON.stringify({ nodes, credentials, loaded: loaded.map((file) => basename(file)).sort() }));
