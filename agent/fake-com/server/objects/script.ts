import { wordsOf } from '../switches';
import type { World } from '../world';
import type { Apartment } from './apartment';
import { ComFault, HRESULT, type Arguments, type Outgoing } from './calls';
import { objectOf } from './classes';
import { ServerObject, type Method } from './server-object';
import { Session } from './session';

/** The root, `ProvideX.Script` (reference sage-100 2). */
export class Script extends ServerObject {
	private home = '';

	constructor(id: number, private readonly world: World, private readonly apartment: Apartment) {
		super(id, 'ProvideX.Script');
	}

	protected readonly methods: Readonly<Record<string, Method>> = {
		Init: (args) => {
			this.home = args.text(0);
			return undefined;
		},
		NewObject: (args) => this.newObject(args),
		DropObject: () => {
			this.drop();
			return 1;
		},
	};

	private fails(session: Session | undefined, text: string): null {
		session?.refuse(text);
		if (this.world.switches.values.newObjectFails === 'exception') throw new ComFault(HRESULT.exception, text);
		return null;
	}

	private newObject(args: Arguments): Outgoing {
		const [name, given] = [args.text(0), args.raw(1)];
		const session = given instanceof Session ? given : undefined;
		const pathOf = (text: string): string => text.replace(/[\\/]+$/, '').toLowerCase();
		if (pathOf(this.home) !== pathOf(this.world.switches.values.home)) return this.fails(session, `Error #12: Directory "${this.home}" does not exist`);
		if (wordsOf(this.world.switches.values.absent).has(name)) return this.fails(session, `Class ${name} is not known.`);
		if (name.toLowerCase() === 'sy_session') return this.apartment.add(new Session(this.world.id(), this.world));
		if (session === undefined) return this.fails(session, `${name} needs a session.`);
		const why = session.unusable() ?? session.reasonAgainst(name);
		if (why !== undefined) return this.fails(session, why);
		const made = objectOf(this.world, session, name);
		return made === undefined ? this.fails(session, `Class ${name} is not known.`) : this.apartment.add(made);
	}
}
