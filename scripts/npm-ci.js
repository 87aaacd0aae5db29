/**
 * `npm ci` that tells how far it is, and what is wrong in one sentence when it fails. Uses nothing but Node.
 */
const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, statfsSync } = require('node:fs');
const { join } = require('node:path');
const { fullDisk, sentenceFor } = require('./machine-troubles.js');

const EVERY_MS = 10_000;
const LATE_MS = 1_200_000;
const KEPT = 20_000;
const MEGABYTE = 1_000_000;

/** Without these a machine without network is told so only after more than a minute. */
const PATIENCE = ['--fetch-retries=3', '--fetch-retry-factor=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];

/** Megabytes that a folder's disk has left; endless where Node cannot tell. */
function freeMegabytes(folder) {
	if (statfsSync === undefined) return Infinity;
	const { bavail, bsize } = statfsSync(folder);
	return (bavail * bsize) / MEGABYTE;
}

/** Folders of the packages that a lock file names, but for links and what other machines would get. */
function wantedPackages(folder) {
	const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
	// A list, or one word; a word behind `!` is left out.
	const fits = (wanted, is) => {
		const words = wanted === undefined ? [] : [wanted].flat();
		return words.length === 0 || words.includes(is) || (words.every((word) => word.startsWith('!')) && !words.includes(`!${is}`));
	};
	return Object.entries(packages)
		.filter(([place, { link, os, cpu, optional }]) => place.includes('node_modules/') && link !== true && !(optional === true && !(fits(os, process.platform) && fits(cpu, process.arch))))
		.map(([place]) => join(folder, place, 'package.json'));
}

/** What there is to say about the progress. npm looks all packages up in the registry before it unpacks the first. */
const progressOf = (what, there, all, seconds) =>
	`Installing ${what}: ${there === 0 ? `npm looks up about ${all} packages` : `${there} of about ${all} packages are there`}, ${seconds} s so far ...`;

function registryOf(said) {
	const found = /(?:request to|registry at:?) (https?:\/\/[^/\s]+)/.exec(said) || /^registry=(\S+)/m.exec(said);
	return found === null ? process.env.npm_config_registry : found[1];
}

/**
 * Installs what the lock file of `folder` names. `what` names it for the reader, `megabytes` is what it takes on disk, `say` gets a line now and then.
 * Rejects with an Error whose message is one sentence, and whose `said` is what npm printed.
 */
async function npmCi({ folder, what, megabytes, flags = [], say }) {
	mkdirSync(folder, { recursive: true });
	const tooFull = fullDisk(folder, freeMegabytes(folder), megabytes);
	if (tooFull !== undefined) throw Object.assign(new Error(tooFull), { known: true });
	const wanted = wantedPackages(folder);
	const began = Date.now();
	const seconds = () => Math.round((Date.now() - began) / 1000);
	say(`Installing ${what}: about ${wanted.length} packages, ${megabytes} MB on disk; this happens once and takes some minutes ...`);

	const npm = process.env.npm_execpath;
	const [command, first] = npm !== undefined && npm.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
	const args = [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', ...PATIENCE, ...flags];
	let said = '';
	const end = await new Promise((resolve) => {
		const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], shell: command === 'npm' && process.platform === 'win32' });
		const stop = () => child.kill('SIGKILL');
		process.once('exit', stop);
		const keep = (text) => (said = `${said}${text}`.slice(-KEPT));
		child.stdout.setEncoding('utf8').on('data', keep);
		child.stderr.setEncoding('utf8').on('data', keep);
		const progress = setInterval(() => say(progressOf(what, wanted.filter((file) => existsSync(file)).length, wanted.length, seconds())), EVERY_MS);
		const late = setTimeout(() => {
			keep(`\nnpm was not done after ${LATE_MS / 1000} s and was killed`);
			stop();
		}, LATE_MS);
		const over = (how) => {
			clearInterval(progress);
			clearTimeout(late);
			process.removeListener('exit', stop);
			resolve(how);
		};
		child.on('error', (error) => over(`npm could not be started: ${error.message}`));
		child.on('close', (code, signal) => over(code === 0 ? undefined : `npm ended with code ${code === null ? signal : code}`));
	});
	if (end === undefined) {
		say(`Installing ${what}: done after ${seconds()} s.`);
		return;
	}
	const sentence = sentenceFor(`${said}\n${end}`, { place: folder, registry: registryOf(said), needed: megabytes });
	throw Object.assign(new Error(sentence === undefined ? `${end} while installing ${what}: what it printed stands above; mend that and start again.` : sentence), { said, known: sentence !== undefined });
}

module.exports = { freeMegabytes, npmCi, progressOf, registryOf, wantedPackages };
