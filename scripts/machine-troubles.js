/**
 * What can be wrong with a machine before anything of ours runs, in one sentence that ends with what to do. Uses nothing of node_modules and no
 * young syntax: it is there to explain why those are missing.
 */
const OLDEST_NODE = [20, 19];

/** A sentence when this Node is too old to run anything here, else undefined. */
function oldNode(version) {
	const [major, minor] = version.split('.').map(Number);
	if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return undefined;
	return `Node ${version} is too old: install Node ${OLDEST_NODE.join('.')} or newer from https://nodejs.org and start again.`;
}

const size = (megabytes) => (megabytes >= 1000 ? `${(megabytes / 1000).toFixed(1)} GB` : `${Math.floor(megabytes)} MB`);

/** A sentence when the disk cannot hold what is about to be written, else undefined. `free` and `needed` in megabytes. */
function fullDisk(place, free, needed) {
	if (free >= needed) return undefined;
	return `The disk of ${place} is too full (${size(free)} free, about ${size(needed)} needed): make room there and start again.`;
}

/** A port that n8n should have. */
const takenPort = (port) => `Port ${port} is in use: stop the program that uses it, or take another one with --port N.`;

const NETWORK = 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|ENETUNREACH|ENETDOWN|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|FETCH_ERROR|ENOAUDIT|EPROTO';
const CERTIFICATE = 'SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)\\w*|CERT_\\w+|ERR_TLS_\\w+';

const at = (about) => (about.registry === undefined ? 'The npm registry' : `The npm registry ${about.registry}`);

/** The one thing that npm may tell as a warning before it stumbles over what follows from it. */
const NO_ROOM = [/\bENOSPC\b|no space left on device|database or disk is full|\bEDQUOT\b/i, (about) => `The disk of ${about.place} is full: make room there${about.needed === undefined ? '' : ` (about ${size(about.needed)} are needed)`} and start again.`];

/** First match wins. */
const TROUBLES = [
	[/\b(EROFS|EACCES|EPERM)\b/, (about, [, code]) => `The folder ${about.place} cannot be written (${code}): give yourself the right to write there, or take a copy in a folder of your own, and start again.`],
	[/EADDRINUSE[^\n]*?:(\d+)|port (\d+) is already in use/i, (_about, [, one, other]) => takenPort(one === undefined ? other : one)],
	[/npm could not be started: .*ENOENT|spawn npm ENOENT/, () => 'The command npm is not on the path of this machine: install Node with its npm from https://nodejs.org and start again.'],
	[/\bcode (EUSAGE|EINTEGRITY)\b/, (about, [, code]) => `The package-lock.json of ${about.place} is not taken by npm as it stands (${code}): bring that file back as it was in the repository and start again.`],
	[/\bcode (E401|E403|E404|E407|E429|E5\d\d)\b/, (about, [, code]) => `${at(about)} refuses a package (${code}): check "npm config get registry", your sign-in there and the proxy, and start again.`],
	[new RegExp(`\\b(${CERTIFICATE})\\b`), (about, [, code]) => `${at(about)} shows a certificate that Node does not believe (${code}): point NODE_EXTRA_CA_CERTS to the certificate of your proxy and start again.`],
	[new RegExp(`\\b(${NETWORK})\\b`), (about, [, code]) => `${at(about)} cannot be reached (${code}): check the network, the proxy and "npm config get registry", and start again.`],
	[/was not done after [\d.]+ s and was killed/, (about) => `The installation below ${about.place} took too long and was ended: check how fast the network is and start again; what has arrived is kept.`],
	[/ended with code (?:137|null)\b|\bSIGKILL\b|heap out of memory|\bENOMEM\b/, () => 'The machine has too little memory for the installation: close other programs (about 2 GB are needed) and start again.'],
];

/**
 * The sentence for what a command printed or an error said, or undefined when it is none of the machine's troubles.
 * `about.place` is the folder that was written to, `about.registry` npm's registry, `about.needed` the megabytes that are needed.
 */
function sentenceFor(said, about) {
	if (NO_ROOM[0].test(said)) return NO_ROOM[1](about);
	const errors = said.split('\n').filter((line) => !/^npm warn\b/i.test(line)).join('\n');
	for (const [pattern, sentence] of TROUBLES) {
		const found = pattern.exec(errors);
		if (found !== null) return sentence(about, found);
	}
	return undefined;
}

module.exports = { oldNode, fullDisk, takenPort, sentenceFor };
