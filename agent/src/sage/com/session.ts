import { SageFault } from '../port';
import type { TableNames } from '../names';
import { sageDay, serverTime } from '../stamps';
import type { SageSettings } from '../settings';
import { BusinessObject } from './business-object';
import { isComObject, plainValue, type ComFactory } from './factory';
import { ComFault, Refusals } from './refusals';

/** A logon that Sage refused. `final`: by its words another try with the same password only helps to lock the user. */
export class LogonRefused extends SageFault {
	constructor(fault: SageFault, readonly final: boolean) {
		super(fault.code, fault.message, fault.more);
		this.name = 'LogonRefused';
	}
}

/**
 * One ProvideX process with one user in one company, opened in the order that all working programs use (reference sage-100 2).
 *
 * **The security context is set before every object is made.** Without `nSetProgram` later calls fail in ways that look like something else,
 * so `object` is the only way to an object and sets date, module and program first.
 */
export class SageSession {
	readonly warnings: string[] = [];
	readonly refusals: Refusals;
	private script: BusinessObject | undefined;
	private session: BusinessObject | undefined;
	private readonly opened: BusinessObject[] = [];

	constructor(
		private readonly factory: ComFactory,
		readonly settings: SageSettings,
		/** null: no company, for the list of companies only. */
		readonly company: string | null,
		readonly now: () => number,
	) {
		this.refusals = new Refusals(settings);
	}

	get zone(): string {
		return this.settings.companies.find(({ code }) => code === this.company)?.timeZone ?? this.settings.timeZone;
	}

	today(): string {
		return sageDay(serverTime(this.now(), this.zone).local);
	}

	/** @throws SageFault (SAGE_UNAVAILABLE, EXCLUSIVE_TASK, COMPANY_NOT_FOUND) or LogonRefused */
	open(): void {
		try {
			this.script = this.wrap('ProvideX.Script', this.factory.create('ProvideX.Script'));
			this.script.raw('Init', this.settings.home);
			this.session = this.wrap('SY_Session', this.script.raw('NewObject', 'SY_Session'));
		} catch (cause) {
			throw this.notThere(cause);
		}
		try {
			this.logOn(this.session);
			if (this.company !== null) this.enter(this.session, this.company);
		} catch (cause) {
			// No licence comes as an exception, too (reference sage-100 10).
			throw cause instanceof ComFault ? this.refusals.comFault(cause, 'SAGE_UNAVAILABLE') : cause;
		}
	}

	private wrap(name: string, com: unknown): BusinessObject {
		if (!isComObject(com) || plainValue(com) === 0) throw new ComFault(name, 'NewObject', new Error('it gave no object'));
		return new BusinessObject(name, com, this.factory, this.refusals, this.warnings);
	}

	private notThere(cause: unknown): SageFault {
		const fault = cause instanceof ComFault ? cause : new ComFault('ProvideX.Script', 'create', cause);
		const { more } = this.refusals.comFault(fault);
		return new SageFault('SAGE_UNAVAILABLE', `Sage 100 cannot be started on this machine: ${more.sage?.text ?? fault.message}`, {
			...more, retryAfterSeconds: 60,
		});
	}

	private logOn(session: BusinessObject): void {
		const { user, password } = this.settings;
		const [method, values] = user === '' ? ['nLogon', []] : ['nSetUser', [user, password]];
		const code = session.code(method, ...values);
		if (code === 1 || code === -1) return;
		const refusal = session.refusal(method, code);
		const { text } = refusal;
		if (this.refusals.matches('exclusive', text)) throw this.refusals.faultAs(refusal, 'EXCLUSIVE_TASK');
		const fault = this.refusals.faultAs(refusal, 'SAGE_UNAVAILABLE', 'The agent could not log on to Sage 100.');
		if (this.refusals.matches('noLicence', text)) throw fault;
		throw new LogonRefused(fault, this.refusals.matches('badLogon', text));
	}

