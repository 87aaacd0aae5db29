import { existsSync } from 'node:fs';
import { configFile, readSettings } from '../config/settings';
import { type Command, Misuse, type Surroundings } from './surroundings';

export const SERVICE_NAME = 'Sage 100 agent';

/** The part of the optional package node-windows that is used here. */
interface WindowsService {
	on(event: string, then: (cause?: unknown) => void): void;
	install(): void;
	uninstall(): void;
	start(): void;
}
interface NodeWindows {
	readonly Service: new (facts: Readonly<Record<string, unknown>>) => WindowsService;
}

const serviceOf = (folder: string, { platform, load, script }: Surroundings): WindowsService => {
	if (platform !== 'win32') throw new Misuse('A Windows service can only be installed on Windows. Elsewhere let the system\'s own service manager run: start --config <folder>');
	let loaded: NodeWindows;
	try {
		loaded = load('node-windows') as NodeWindows;
	} catch {
		throw new Misuse('The package node-windows is not installed. Run in the folder of the agent: npm install node-windows');
	}
	return new loaded.Service({
		name: SERVICE_NAME,
		description: 'HTTPS service in front of the Sage 100 Business Object Interface.',
		script,
		// node-windows cuts these words at every blank, so the folder travels in the environment.
		scriptOptions: 'start',
		env: { name: 'SAGE100_AGENT_CONFIG', value: folder },
		// A faulty configuration must not become an endless loop of logons: Sage locks a user after wrong passwords.
		maxRestarts: 3,
		wait: 10,
		grow: 0.5,
	});
};

/** Resolves at the event that says it is done; node-windows tells everything by events. */
const awaited = (service: WindowsService, finished: readonly string[], act: () => void): Promise<string> =>
	new Promise((resolve, reject) => {
		for (const event of finished) service.on(event, () => resolve(event));
		for (const event of ['error', 'invalidinstallation']) service.on(event, (cause) => reject(cause instanceof Error ? cause : new Error(`${event} ${String(cause ?? '')}`.trim())));
		act();
	});

export const install: Command = async (folder, _given, around) => {
	if (!existsSync(configFile(folder))) throw new Misuse(`There is no ${configFile(folder)}; the service would not start.`);
	readSettings(folder);
	const service = serviceOf(folder, around);
	const event = await awaited(service, ['install', 'alreadyinstalled'], () => service.install());
	if (event === 'alreadyinstalled') {
		around.say(`The service "${SERVICE_NAME}" is installed already.`);
		return 0;
	}
	await awaited(service, ['start'], () => service.start());
	around.say(`The service "${SERVICE_NAME}" is installed and started. Let it run under the Windows account that Sage 100 was set up for (Services, Log On).`);
	return 0;
};

export const uninstall: Command = async (folder, _given, around) => {
	const service = serviceOf(folder, around);
	const event = await awaited(service, ['uninstall', 'alreadyuninstalled'], () => service.uninstall());
	around.say(event === 'uninstall' ? `The service "${SERVICE_NAME}" is removed; ${folder} stays as it is.` : `There is no service "${SERVICE_NAME}".`);
	return 0;
};
