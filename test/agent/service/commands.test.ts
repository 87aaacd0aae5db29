import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../../../agent/src/commands/run-command';
import { type Surroundings } from '../../../agent/src/commands/surroundings';
import { settingsOf } from '../../../agent/src/config/settings';
import { fileLog, logLine } from '../../../agent/src/agent-log';
import { callAgent } from './fakes/call-agent';
import { HandClock } from './fakes/hand-clock';
import { MemorySage } from './fakes/memory-sage';
import { endAll, gateway, newFolder, until } from './fakes/running';

afterEach(endAll);
beforeEach(() => jest.spyOn(process.stdout, 'write').mockImplementation(() => true));
afterEach(() => jest.restoreAllMocks());

interface Ran {
	readonly code: number;
	readonly said: string;
	readonly complained: string;
}

interface Console {
	readonly said: string[];
	readonly complained: string[];
	readonly around: Surroundings;
}

const consoleWith = (more: Partial<Surroundings> = {}): Console => {
	const said: string[] = [];
	const complained: string[] = [];
	return {
		said,
		complained,
		around: {
			clock: new HandClock(),
			platform: 'linux',
			environment: {},
			script: '/agent/main.js',
			say: (sentence) => void said.push(sentence),
			complain: (sentence) => void complained.push(sentence),
			openSage: () => new MemorySage(),
			untilStopped: () => Promise.resolve('SIGTERM'),
			load: () => {
				throw new Error('not installed');
			},
			...more,
		},
	};
};

const run = async (words: string, folder: string, more: Partial<Surroundings> = {}): Promise<Ran> => {
	const { said, complained, around } = consoleWith(more);
	const code = await runCommand([...words.split(' '), '--config', folder], around);
	return { code, said: said.join('\n'), complained: complained.join('\n') };
};

const configured = (content: unknown = {}): string => {
	const folder = newFolder();
	writeFileSync(path.join(folder, 'agent.json'), typeof content === 'string' ? content : JSON.stringify(content));
	return folder;
};

describe('key add, list, remove', () => {
	it('shows a key once, lists what it may, and removes it', async () => {
		const folder = newFolder();
		const added = await run('key add --name n8n --companies abc,XYZ --rights read,journals:write', folder);
		const [key = ''] = /s100_\S+/.exec(added.said) ?? [];
		expect(added).toMatchObject({ code: 0, complained: '' });
		const listed = await run('key list', folder);
		expect(listed.said).toContain('companies ABC,XYZ  rights read,journals:write');
		expect(listed.said).not.toContain(key);
		const [id = ''] = /[0-9a-f]{10}/.exec(listed.said) ?? [];
		expect((await run(`key remove ${id}`, folder)).code).toBe(0);
		expect((await run('key list', folder)).said).toContain('no keys yet');
	});

	it.each([
		['key add --companies ABC', 'name'], ['key add --name a', 'which companies'], ['key add --name a --companies ABCD', 'ABCD'], ['key add --name a --companies all --rights write', 'no right "write"'],
		['key remove', 'which key'], ['key remove 0123456789', 'There is no key'], ['key', 'key add, key list or key remove'], ['key add --nam a', 'Unknown option'],
	])('answers "%s" with a sentence and code 2', async (words, sentence) => {
		const { code, complained } = await run(words, newFolder());
		expect([code, complained]).toEqual([2, expect.stringContaining(sentence)]);
	});
});

describe('the configuration', () => {
	it.each<readonly [unknown, string]>([
		['{"port": 8443,', 'is not JSON'],
		['[]', 'one JSON object'],
		[{ prot: 8443 }, 'There is no setting "prot"'],
		[{ port: 'x' }, 'The setting "port" must be integer'],
		[{ port: 70000 }, 'must be <= 65535'],
		[{ tls: { certificate: 'a.pem' } }, 'The setting "tls.key" is missing'],
		[{ cursorMinutes: 5 }, 'must be >= 60'],
		[{ quietSeconds: 119 }, 'Set it to 120 or more, or leave it out'],
		[{ quietSeconds: 120, sage: { seconds: { write: 200 } } }, 'may take 200 seconds for an entry (sage.seconds.write)'],
	])('%j is refused with a sentence', async (content, sentence) => {
		const { code, complained } = await run('start', configured(content));
		expect([code, complained]).toEqual([1, expect.stringContaining(sentence)]);
	});

	it('waits at least as long for an entry that was lost sight of as a write may take', () => {
		const quiet = (content: unknown): number => settingsOf(content, 'agent.json').quietSeconds;
		expect([quiet({}), quiet({ sage: { seconds: { write: 200 } } }), quiet({ sage: { seconds: { write: 30 } } })]).toEqual([120, 200, 120]);
		expect([quiet({ quietSeconds: 30, sage: { seconds: { write: 30 } } }), quiet({ quietSeconds: 300 })]).toEqual([30, 300]);
	});

	it('must be there', async () => {
		expect((await run('start', newFolder())).complained).toContain('There is no');
		const { around, complained } = consoleWith();
		expect([await runCommand(['start'], around), complained[0]]).toEqual([2, 'Say where agent.json lies: --config <folder>']);
	});

	it('takes the byte order mark of a Windows editor, a password file, and paths relative to its folder', async () => {
		const folder = configured(`\uFEFF${JSON.stringify({ port: 0, listen: '127.0.0.1', sage: { home: 'C:\\Sage', passwordFile: 'sage.password', comModule: 'fake.js' } })}`);
		writeFileSync(path.join(folder, 'sage.password'), 'pa ss\r\n');
		let opened: unknown;
		await run('start', folder, {
			openSage: (config) => {
				opened = config;
				return new MemorySage();
			},
		});
		expect(opened).toEqual({ home: 'C:\\Sage', password: 'pa ss', comModule: path.join(folder, 'fake.js') });
	});

	it('takes the password from the environment when the file has none', async () => {
		let opened: unknown;
		const openSage = (config: unknown): MemorySage => {
			opened = config;
			return new MemorySage();
		};
		await run('start', configured({ port: 0, listen: '127.0.0.1' }), { openSage, environment: { SAGE100_PASSWORD: 'env' } });
		expect(opened).toEqual({ password: 'env' });
	});
});

