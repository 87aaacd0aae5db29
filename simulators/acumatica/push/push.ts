import { RawNumber } from '../../harness/raw-json';
import { randomUUID } from 'node:crypto';
import { valueOf, type Stored } from '../data/record';
import { stampOf, ticksOf } from '../data/stamp';
import { writeJson, type Json } from '../json/tree';
import type { World } from '../world';

export interface Destination {
	readonly url: string;
	readonly header?: { readonly name: string; readonly value: string };
	readonly query: string;
}

const ATTEMPTS = 5;

/** Flat values, no offset behind the time (reference acumatica 8). */
const flat = (batch: Stored): Json => ({
	BatchNbr: valueOf(batch, 'BatchNbr'), Status: valueOf(batch, 'Status'),
	Batch_lastModifiedDateTime: valueOf(batch, 'LastModifiedDateTime').slice(0, -1).replace(/\.?0*$/, ''),
});

/** Push notifications to webhooks about journal batches: at least once, at most five attempts, the same `Id` each time. */
export class Push {
	private destinations: Destination[] = [];
	/** Notifications that nobody took, kept for manual resending on SM502000. */
	readonly failed: string[] = [];

	constructor(private readonly world: World) {}

	add(one: Destination): void {
		this.destinations.push(one);
	}

	forget(): void {
		this.destinations = [];
		this.failed.length = 0;
	}

	/** An update has the record in both lists, a new one only in Inserted, a removed one only in Deleted. */
	changed(before: Stored | undefined, after: Stored | undefined): void {
		for (const destination of this.destinations) {
			const body = writeJson({
				Inserted: after === undefined ? [] : [flat(after)], Deleted: before === undefined ? [] : [flat(before)], Query: destination.query,
				CompanyId: this.world.company.tenant, Id: randomUUID(), TimeStamp: new RawNumber(ticksOf(Date.parse(stampOf(this.world.now())))),
				AdditionalInfo: {},
			});
			void this.deliver(destination, body);
		}
	}

	private async deliver({ url, header }: Destination, body: string): Promise<void> {
		for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
			if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, this.world.switches.values.pushRetryMs));
			const status = await fetch(url, {
				method: 'POST', body, headers: {
					'content-type': 'application/json', accept: 'application/json', ...(header ? { [header.name]: header.value } : {}),
				},
			}).then((answer) => answer.status, () => 0);
			this.world.effect('push', { attempt, status });
			if (status >= 200 && status < 300) return;
		}
		this.failed.push(body);
	}
}
