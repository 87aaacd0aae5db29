import type { Company } from '../data/company';
import type { Seat, User, World } from '../world';
import { ComFault, HRESULT, type Arguments } from './calls';
import { SERVER_UNAVAILABLE } from '../faults';
import { taskId, taskOf, taskNamed } from './classes';
import { ServerObject, type Method } from './server-object';

const MODULES = ['G/L', 'A/P', 'P/O', 'A/R', 'S/O', 'C/I', 'I/M'];

/** `SY_Session`: user, company, dates, security context (reference sage-100 2). */
export class Session extends ServerObject {
	user: User | undefined;
	company: Company | undefined;
	/** Changes with the company; objects of an older number are no longer good (reference sage-100 8). */
	generation = 0;
	task: string | undefined;
	readonly dates = new Map<string, string>();
	private seat: Seat | undefined;
	private closed = false;

	constructor(id: number, readonly world: World) {
		super(id, 'SY_Session');
	}

	protected readonly methods: Readonly<Record<string, Method>> = {
		nLogon: () => this.logon(),
		nSetUser: (args) => this.setUser(args.text(0), args.text(1)),
		nSetCompany: (args) => this.setCompany(args.text(0)),
		nSetDate: (args) => this.setDate(args),
		nSetModule: (args) => (this.company === undefined ? this.refuse('No company is set.') : this.known(args.text(0))),
		nLookupTask: (args) => this.lookupTask(args.text(0)),
		nSetProgram: (args) => this.setProgram(Number(args.text(0))),
		nCleanup: () => {
			this.end();
			return 1;
		},
		DropObject: () => {
			this.end();
			this.drop();
			return 1;
		},
	};

	override companyCode(): string {
		return this.company?.code ?? '';
	}

	override unusable(): string | undefined {
		if (this.id < this.world.lostBefore) throw new ComFault(SERVER_UNAVAILABLE, 'The RPC server is unavailable.');
		return super.unusable() ?? (this.closed ? 'The session has been closed.' : undefined);
	}

	/** Why an object of this class cannot be made. */
	reasonAgainst(className: string): string | undefined {
		if (this.user === undefined) return 'No user is signed in.';
		const system = /^SY_/i.test(className) && this.world.switches.values.systemFiles === 'free';
		if (system && this.company === undefined) return undefined;
		if (this.company === undefined) return 'No company is set.';
		const exclusive = this.world.exclusiveTask(this.company.code);
		if (exclusive !== undefined) return exclusiveText(this.company.code, exclusive);
		if (system) return undefined;
		if (this.task === undefined) return `${className}: the security context is not set. Use SetProgram.`;
		const own = this.world.switches.values.securityContext === 'own';
		if (own && this.task !== taskOf(this.world, className)) return `${className}: the security context is that of ${this.task}.`;
		return undefined;
	}

	/** Lets the seat go. A process that was killed does not do this by itself. */
	end(): void {
		if (this.closed) return;
		this.closed = true;
		this.world.seats = this.world.seats.filter((seat) => seat !== this.seat);
		if (this.user !== undefined) this.world.history.effect('session-ended', { session: this.id, user: this.user.name });
	}

	/** The process is gone. */
	abandon(): void {
		if (this.seat !== undefined && this.world.switches.values.seatOfDeadProcess === 'kept') this.seat.dead = true;
		else this.end();
	}

	private logon(): number {
		const user = this.world.users[0];
		if (!this.world.switches.values.unifiedLogon || user === undefined) return this.refuse('Unified logon is not enabled.');
		return this.signIn(user);
	}

	private setUser(name: string, password: string): number {
		const user = this.world.user(name);
		if (user === undefined) return this.refuse('The user code or password is not valid.');
		if (user.locked) return this.refuse(`User ${user.name} is locked.`);
		if (user.password !== password) {
			user.wrongPasswords += 1;
			const limit = this.world.switches.values.wrongPasswordsLock;
			if (limit > 0 && user.wrongPasswords >= limit) {
				user.locked = true;
				this.world.history.effect('user-locked', { user: user.name, wrongPasswords: user.wrongPasswords });
			}
			return this.refuse('The user code or password is not valid.');
		}
		user.wrongPasswords = 0;
		return this.signIn(user);
	}

	private signIn(user: User): number {
		const { seats, licenceRefusal } = this.world.switches.values;
		if (this.seat === undefined) {
			if (seats > 0 && this.world.seats.length + this.world.taken >= seats) {
				const text = 'The maximum number of users has been reached.';
				this.world.history.effect('no-seat', { user: user.name });
				if (licenceRefusal === 'exception') throw new ComFault(HRESULT.noLicence, text);
				return this.refuse(text);
			}
			this.seat = { session: this.id, user: user.name, company: '', dead: false };
			this.world.seats.push(this.seat);
		}
		this.user = user;
		this.world.history.effect('signed-in', { session: this.id, user: user.name });
		return 1;
	}

	private setCompany(code: string): number {
		if (this.user === undefined) return this.refuse('No user is signed in.');
		const company = this.world.company(code);
		if (company === undefined) return this.refuse(`Company ${code} is not on file.`);
		const exclusive = this.world.exclusiveTask(code);
		if (exclusive !== undefined) return this.refuse(exclusiveText(code, exclusive));
		if (!company.externalAccess) return this.refuse(`Company ${code} does not allow external access.`);
		if (this.company !== company) this.generation += 1;
		this.company = company;
		this.task = undefined;
		this.dates.clear();
		if (this.seat !== undefined) this.seat.company = code;
		return 1;
	}

	private known(module: string): number {
		return MODULES.includes(module) ? 1 : this.refuse(`Module ${module} is not known.`);
	}

	private setDate(args: Arguments): number {
		if (this.company === undefined) return this.refuse('No company is set.');
		const [module, day] = [args.text(0), args.text(1)];
		if (this.known(module) === 0) return 0;
		if (!/^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(day)) return this.refuse(`The date ${day} is not valid.`);
		this.dates.set(module, day);
		return 1;
	}

	/** 0 is an unknown task or no right to it; there is no text (reference sage-100 10). */
	private lookupTask(name: string): number {
		return this.mayUse(name) ? taskId(this.world, name) : 0;
	}

	private mayUse(task: string): boolean {
		return (this.user?.tasks ?? []).some((allowed) => allowed === '*' || task.startsWith(allowed));
	}

	private setProgram(id: number): number {
		if (this.company === undefined) return this.refuse('No company is set.');
		const task = taskNamed(this.world, id);
		if (task === undefined || !this.mayUse(task)) return this.refuse(`The task ${id} is not known, or the user has no right to it.`);
		this.task = task;
		return 1;
	}
}

export const exclusiveText = (code: string, task: string): string => `Company ${code} is in exclusive use by ${task}.`;