describe('start', () => {
	it('serves until it is told to stop, prints the fingerprint, and closes Sage', async () => {
		const folder = configured({ port: 0, listen: '127.0.0.1' });
		const sage = new MemorySage();
		const { wait, open } = gateway();
		const { said, around } = consoleWith({ openSage: () => sage, untilStopped: () => wait.then(() => 'SIGTERM') });
		const ended = runCommand(['start', '--config', folder], around);
		await until(() => said.length === 2);
		const [, url = ''] = /listens at (\S+)/.exec(said[0] ?? '') ?? [];
		const certificate = readFileSync(path.join(folder, 'tls', 'certificate.pem'), 'utf8');
		expect((await callAgent({ url, certificate }, '/')).text).toContain((said[1] ?? '').replace('SHA-256 fingerprint ', ''));
		expect(await run('fingerprint', folder)).toMatchObject({ code: 0, said: (said[1] ?? '').replace('SHA-256 fingerprint ', '') });
		open();
		expect([await ended, sage.closed, existsSync(path.join(folder, 'agent.lock'))]).toEqual([0, true, false]);
	});

	it('closes Sage when it cannot start, and says which port is taken', async () => {
		const folder = configured({ port: 0, listen: '203.0.113.7' });
		const sage = new MemorySage();
		const { code, complained } = await run('start', folder, { openSage: () => sage });
		expect([code, complained, sage.closed]).toEqual([1, expect.stringContaining('Port 0 on 203.0.113.7 cannot be used'), true]);
		expect(existsSync(path.join(folder, 'agent.lock'))).toBe(false);
	});
});

describe('check', () => {
	it('goes through configuration, certificate, keys and every company', async () => {
		const { code, said } = await run('check', configured());
		expect(code).toBe(0);
		for (const part of ['Configuration: good', 'Certificate: good', 'none yet', 'ABC, XYZ', 'XYZ logon: good']) expect(said).toContain(part);
	});

	it('fails when Sage is not ready', async () => {
		const sage = new MemorySage();
		sage.ready = () => Promise.resolve([{ name: 'logon', ok: false, detail: 'user is locked' }]);
		const { code, said } = await run('check', configured(), { openSage: () => sage });
		expect([code, said, sage.closed]).toEqual([1, expect.stringContaining('ABC logon: FAILED (user is locked)'), true]);
	});
});

describe('install and uninstall', () => {
	class Service {
		static facts: Readonly<Record<string, unknown>>;
		static acts: string[] = [];
		private readonly then = new Map<string, () => void>();
		constructor(facts: Readonly<Record<string, unknown>>) {
			Service.facts = facts;
		}
		on(event: string, then: () => void): void {
			this.then.set(event, then);
		}
		private act(event: string): void {
			Service.acts.push(event);
			queueMicrotask(() => this.then.get(event)?.());
		}
		install = (): void => this.act('install');
		uninstall = (): void => this.act('uninstall');
		start = (): void => this.act('start');
	}
	const windows: Partial<Surroundings> = { platform: 'win32', load: () => ({ Service }) };

	it('installs and starts the service with the folder, and removes it', async () => {
		const folder = configured();
		Service.acts = [];
		expect((await run('install', folder, windows)).code).toBe(0);
		expect([Service.acts, Service.facts]).toEqual([['install', 'start'], expect.objectContaining({ script: '/agent/main.js', scriptOptions: 'start', env: { name: 'SAGE100_AGENT_CONFIG', value: folder } })]);
		expect((await run('uninstall', folder, windows)).said).toContain('is removed');
	});

	it('says what is missing', async () => {
		expect((await run('install', configured())).complained).toContain('only be installed on Windows');
		expect((await run('install', configured(), { platform: 'win32' })).complained).toContain('npm install node-windows');
		expect((await run('install', newFolder(), windows)).complained).toContain('would not start');
	});
});

describe('words', () => {
	it('shows its version and its help', async () => {
		expect((await run('--version', newFolder())).said).toMatch(/^\d+\.\d+\.\d+$/);
		expect(await run('--help', newFolder())).toMatchObject({ code: 0, said: expect.stringContaining('key add') as string });
		expect((await run('nothing', newFolder())).code).toBe(2);
	});
});

describe('the log file', () => {
	it('blanks a secret wherever it stands, also one that JSON writes in another way', () => {
		expect(logLine(['pa"ss'], 'now', 'info', 'x', { said: 'user pa"ss is locked' })).toBe('{"at":"now","level":"info","what":"x","said":"user *** is locked"}');
	});

	it('has one JSON object per line', () => {
		const folder = newFolder();
		const log = fileLog(folder, new HandClock(), []);
		log('info', 'started');
		log('error', 'request', { status: 500 });
		const lines = readFileSync(path.join(folder, 'agent.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown);
		expect(lines).toEqual([{ at: '2025-04-02T15:15:01Z', level: 'info', what: 'started' }, { at: '2025-04-02T15:15:01Z', level: 'error', what: 'request', status: 500 }]);
	});
});