	private enter(session: BusinessObject, company: string): void {
		const code = session.code('nSetCompany', company);
		if (code === 1 || code === -1) return;
		const refusal = session.refusal('nSetCompany', code);
		const { text } = refusal;
		const meansUnknown = !this.refusals.matches('exclusive', text) && !this.refusals.matches('locked', text) && !this.refusals.matches('noLicence', text);
		if (meansUnknown || this.refusals.matches('unknownCompany', text)) {
			throw this.refusals.faultAs(refusal, 'COMPANY_NOT_FOUND', `Company ${company} cannot be opened.`);
		}
		throw this.refusals.fault(refusal, 'SAGE_UNAVAILABLE');
	}

	/**
	 * A business object of the first class that Sage gives, with its context set.
	 *
	 * @param day the module's accounting date, YYYYMMDD; today when left out
	 */
	object({ classes, module, tasks }: Pick<TableNames, 'classes' | 'module' | 'tasks'>, day = this.today()): BusinessObject {
		const session = this.live(this.session);
		if (module !== '') {
			session.done('nSetDate', [module, day]);
			session.done('nSetModule', [module]);
		}
		if (tasks.length > 0) session.done('nSetProgram', [this.task(session, tasks)]);
		const said: string[] = [];
		const made = this.firstOf(classes, session, said, () => true)
			// Where the context must be that of the class's own screen, the task of that name has it (reference sage-100 2).
			?? (tasks.length === 0 ? undefined : this.firstOf(classes, session, said, (name) => this.enterScreen(session, name)));
		if (made !== undefined) {
			this.opened.push(made);
			return made;
		}
		const text = [...new Set(said.filter((words) => words !== ''))].join(' / ');
		throw this.refusals.fault(
			{ object: classes.join(', '), method: 'NewObject', returnCode: 0, text, number: null },
			'SAGE_ERROR',
			`Sage gave no object ${classes.join(' or ')}: the class name, the user's right or the module's activation is missing.`,
		);
	}

	private firstOf(classes: readonly string[], session: BusinessObject, said: string[], prepared: (name: string) => boolean): BusinessObject | undefined {
		for (const name of classes) {
			const made = prepared(name) ? this.tryObject(name, session, said) : undefined;
			if (made !== undefined) return made;
		}
		return undefined;
	}

	/** False when Sage knows no such screen, or the user has no right to it. */
	private enterScreen(session: BusinessObject, className: string): boolean {
		const task = session.code('nLookupTask', `${className.replace(/_[a-z]+$/i, '')}_ui`);
		return task > 0 && session.code('nSetProgram', task) === 1;
	}

	private task(session: BusinessObject, tasks: readonly string[]): number {
		for (const name of tasks) {
			const task = session.code('nLookupTask', name);
			if (task > 0) return task;
		}
		throw new SageFault('FORBIDDEN', `Sage does not know the task ${tasks.join(' or ')}, or the agent's user has no right to it. Give the user's role that task.`, {
			sage: { object: 'SY_Session', method: 'nLookupTask', returnCode: 0, number: null, text: session.lastText() },
		});
	}

	/** A class that cannot be made may throw or give nothing; in both cases the session says why (reference sage-100 2). */
	private tryObject(name: string, session: BusinessObject, said: string[]): BusinessObject | undefined {
		try {
			const made = this.live(this.script).raw('NewObject', name, session.com);
			if (isComObject(made) && plainValue(made) !== 0) return this.wrap(name, made);
			said.push(session.lastText());
		} catch (cause) {
			if (!(cause instanceof ComFault)) throw cause;
			// The session still answers, so it was the class and not the server.
			session.code('nSetModule', 'G/L');
			said.push(session.lastText() || cause.message);
		}
		return undefined;
	}

	private live(object: BusinessObject | undefined): BusinessObject {
		if (object === undefined) throw new ComFault('SY_Session', 'open', new Error('the session is not open'));
		return object;
	}

	/** Drops one object before the session ends. */
	drop(object: BusinessObject): void {
		const place = this.opened.indexOf(object);
		if (place >= 0) this.opened.splice(place, 1);
		object.drop();
	}

	/** Gives the process and the licence back. Nothing is left to do when one of these fails. */
	close(): void {
		const parting = [...this.opened.reverse().map((object) => () => object.drop()), () => this.session?.code('nCleanup'), () => this.session?.drop(), () => this.script?.drop()];
		for (const part of parting) {
			try {
				part();
			} catch {
				continue;
			}
		}
		this.opened.length = 0;
		this.session = undefined;
		this.script = undefined;
	}
}
