import path from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings } from '../config/settings';
import { KeyStore } from '../keys/key-store';
import { agentVersion, startAgent } from '../start-agent';
import { tlsIdentity } from '../tls/certificate';
import { keyCommands } from './key-commands';
import { withSageSection } from './sage-section';
import { type Command, Misuse, type Surroundings } from './surroundings';
import { install, uninstall } from './windows-service';

const HELP = `Sage 100 agent

  start                  run the agent until it is stopped
  check                  try the configuration, the certificate, the keys and the logon to Sage 100
  fingerprint            show the SHA-256 fingerprint of the certificate
  key add --name <who> --companies <ABC,XYZ|all> [--rights read,journals:write,registers:run]
  key list
  key remove <id>
  install, uninstall     as a Windows service

  --config <folder>      where agent.json lies; else SAGE100_AGENT_CONFIG, else %ProgramData%\\Sage100Agent on Windows
  --version, --help`;

const start: Command = async (folder, _given, around) => {
	const settings = withSageSection(readSettings(folder), folder, around.environment);
	const sage = around.openSage(settings.sage);
	let agent;
	try {
		agent = await startAgent({ configFolder: folder, sage, settings, clock: around.clock });
	} catch (cause) {
		await sage.close();
		throw cause;
	}
	around.say(`Sage 100 agent ${agentVersion()} listens at ${agent.url}`);
	around.say(`SHA-256 fingerprint ${agent.fingerprint}`);
	await around.untilStopped();
	await agent.stop();
	return 0;
};

const fingerprint: Command = async (folder, _given, { clock, say }) => {
	const { tls, names } = readSettings(folder);
	const identity = await tlsIdentity(folder, tls, names, clock);
	say(identity.fingerprint);
	return 0;
};

/** Everything that can be tried without a caller. The first thing that fails ends it with a sentence. */
const check: Command = async (folder, _given, around) => {
	const settings = withSageSection(readSettings(folder), folder, around.environment);
	around.say('Configuration: good.');
	const { fingerprint: print, validTo } = await tlsIdentity(folder, settings.tls, settings.names, around.clock);
	around.say(`Certificate: good until ${validTo.toISOString().slice(0, 10)}, fingerprint ${print}.`);
	const keys = new KeyStore(folder, around.clock).list();
	around.say(keys.length === 0 ? 'API keys: none yet, so nobody can call the agent. Make one with "key add".' : `API keys: ${keys.length}.`);
	const sage = around.openSage(settings.sage);
	if (settings.journalRegisters && sage.runRegister === undefined) {
		around.say('Registers: "journalRegisters" is on, but "sage.journal.updateMethods" names no method, so the agent cannot run them. People run them in Sage 100.');
	}
	try {
		const codes = (await sage.companies()).map(({ code }) => String(code));
		around.say(`Sage 100: companies ${codes.join(', ') || 'none'}.`);
		let good = codes.length > 0;
		for (const code of codes) {
			for (const { name, ok, detail } of await sage.ready(code)) {
				if (!ok) good = false;
				around.say(`${code} ${name}: ${ok ? 'good' : 'FAILED'}${detail === undefined ? '' : ` (${detail})`}`);
			}
		}
		return good ? 0 : 1;
	} finally {
		await sage.close();
	}
};

const key: Command = (folder, given, around) => {
	const [word = '', ...words] = given.words;
	const command = keyCommands[word];
	if (command === undefined) throw new Misuse('key add, key list or key remove?');
	return command(folder, { ...given, words }, around);
};

const COMMANDS: Readonly<Record<string, Command>> = { start, check, fingerprint, key, install, uninstall };

const folderOf = (given: string | undefined, { environment, platform }: Surroundings): string => {
	const folder = given ?? environment.SAGE100_AGENT_CONFIG ?? (platform === 'win32' ? path.join(environment.ProgramData ?? 'C:\\ProgramData', 'Sage100Agent') : undefined);
	if (folder === undefined) throw new Misuse('Say where agent.json lies: --config <folder>');
	return path.resolve(folder);
};

/** One call of the command line → its exit code: 0 good, 1 failed, 2 wrongly used. */
export const runCommand = async (words: readonly string[], around: Surroundings): Promise<number> => {
	try {
		const text = { type: 'string' } as const;
		const flag = { type: 'boolean' } as const;
		const { values, positionals } = parseArgs({
			args: [...words],
			allowPositionals: true,
			options: { config: text, name: text, companies: text, rights: text, help: flag, version: flag },
		});
		if (values.version === true) {
			around.say(agentVersion());
			return 0;
		}
		const [name, ...rest] = positionals;
		const command = name === undefined ? undefined : COMMANDS[name];
		if (command === undefined || values.help === true) {
			around.say(HELP);
			return values.help === true ? 0 : 2;
		}
		return await command(folderOf(values.config, around), { words: rest, options: values }, around);
	} catch (cause) {
		around.complain(cause instanceof Error ? cause.message : String(cause));
		const misused = cause instanceof Misuse || (cause as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || (cause as { code?: unknown }).code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE';
		return misused ? 2 : 1;
	}
};
