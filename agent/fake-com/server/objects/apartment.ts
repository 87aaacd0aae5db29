import { SERVER_UNAVAILABLE } from '../faults';
import type { World } from '../world';
import { ComFault, HRESULT } from './calls';
import { RecordObject } from './records';
import { Script } from './script';
import type { ServerObject } from './server-object';
import { Session } from './session';

/** The objects of one process that uses COM. They die with it. */
export class Apartment {
	private readonly objects = new Map<number, ServerObject>();
	/** After a fault of this kind nothing works until the process starts again. */
	lost = false;

	constructor(private readonly world: World) {}

	create(progId: string): ServerObject {
		if (!/^ProvideX\.Script(\.1)?$/i.test(progId)) throw new ComFault(HRESULT.notRegistered, `Class not registered: ${progId}`);
		// A new ProvideX process: what was lost before does not matter to it.
		this.lost = false;
		return this.add(new Script(this.world.id(), this.world, this));
	}

	add<T extends ServerObject>(object: T): T {
		this.objects.set(object.id, object);
		return object;
	}

	object(id: number): ServerObject {
		const object = this.objects.get(id);
		if (this.lost) throw new ComFault(SERVER_UNAVAILABLE, 'The RPC server is unavailable.');
		if (object === undefined || object.dropped) throw new ComFault(HRESULT.disconnected, 'The object invoked has disconnected from its clients.');
		return object;
	}

	/** Objects that share the ProvideX process are gone; a new script object begins another. */
	lose(): void {
		this.close();
		this.lost = true;
	}

	/** The process that used them is gone. */
	close(): void {
		for (const object of this.objects.values()) {
			if (object instanceof RecordObject) object.abandon();
			else if (object instanceof Session) object.abandon();
		}
		this.objects.clear();
	}
}
