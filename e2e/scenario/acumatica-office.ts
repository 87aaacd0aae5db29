import type { Control } from '../checker/simulator-control';

/** A record as plain text: arrays are its detail rows. */
export interface AcumaticaRecord {
	readonly [field: string]: string | AcumaticaRecord | readonly AcumaticaRecord[];
}

export interface Seats {
	readonly seats: number;
	readonly taken: number;
	readonly peak: number;
	readonly open: readonly unknown[];
}

/** Account, subaccount, debit, credit, text of the line. */
export type JournalLine = readonly [account: string, subaccount: string, debit: string, credit: string, text?: string];

/** Somebody who works in Acumatica while the workflow runs. */
export class AcumaticaOffice {
	constructor(private readonly control: Control) {}

	/** Makes a record, or changes the one with the same keys; `stamp` is an ISO time instead of the server's now. */
	async save(entity: string, record: AcumaticaRecord, stamp?: string): Promise<void> {
		await this.control.post('records', { entity, record, ...(stamp !== undefined && { stamp }) });
	}

	/** As stored, details included. */
	async records(entity: string): Promise<readonly AcumaticaRecord[]> {
		return await this.control.get<AcumaticaRecord[]>(`records?entity=${entity}`);
	}

	/** A posted batch of the ledger of actuals. */
	async batch(number: string, lines: readonly JournalLine[], more: AcumaticaRecord = {}, stamp?: string): Promise<void> {
		await this.save('JournalTransaction', {
			Module: 'GL', BatchNbr: number, BranchID: 'MILL1', LedgerID: 'ACTUAL', CurrencyID: 'USD', PostPeriod: '042026', TransactionDate: '2026-04-21',
			Description: `Batch ${number}`, Hold: 'false', Status: 'Posted', ...more,
			Details: lines.map(([Account, Subaccount, DebitAmount, CreditAmount, TransactionDescription = ''], at) => ({
				LineNbr: String(at + 1), Account, Subaccount, BranchID: 'MILL1', DebitAmount, CreditAmount, TransactionDescription, ReferenceNbr: `${number}-${at + 1}`,
			})),
		}, stamp);
	}

	async bill(number: string, more: AcumaticaRecord = {}): Promise<void> {
		await this.save('Bill', {
			Type: 'Bill', ReferenceNbr: number, Vendor: 'V00211', VendorRef: `INV-${number}`, Date: '2026-04-20', DueDate: '2026-05-20', PostPeriod: '042026', Status: 'Open',
			Hold: 'false', CurrencyID: 'USD', Amount: '812.4000', Balance: '812.4000', TaxTotal: '0.0000', BranchID: 'MILL1', Terms: '30D', ...more,
		});
	}

	/** Puts a distance between what happens before and after: a read leaves the second in which it begins out. */
	async pass(): Promise<void> {
		await this.control.post('clock', { advanceMs: 2000 });
	}

	/** The server's time as ISO text, so many minutes ago. */
	async ago(minutes: number): Promise<string> {
		const { nowMs } = await this.control.get<{ nowMs: number }>('clock');
		return new Date(nowMs - minutes * 60_000).toISOString();
	}

	/** Sessions that count against the licence. */
	async seats(): Promise<Seats> {
		return await this.control.get<Seats>('sessions');
	}

	/** Others hold so many seats. */
	async othersTake(taken: number): Promise<void> {
		await this.control.post('seats', { taken });
	}
}
