import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SERVER_UNAVAILABLE, type Fault } from './faults';
import { Apartment } from './objects/apartment';
import { Arguments, ComFault, HRESULT, type Incoming, type Outgoing, type Plain } from './objects/calls';
import { ServerObject } from './objects/server-object';
import { Session } from './objects/session';
import type { World } from './world';

/** What a COM caller sends, a line each. */
interface Sent {
	readonly op: 'create' | 'call' | 'get';
	readonly id?: number;
	readonly name: string;
	readonly args?: readonly { readonly value?: Plain; readonly object?: number; readonly byReference?: boolean }[];
}

/** What comes back. */
interface Answer {
	value?: Plain;
	object?: number;
	/** What was put into arguments that came by reference. */
	changed?: Readonly<Record<number, Plain>>;
	/** A property that comes as an object (switch propertyAccess). */
	wrapped?: boolean;
	exception?: { readonly hresult: number; readonly message: string };
	/** The caller ends now, as if somebody killed it. */
	die?: true;
}

/** Too many to be kept one by one. */
const COUNTED = /^(n|s)GetValue$|^nSetValue$|^nMove(Next|Previous)$/i;

interface Waiting {
	readonly line: string;
	release(): void;
}

/** Takes calls from processes that use COM. One process is one apartment: its calls come one after another. */
export class ComServer {
	/** Calls that hang. */
	private waiting: Waiting[] = [];
	private readonly busy = new Map<string, number>();

	constructor(private readonly world: World) {}

	hanging(): readonly string[] {
		return this.waiting.map(({ line }) => line);
	}

	/** Somebody closes the dialogue: what hangs goes on. */
	release(): { released: number } {
		const released = this.waiting;
		this.waiting = [];
		for (const one of released) one.release();
		return { released: released.length };
	}

	connect(socket: Socket): void {
		const apartment = new Apartment(this.world);
		let pieces: Buffer[] = [];
		socket.setNoDelay(true);
		socket.on('data', (data: Buffer) => {
			const end = data.indexOf(10);
			if (end < 0) return void pieces.push(data);
			const line = Buffer.concat([...pieces, data.subarray(0, end)]).toString('utf8');
			pieces = [data.subarray(end + 1)];
			this.answer(apartment, line).then((answer) => socket.write(`${JSON.stringify(answer)}\n`), (error: unknown) => {
				this.world.history.crash(String(error instanceof Error ? error.stack : error));
				socket.destroy();
			});
		});
		// HTTP sockets stay half open when the other side ends.
		socket.on('error', () => socket.destroy()).on('end', () => socket.destroy());
		socket.on('close', () => apartment.close());
	}

	private async answer(apartment: Apartment, line: string): Promise<Answer> {
		const sent = JSON.parse(line) as Sent;
		try {
			if (sent.op === 'create') return this.outgoing(apartment.create(sent.name));
			const object = apartment.object(sent.id ?? 0);
			return await (sent.op === 'get' ? this.get(apartment, object, sent.name) : this.call(apartment, object, sent));
		} catch (error) {
			if (error instanceof ComFault) return { exception: { hresult: error.hresult, message: error.message } };
			throw error;
		}
	}

	private outgoing(value: Outgoing): Answer {
		return value instanceof ServerObject ? { object: value.id } : { value: value ?? null };
	}

	private get(apartment: Apartment, object: ServerObject, name: string): Answer {
		this.world.history.count(`${object.className}.${name}`);
		if (object instanceof Session) object.unusable();
		const value = object.property(name);
		if (value === undefined) throw new ComFault(HRESULT.unknownName, `Unknown name: ${name}`);
		if (value instanceof ServerObject) apartment.add(value);
		const wrapped = this.world.switches.values.propertyAccess === 'object' && !(value instanceof ServerObject);
		return { ...this.outgoing(value), ...(wrapped ? { wrapped } : {}) };
	}

	private async call(apartment: Apartment, object: ServerObject, { name, args: given = [] }: Sent): Promise<Answer> {
		const args = new Arguments(given.map((one): Incoming =>
			({ value: one.object === undefined ? (one.value ?? null) : apartment.object(one.object), byReference: one.byReference === true })));
		const { company, line } = this.record(object, name, given[0]?.value);
		const fault = this.world.faults.match(line);
		if (fault !== undefined) this.world.history.effect('fault', { name: fault.name, kind: fault.kind, line });
		const others = this.busy.get(company) ?? 0;
		if (others > 0 && company !== '') this.world.history.effect('overlap', { company, line, others });
		this.busy.set(company, others + 1);
		try {
			const answer = await this.spoiled(apartment, object, fault, line, () => this.invoke(object, name, args));
			return { ...answer, changed: Object.fromEntries(args.changed) };
		} finally {
			this.busy.set(company, (this.busy.get(company) ?? 1) - 1);
		}
	}

	private record(object: ServerObject, name: string, first: Plain | undefined): { company: string; line: string } {
		const company = object.companyCode();
		const method = `${object.className}.${name}`;
		const argument = typeof first === 'string' || typeof first === 'number' ? String(first).slice(0, 80) : '';
		if (COUNTED.test(name)) this.world.history.count(method);
		else this.world.history.call(method, company, { argument });
		return { company, line: `${company} ${method}(${argument})` };
	}

	private async spoiled(apartment: Apartment, object: ServerObject, fault: Fault | undefined, line: string, work: () => Answer): Promise<Answer> {
		switch (fault?.kind) {
			case undefined:
				return work();
			case 'exception':
				throw new ComFault(fault.hresult, fault.message);
			case 'session-lost':
				apartment.lose();
				throw new ComFault(SERVER_UNAVAILABLE, 'The RPC server is unavailable.');
			case 'refuse':
				return { value: object.refuse(fault.text, fault.number) };
			case 'slow':
				await delay(fault.delayMs);
				return work();
			case 'hang':
				await this.hang(line);
				return work();
			case 'exception-after':
				work();
				throw new ComFault(fault.hresult, fault.message);
			case 'hang-after': {
				const answer = work();
				await this.hang(line);
				return answer;
			}
			case 'killed':
				return { die: true };
			case 'killed-after':
				work();
				return { die: true };
			case 'warn': {
				const answer = work();
				return answer.value === 0 ? answer : { value: object.warn(fault.text, fault.number) };
			}
		}
	}

	private hang(line: string): Promise<void> {
		return new Promise((release) => this.waiting.push({ line, release }));
	}

	private invoke(object: ServerObject, name: string, args: Arguments): Answer {
		const method = object.method(name);
		if (method === undefined) throw new ComFault(HRESULT.unknownName, `Unknown name: ${name}`);
		const why = /^(DropObject|nCleanup)$/i.test(name) ? undefined : object.unusable();
		if (why !== undefined) {
			object.refuse(why);
			return { value: name.startsWith('s') ? '' : 0 };
		}
		return this.outgoing(method(args));
	}
}
