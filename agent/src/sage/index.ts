import fs from 'node:fs';
import path from 'node:path';
import type { Answer, Task } from './engine';
import { withStored } from './journal/create';
import { SageFault, type ReadyCheck, type Row, type RowKey, type SagePort } from './port';
import { CompanyProcess } from './process/company-process';
import { LogonGate } from './process/logon-gate';
import { readSageSettings, type SageConfig, type SageSettings } from './settings';
import { serverTime } from './stamps';

export { readSageSettings, type SageConfig, type SageSettings } from './settings';
export { DEFAULT_NAMES } from './names';
export * from './port';

export interface SageOptions {
	/** The built worker; without it one of the places where the build puts it. */
	readonly workerPath?: string;
	/** Milliseconds since 1970; for the server's clock and for pauses. */
	readonly now?: () => number;
}

const PLACES = ['process/worker.js', 'sage/process/worker.js', 'worker.js', 'sage-worker.js', 'process/worker.ts'];

const workerPlace = (): string => {
	const found = PLACES.map((place) => path.join(__dirname, place)).find((place) => fs.existsSync(place));
	if (found === undefined) throw new Error(`The worker process is not built: none of ${PLACES.join(', ')} is in ${__dirname}.`);
	return found;
};

const asRows = (answer: Answer): readonly Row[] => (Array.isArray(answer) ? answer as readonly Row[] : []);
const asKeys = (answer: Answer): readonly RowKey[] => (Array.isArray(answer) ? answer as readonly RowKey[] : []);
const asRow = (answer: Answer): Row => (answer !== null && !Array.isArray(answer) ? answer as Row : {});

/** Sage 100 behind one process per company. */
class Sage implements SagePort {
	private readonly processes = new Map<string, CompanyProcess>();
	private readonly gate: LogonGate;
	private listed: readonly string[] = [];
	private readonly lastFacts = new Map<string, Row>();

	constructor(private readonly settings: SageSettings, private readonly workerPath: string, private readonly now: () => number) {
		this.gate = new LogonGate(settings.seconds.logonPause * 1_000, now);
		if (settings.journal.updateMethods.length > 0) this.runRegister = async (company, run) => asRow(await this.of(company, { do: 'runRegister', run }));
	}

	private process(company: string | null): CompanyProcess {
		const key = company ?? '';
		const known = this.processes.get(key);
		if (known !== undefined) return known;
		const { settings, workerPath } = this;
		const made = new CompanyProcess({
			workerPath, settings, company,
			onLogon: (outcome, fault) => {
				if (outcome === 'accepted') this.gate.accepted();
				else if (fault !== undefined) this.gate.refused(outcome, fault);
			},
		});
		this.processes.set(key, made);
		return made;
	}

	/** An open session is past the logon; only a new one may be stopped by the gate. */
	private async ask(company: string | null, task: Task): Promise<Answer> {
		return await this.process(company).run(task, (open) => this.gate.through(open));
	}

	private async codes(): Promise<readonly string[]> {
		if (this.settings.companies.length > 0) return this.settings.companies.map(({ code }) => code);
		const answer = await this.ask(null, { do: 'listCompanies' });
		this.listed = Array.isArray(answer) ? answer.filter((code): code is string => typeof code === 'string').map((code) => code.toUpperCase()) : [];
		return this.listed;
	}

	/** @throws SageFault COMPANY_NOT_FOUND without a session being opened for an unknown code */
	private async known(company: string): Promise<string> {
		if (await this.knows(company)) return company.toUpperCase();
		throw new SageFault('COMPANY_NOT_FOUND', `No company ${company.toUpperCase()}.`, { stored: 'no' });
	}

	private async of(company: string, task: Task): Promise<Answer> {
		return await this.ask(await this.known(company), task);
	}

	async knows(company: string): Promise<boolean> {
		const code = company.toUpperCase();
		return this.listed.includes(code) || (await this.codes()).includes(code);
	}

	async company(company: string): Promise<Row> {
		const code = await this.known(company);
		return await this.facts(code, () => this.ask(code, { do: 'facts' }));
	}

	/**
	 * One that Sage does not have is left out.
	 *
	 * **A list of companies takes one licence seat more at the most.** The facts of a company stand in its own files, so each needs a session there. One
	 * that is at work or rests answers; any other is opened, asked and closed before the next is opened.
	 */
	async companies(wanted: (code: string) => boolean = () => true): Promise<readonly Row[]> {
		const rows: Row[] = [];
		for (const code of (await this.codes()).filter(wanted)) {
			try {
				rows.push(await this.facts(code, () => this.process(code).visit({ do: 'facts' }, (open) => this.gate.through(open))));
			} catch (error) {
				if (!(error instanceof SageFault) || error.code !== 'COMPANY_NOT_FOUND') throw error;
			}
		}
		return rows;
	}

