/**
 * Makes a package "installed" in an n8n user folder without a registry: its files are there already, this writes the
 * rows that n8n would have written (reference n8n-platform, appendix A.17). Runs on the Node of n8n, with NODE_PATH on
 * n8n's modules, as n8n itself would load the classes.
 *
 *     node install-package.mjs <database.sqlite> <package folder>
 */
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const [database, folder] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const require = createRequire(join(folder, 'package.json'));

const nodes = manifest.n8n.nodes.map((file) => {
	const { description } = new (require(join(folder, file))[basename(file).split('.')[0]])();
	return { name: description.displayName, type: `${manifest.name}.${description.name}`, version: description.defaultVersion ?? Math.max(...[description.version].flat()) };
});

const db = new DatabaseSync(database);
db.exec('BEGIN');
db.prepare('DELETE FROM installed_nodes WHERE package = ?').run(manifest.name);
db.prepare('DELETE FROM installed_packages WHERE packageName = ?').run(manifest.name);
db.prepare('INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail) VALUES (?, ?, ?, ?)')
	.run(manifest.name, manifest.version, manifest.author.name, manifest.author.email);
for (const { name, type, version } of nodes) {
	db.prepare('INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)').run(name, type, version, manifest.name);
}
db.exec('COMMIT');
db.close();
console.log(JSON.stringify(nodes.map(({ type }) => type)));
