import { ComFault } from './com/refusals';
import type { ComFactory } from './com/factory';
import { LogonRefused, SageSession } from './com/session';
import { Company } from './company';
import { LISTS } from './lists';
import { checkEntry } from './journal/check';
import { createEntry, withStored, type Progress } from './journal/create';
import { entryRow, POSTING } from './journal/entry';
import { findEntries } from './journal/find';
import { runRegister } from './journal/register';
import { SageFault, type EntryToCreate, type ListFilter, type ListName, type RegisterRun, type Row, type StampText } from './port';
import type { SageSettings } from './settings';

/** One question to Sage, as it travels to the process that holds the session. */
export type Task =
	| { readonly do: 'open' | 'listCompanies' | 'facts' | 'segments' | 'fiscalYears' }
	| { readonly do: 'scan'; readonly list: ListName; readonly filter: ListFilter; readonly since?: StampText }
	| { readonly do: 'fetch'; readonly list: ListName; readonly filter: ListFilter; readonly keys: readonly string[] }
	| { readonly do: 'findEntries'; readonly naturalKey: string; readonly postingDate?: string }
	| { readonly do: 'runRegister'; readonly run: RegisterRun }
	| { readonly do: 'checkEntry' | 'createEntry'; readonly entry: EntryToCreate };

export type Answer = readonly Row[] | readonly string[] | Row | null;

const MOST_KEYS = 250;

/** The work of one company behind one session, one task at a time. */
export class Engine {
	private session: SageSession | undefined;
	private company: Company | undefined;

	constructor(
		private readonly factory: ComFactory,
		private readonly settings: SageSettings,
		private readonly code: string | null,
		private readonly now: () => number,
		/** Whether the agent is still there that would get the answers. */
		private readonly isWanted: () => boolean = () => true,
	) {}

	/** @throws SageFault; after `sessionLost` nothing but `close` may be called */
	async run(task: Task, announce: (progress: Progress) => Promise<void>): Promise<Answer> {
		let progress: Progress = 'checking';
		try {
			const company = this.open();
			company.session.warnings.length = 0;
			return await this.perform(company, task, async (reached) => {
				await announce(reached);
				progress = reached;
			});
		} catch (error) {
			throw this.asFault(error, task, progress);
		}
	}

	/** Set when the session is worth nothing any more. */
	sessionLost = false;
	/** Set when Sage refused user or password; `final` when another try can only lock the user. */
	logonRefused: 'final' | 'perhaps' | undefined;

	private asFault(error: unknown, task: Task, progress: Progress): SageFault {
		const fault = this.plainFault(error, task);
		if (task.do !== 'createEntry' || fault.more.stored !== undefined) return fault;
		return withStored(fault, progress === 'checking' || progress === 'prepared' ? 'no' : 'unknown');
	}

	private plainFault(error: unknown, task: Task): SageFault {
		if (error instanceof SageFault) return error;
		if (error instanceof ComFault && this.session !== undefined) {
			this.sessionLost = true;
			return this.session.refusals.comFault(error);
		}
		const said = error instanceof Error ? error.message : String(error);
		// Values that cannot be written into an expression, or a column that holds no number.
		if (error instanceof RangeError) return new SageFault(task.do === 'scan' ? 'FILTER_NOT_SUPPORTED' : task.do.endsWith('Entry') ? 'VALIDATION' : 'SAGE_ERROR', said);
		this.sessionLost = true;
		return new SageFault('SAGE_ERROR', `The agent failed while it talked to Sage: ${said}`);
	}

	private open(): Company {
		if (this.company !== undefined) return this.company;
		this.session = new SageSession(this.factory, this.settings, this.code, this.now);
		try {
			this.session.open();
		} catch (error) {
			this.session.close();
			this.sessionLost = true;
			if (error instanceof LogonRefused) this.logonRefused = error.final ? 'final' : 'perhaps';
			throw error;
		}
		this.company = new Company(this.session, this.code ?? '');
		return this.company;
	}

	private async perform(company: Company, task: Task, announce: (progress: Progress) => Promise<void>): Promise<Answer> {
		switch (task.do) {
			case 'open': return null;
			case 'listCompanies': return Company.list(company.session);
			case 'facts': return company.facts();
			case 'segments': return company.segments();
			case 'fiscalYears': return company.calendar().rows();
			case 'scan': return LISTS[task.list].scan(company, task.filter, task.since);
			case 'fetch': return LISTS[task.list].fetch(company, task.filter, task.keys.slice(0, MOST_KEYS));
			case 'findEntries': return findEntries(company, task.naturalKey, task.postingDate);
			case 'checkEntry': {
				const checked = checkEntry(company, task.entry);
				return entryRow(checked, { state: 'validated', posting: POSTING.notStored, warnings: [...company.session.warnings] });
			}
			case 'runRegister': return runRegister(company, task.run, this.isWanted);
			case 'createEntry': return await createEntry(company, task.entry, announce, this.isWanted);
		}
	}

	close(): void {
		this.session?.close();
		this.session = undefined;
		this.company = undefined;
	}
}