	/** A company that cannot be asked now is shown as it was last. */
	private async facts(code: string, ask: () => Promise<Answer>): Promise<Row> {
		try {
			const facts = asRow(await ask());
			this.lastFacts.set(code, facts);
			return facts;
		} catch (error) {
			const last = this.lastFacts.get(code);
			if (last === undefined || (error instanceof SageFault && error.code === 'COMPANY_NOT_FOUND')) throw error;
			return last;
		}
	}

	async ready(company?: string): Promise<readonly ReadyCheck[]> {
		try {
			const code = company === undefined ? this.settings.companies[0]?.code ?? null : await this.known(company);
			const process = this.process(code);
			// A session at work is a session that works; waiting for its end would say nothing more.
			if (process.depth > 0 && process.isOpen) return checksOf(company, code, undefined, `${process.depth} at work or waiting`);
			await this.ask(code, { do: 'open' });
			return checksOf(company, code, undefined, undefined);
		} catch (error) {
			if (!(error instanceof SageFault)) throw error;
			if (error.code === 'COMPANY_NOT_FOUND' && company !== undefined && error.more.sage === undefined) throw error;
			return checksOf(company, company ?? null, error, undefined);
		}
	}

	async clock(company: string): Promise<ReturnType<typeof serverTime>> {
		const code = await this.known(company);
		const own = this.settings.companies.find((entry) => entry.code === code)?.timeZone;
		return serverTime(this.now(), own ?? this.settings.timeZone);
	}

	segments: SagePort['segments'] = async (company) => asRows(await this.of(company, { do: 'segments' }));
	fiscalYears: SagePort['fiscalYears'] = async (company) => asRows(await this.of(company, { do: 'fiscalYears' }));
	scan: SagePort['scan'] = async (company, list, filter, since) =>
		asKeys(await this.of(company, { do: 'scan', list, filter, ...(since === undefined ? {} : { since }) }));
	fetch: SagePort['fetch'] = async (company, list, filter, keys) => asRows(await this.of(company, { do: 'fetch', list, filter, keys }));
	findEntries: SagePort['findEntries'] = async (company, naturalKey, postingDate) =>
		asRows(await this.of(company, { do: 'findEntries', naturalKey, ...(postingDate === undefined ? {} : { postingDate }) }));
	checkEntry: SagePort['checkEntry'] = async (company, entry) => asRow(await this.of(company, { do: 'checkEntry', entry }));
	createEntry: SagePort['createEntry'] = async (company, entry) => {
		const code = await this.known(company).catch((error: unknown) => {
			throw error instanceof SageFault ? withStored(error, 'no') : error;
		});
		return asRow(await this.ask(code, { do: 'createEntry', entry }));
	};

	/** There is one where the administrator has named the method. */
	readonly runRegister: SagePort['runRegister'];

	async close(): Promise<void> {
		await Promise.all([...this.processes.values()].map((process) => process.close()));
	}
}

/** What a fault says of each step: those before it worked, those after it were not reached. */
const checksOf = (company: string | undefined, code: string | null, fault: SageFault | undefined, queue: string | undefined): ReadyCheck[] => {
	const object = fault?.more.sage?.object ?? '';
	const method = fault?.more.sage?.method ?? '';
	const failed = fault === undefined ? undefined
		: fault.code === 'COMPANY_NOT_FOUND' || method === 'nSetCompany' ? 'company'
			: method === 'nSetUser' || method === 'nLogon' ? 'logon' : object === '' || object === 'ProvideX.Script' || object === 'SY_Session' ? 'com' : 'company';
	const names: Array<'com' | 'logon' | 'company'> = company === undefined ? ['com', 'logon'] : ['com', 'logon', 'company'];
	const reached = failed === undefined ? names.length : Math.max(0, (['com', 'logon', 'company'] as const).indexOf(failed));
	const checks: ReadyCheck[] = names.map((name, place) => ({
		name,
		ok: place < reached,
		...(place === reached && fault !== undefined ? { detail: fault.message } : place < reached && name === 'company' && code !== null ? { detail: code } : {}),
	}));
	if (fault !== undefined && reached >= names.length) checks.push({ name: 'company', ok: false, detail: fault.message });
	return [...checks, { name: 'queue', ok: true, ...(queue === undefined ? {} : { detail: queue }) }];
};

/** @throws Error with a sentence for the administrator when the configuration is wrong */
export const openSage = (config: SageConfig, options: SageOptions = {}): SagePort =>
	new Sage(readSageSettings(config), options.workerPath ?? workerPlace(), options.now ?? Date.now);
