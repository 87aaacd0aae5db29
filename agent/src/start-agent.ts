import { mkdirSync, readFileSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import path from 'node:path';
import { type AgentClock, systemClock } from './agent-clock';
import { type AgentLog, fileLog } from './agent-log';
import { CompanyGate } from './company-gate';
import { DEFAULTS, type Settings, secretsIn } from './config/settings';
import { ContractChecks } from './contract/checks';
import { shippedContract } from './contract/document';
import { lockFolder } from './folder-lock';
import { createServer } from './http/server';
import { JournalEntries } from './journal/journal-entries';
import { RequestJournal } from './journal/request-journal';
import { KeyStore } from './keys/key-store';
import { canRunRegister, journalHandlers } from './operations/journals';
import { ledgerHandlers } from './operations/ledger';
import { LISTS, listHandler } from './operations/lists';
import { serviceHandlers } from './operations/service';
import { Walks } from './paging/walks';
import { type SagePort } from './sage/port';
import { tlsIdentity } from './tls/certificate';

export interface StartOptions {
	/** Holds keys, certificate, request journal and log; made when it is not there. */
	readonly configFolder: string;
	/** 0 for any free one; the settings' port unless told. */
	readonly port?: number;
	/** Closed by `stop`. */
	readonly sage: SagePort;
	readonly settings?: Partial<Settings>;
	readonly clock?: AgentClock;
	readonly log?: AgentLog;
}

export interface RunningAgent {
	/** With the version, good for a client: `https://127.0.0.1:8443/v1`. */
	readonly url: string;
	/** SHA-256, pairs of letters with colons. */
	readonly fingerprint: string;
	/** PEM. */
	readonly certificate: string;
	/** Lets running requests end, then closes Sage and the request journal. */
	stop(): Promise<void>;
}

/** The nearest package.json above, in dist/ as in src/. */
export const agentVersion = (): string => {
	const manifest = JSON.parse(readFileSync(path.resolve(__dirname, '../package.json'), 'utf8')) as { readonly version: string };
	return manifest.version;
};

const hostInUrl = (address: string): string => {
	if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
	return address.includes(':') ? `[${address}]` : address;
};

const untilOrAfter = (work: Promise<unknown>, milliseconds: number, clock: AgentClock): Promise<void> =>
	new Promise((resolve, reject) => {
		const giveUp = clock.after(milliseconds, resolve);
		work.then(() => resolve(), reject).finally(giveUp);
	});

/** Everything of the agent but Sage itself, which the caller brings. Rejects when a file of the folder cannot be used. */
export const startAgent = async ({ configFolder, port, sage, settings: given = {}, clock = systemClock, log: ownLog }: StartOptions): Promise<RunningAgent> => {
	const settings: Settings = { ...DEFAULTS, ...given };
	mkdirSync(configFolder, { recursive: true });
	const unlock = lockFolder(configFolder);
	try {
		const log = ownLog ?? fileLog(path.join(configFolder, 'log'), clock, secretsIn(settings.sage));
		const contract = shippedContract();
		const identity = await tlsIdentity(configFolder, settings.tls, settings.names, clock);
		const journal = new RequestJournal(path.join(configFolder, 'journal', 'requests.jsonl'), clock);
		const gate = new CompanyGate(clock, { waitMilliseconds: settings.waitSeconds * 1000, waitersPerCompany: settings.waitersPerCompany });
		const walks = new Walks(clock, settings.cursorMinutes * 60_000);
		const entries = new JournalEntries({ sage, journal, gate, clock, quietMilliseconds: settings.quietSeconds * 1000 });
		const registers = { sage, journalRegisters: settings.journalRegisters };
		let stopping = false;

		const app = createServer({
			contract,
			checks: new ContractChecks(contract),
			handlers: {
				...serviceHandlers({
					sage, gate, clock, identity,
					agentVersion: agentVersion(),
					contractVersion: contract.version,
					canRunRegister: (request) => canRunRegister(registers, request),
				}),
				...ledgerHandlers({ sage, gate }),
				...Object.fromEntries(Object.entries(LISTS).map(([id, list]) => [id, listHandler(id, list, { sage, gate, walks })])),
				...journalHandlers({ ...registers, gate, entries }),
			},
			keys: new KeyStore(configFolder, clock),
			identity,
			log,
			verifyAnswers: settings.verifyAnswers,
			stopping: () => stopping,
		});
		try {
			await app.listen({ port: port ?? settings.port, host: settings.listen });
		} catch (cause) {
			journal.close();
			throw new Error(`Port ${port ?? settings.port} on ${settings.listen} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`);
		}
		const address = app.server.address() as AddressInfo;
		const url = `https://${hostInUrl(address.address)}:${address.port}/v1`;
		log('info', 'started', { url, fingerprint: identity.fingerprint, agent: agentVersion(), contract: contract.version });

		let stopped: Promise<void> | undefined;
		const stop = async (): Promise<void> => {
			stopping = true;
			log('info', 'stopping');
			// A creation that is cut here is in doubt at the next start, which is what it is.
			await untilOrAfter(app.close(), settings.stopSeconds * 1000, clock);
			app.server.closeAllConnections();
			await sage.close();
			journal.close();
			unlock();
			log('info', 'stopped');
		};
		return { url, fingerprint: identity.fingerprint, certificate: identity.certificate, stop: () => (stopped ??= stop()) };
	} catch (cause) {
		unlock();
		throw cause;
	}
};
