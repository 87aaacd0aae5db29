import type { Control } from '../checker/simulator-control';

/** A record as plain text: arrays are the rows below it. */
export interface Sage300Record {
	readonly [field: string]: string | readonly Sage300Record[];
}

/** Account and signed amount. */
export type OfficeLine = readonly [account: string, amount: string, description?: string];

interface Facts {
	readonly companies: ReadonlyArray<{ readonly id: string; readonly address: string }>;
}

/** Another user than the one of the credential, with a session of its own. */
const SIGNED = `Basic ${Buffer.from('WEBAPI:WEBAPI').toString('base64')}`;

/** Somebody who works in Sage 300 while the workflow runs. */
export class Sage300Office {
	constructor(private readonly control: Control, private readonly company = 'NORDIX') {}

	/** The same person in another company. */
	in(company: string): Sage300Office {
		return new Sage300Office(this.control, company);
	}

	/** Makes a record, or changes the fields given of the one with this key; rows that are given replace the others. */
	async save(resource: string, record: Sage300Record, key?: string): Promise<void> {
		await this.control.post('records', { company: this.company, resource, record, ...(key !== undefined && { key }) });
	}

	/** As stored. */
	async records(resource: string): Promise<readonly Sage300Record[]> {
		return await this.control.get<Sage300Record[]>(`records?company=${this.company}&resource=${resource}`);
	}

	/** Posts a record through the web API, as another program would; gives what the server answers. */
	async send(module: string, resource: string, record: unknown): Promise<Readonly<Record<string, unknown>>> {
		const { companies } = await this.control.get<Facts>('company');
		const address = companies.find(({ id }) => id === this.company)?.address ?? '';
		const answer = await fetch(`${address}/${module}/${resource}`, {
			method: 'POST', headers: { authorization: SIGNED, 'content-type': 'application/json' }, body: JSON.stringify(record),
		});
		if (!answer.ok) throw new Error(`${resource}: ${answer.status} ${await answer.text()}`);
		return (await answer.json()) as Readonly<Record<string, unknown>>;
	}

	/** Enters a journal and posts it. Gives the number of the batch. */
	async journal(description: string, date: string, lines: readonly OfficeLine[]): Promise<string> {
		const details = lines.map(([AccountNumber, amount, Description = description]) => ({ AccountNumber, Amount: Number(amount), Description }));
		const batch = await this.send('GL', 'GLJournalBatches', {
			Description: description, Status: 'ReadyToPost', JournalHeaders: [{ SourceLedger: 'GL', SourceType: 'JE', Description: description, DocumentDate: date, PostingDate: date, JournalDetails: details }],
		});
		const number = String(batch.BatchNumber);
		await this.post('GL', number);
		return number;
	}

	/** Posts a batch that is ready: GL, IN (invoices), AD (adjustments). */
	async post(kind: 'GL' | 'IN' | 'AD', batch: string): Promise<void> {
		const { sequence } = await this.control.post<{ sequence: number | null }>('post', { company: this.company, kind, batch: Number(batch) });
		if (sequence === null) throw new Error(`batch ${batch} was not posted`);
	}

	/** A batch stays in the list, as deleted. */
	async remove(resource: string, key: string): Promise<void> {
		await this.control.post('delete', { company: this.company, resource, key });
	}

	/** Today, by the server's clock. */
	async today(): Promise<string> {
		const { nowMs } = await this.control.get<{ nowMs: number }>('clock');
		return new Date(nowMs).toISOString().slice(0, 10);
	}
}
