import { openEntry, registerUpdate } from '../ledger/register';
import { exclusiveText, type Session } from './session';
import { ServerObject, type Method } from './server-object';

/** `GL_TransactionJournal_upd`: runs register and update. The name of its method is a guess (reference sage-100 9.3 names only the class). */
export class UpdateObject extends ServerObject {
	private readonly generation: number;

	constructor(id: number, className: string, private readonly session: Session) {
		super(id, className);
		this.generation = session.generation;
	}

	protected readonly methods: Readonly<Record<string, Method>> = {
		nUpdate: (args) => this.update(args.text(0)),
		DropObject: () => {
			this.drop();
			return 1;
		},
	};

	override companyCode(): string {
		return this.session.companyCode();
	}

	override unusable(): string | undefined {
		const own = super.unusable() ?? this.session.unusable();
		return own ?? (this.generation === this.session.generation ? undefined : 'The object belongs to another company of the session.');
	}

	private update(batchNo: string): number {
		const { world, company, user } = this.session;
		if (company === undefined || user === undefined) return this.refuse('No company is set.');
		const exclusive = world.exclusiveTask(company.code);
		if (exclusive !== undefined) return this.refuse(exclusiveText(company.code, exclusive));
		const open = openEntry(company);
		if (open !== undefined) return this.refuse(`The update needs the journal for itself; ${open} is in use.`);
		const done = registerUpdate(world, company, (header) => batchNo === '' || header.get('BatchNo') === batchNo, user.name);
		return done.length > 0 ? 1 : this.refuse('There is nothing to update.');
	}
}
