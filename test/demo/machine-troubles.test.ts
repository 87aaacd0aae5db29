import { fullDisk, oldNode, sentenceFor, takenPort, type About } from '../../scripts/machine-troubles.js';
import { progressOf, registryOf, wantedPackages } from '../../scripts/npm-ci.js';
import { detailsOf, toldShortly } from '../../e2e/demo/troubles';

const ABOUT: About = { place: '/home/me/clone', registry: 'https://registry.example.org', needed: 2400 };

/** One sentence: what is wrong, a colon, what to do. */
const expectSentence = (text: string | undefined): void => {
	expect(text).toMatch(/^[A-Z][^\n]*: [^\n]*\.$/);
	expect(text).not.toMatch(/[.!?] [A-Z]/);
};

describe('what is wrong with the machine, in one sentence', () => {
	it.each([
		['a name that nobody knows', 'npm error code ENOTFOUND\nnpm error network request to https://registry.example.org/ajv failed', /registry https:\/\/registry\.example\.org cannot be reached \(ENOTFOUND\).*proxy/],
		['a refused connection', "npm error code FETCH_ERROR\nnpm error   code: 'ECONNREFUSED'", /cannot be reached \(FETCH_ERROR\)/],
		['no route', 'npm error code ENETUNREACH', /cannot be reached \(ENETUNREACH\)/],
		['no answer', 'npm error code ETIMEDOUT', /cannot be reached \(ETIMEDOUT\)/],
		['a proxy with a certificate of its own', 'npm error code SELF_SIGNED_CERT_IN_CHAIN', /does not believe \(SELF_SIGNED_CERT_IN_CHAIN\).*NODE_EXTRA_CA_CERTS/],
		['a registry without the package', 'npm error code E404\nnpm error 404 Not Found', /refuses a package \(E404\)/],
		['a registry that wants a sign-in', 'npm error code E401', /refuses a package \(E401\).*sign-in/],
		['a full disk', 'npm error code ENOSPC\nnpm error syscall write\nnpm error nospc ENOSPC: no space left on device, write', /disk of \/home\/me\/clone is full: make room there \(about 2\.4 GB are needed\)/],
		['a full disk that SQLite meets', 'SqliteError: database or disk is full', /is full/],
		['a folder of somebody else', "Error: EACCES: permission denied, mkdir '/home/me/clone/.cache'", /cannot be written \(EACCES\)/],
		['a disk that is only read', 'EROFS: read-only file system', /cannot be written \(EROFS\)/],
		['a port that n8n did not get', "n8n ended with code 1 while starting.\nn8n's port 5678 is already in use", /Port 5678 is in use/],
		['a port that Node did not get', 'listen EADDRINUSE: address already in use 127.0.0.1:5678', /Port 5678 is in use/],
		['no npm', 'npm could not be started: spawn npm ENOENT', /npm is not on the path/],
		['a changed lock file', 'npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json are in sync', /package-lock\.json of .* \(EUSAGE\)/],
		['too little memory', 'npm ended with code 137', /too little memory/],
		['an installation that hangs', 'npm was not done after 1200 s and was killed', /took too long/],
	])('%s', (_what, said, expected) => {
		const sentence = sentenceFor(said, ABOUT);
		expect(sentence).toMatch(expected);
		expectSentence(sentence);
	});

	it('calls a full disk by its name although the network complains, too', () => {
		expect(sentenceFor('npm error code ECONNRESET\nnpm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device', ABOUT)).toMatch(/is full/);
	});

	it('listens to errors, not to warnings that every installation has', () => {
		expect(sentenceFor("npm warn EBADENGINE Unsupported engine {\nnpm warn cleanup EPERM: operation not permitted\nnpm error code ECONNREFUSED", ABOUT)).toMatch(/cannot be reached \(ECONNREFUSED\)/);
	});

	it('says nothing about what is not the machine\'s fault', () => {
		expect(sentenceFor('execution 3 ended as error: The import failed', ABOUT)).toBeUndefined();
		expect(sentenceFor('expected to read 1 vendors, but nothing came', ABOUT)).toBeUndefined();
	});

	it('takes Node from 20.19 on', () => {
		expect(['20.19.0', '20.20.2', '22.0.0', '24.1.0'].map(oldNode)).toEqual([undefined, undefined, undefined, undefined]);
		for (const version of ['18.20.4', '20.18.9', '8.0.0']) {
			expect(oldNode(version)).toContain(`Node ${version} is too old: install Node 20.19`);
			expectSentence(oldNode(version));
		}
	});

	it('looks for room before something is written', () => {
		expect([fullDisk('/clone', 2400, 2400), fullDisk('/clone', Infinity, 2400)]).toEqual([undefined, undefined]);
		expect(fullDisk('/clone', 2399, 2400)).toBe('The disk of /clone is too full (2.4 GB free, about 2.4 GB needed): make room there and start again.');
		expect(fullDisk('/clone', 12.7, 100)).toBe('The disk of /clone is too full (12 MB free, about 100 MB needed): make room there and start again.');
	});

	it('a port that was asked for', () => {
		expect(takenPort(5678)).toBe('Port 5678 is in use: stop the program that uses it, or take another one with --port N.');
	});
});

describe('what the demo tells of an error', () => {
	it('a sentence, where it is the machine', () => {
		expect(toldShortly(new Error("ENOSPC: no space left on device, write '/x'"), '/clone')).toBe('The disk of /clone is full: make room there (about 300 MB are needed) and start again.');
	});

	it('what was said already is not explained once more', () => {
		const told = Object.assign(new Error('The npm registry http://127.0.0.1:9 cannot be reached (ECONNREFUSED): check the network and start again.'), { said: 'npm error ...', known: true });
		expect([toldShortly(told), detailsOf(told)]).toEqual([told.message, undefined]);
		expect(toldShortly(new Error(takenPort(80)))).toBe(takenPort(80));
	});

	it('the error itself and what npm printed, where nobody knows', () => {
		const unknown = Object.assign(new Error('npm ended with code 1 while installing n8n'), { said: 'npm error code EWHATEVER', known: false });
		expect([toldShortly(unknown), detailsOf(unknown)]).toEqual([unknown.message, 'npm error code EWHATEVER']);
		expect([toldShortly('odd'), detailsOf(new Error('odd'))]).toEqual(['odd', undefined]);
	});
});

describe('an installation that takes minutes', () => {
	it('tells how far it is', () => {
		expect(progressOf('n8n', 812, 2148, 40)).toBe('Installing n8n: 812 of about 2148 packages are there, 40 s so far ...');
		expect(progressOf('n8n', 0, 2148, 10)).toBe('Installing n8n: npm looks up about 2148 packages, 10 s so far ...');
	});

	it('counts what this machine gets', () => {
		const wanted = wantedPackages(`${__dirname}/../..`);
		expect(wanted.length).toBeGreaterThan(500);
		const others = ['darwin', 'win32', 'linux'].filter((system) => system !== process.platform);
		expect(wanted.filter((file) => others.some((system) => file.includes(`@esbuild/${system}-`)))).toEqual([]);
		expect(wanted.some((file) => file.includes('/node_modules/jest/'))).toBe(true);
	});

	it('counts what the lock file of n8n names, too', () => {
		expect(wantedPackages(`${__dirname}/../../e2e/host/n8n`).length).toBeGreaterThan(1500);
	});

	it('knows the registry by what npm printed', () => {
		expect(registryOf('npm error request to http://127.0.0.1:9/zod failed, reason:')).toBe('http://127.0.0.1:9');
		expect(registryOf('npm error code EAI_AGAIN')).toBe(process.env.npm_config_registry);
	});
});
