import type { Control } from '../checker/simulator-control';

export type ErpRecord = Readonly<Record<string, string>>;

export interface SaveOptions {
	/** ISO time instead of the server's now; null for a record without a stamp. */
	readonly stamp?: string | null;
}

/** Somebody who works in Sage Intacct while the workflow runs. */
export class Erp {
	constructor(private readonly control: Control) {}

	/** Creates a record, or changes the one with this RECORDNO. Returns its number. */
	async save(object: string, record: ErpRecord, options: SaveOptions = {}): Promise<string> {
		const answer = await this.control.post<{ recordno?: string; error?: string }>('records', { object, record, ...options });
		if (answer.recordno === undefined) throw new Error(`${object}: ${answer.error ?? JSON.stringify(answer)}`);
		return answer.recordno;
	}

	async records(object: string): Promise<readonly ErpRecord[]> {
		return (await this.control.get<{ records: ErpRecord[] }>(`records?object=${object}`)).records;
	}

	/**
	 * Puts a distance between what happens before and after: a read goes up to the second in which it begins and leaves that
	 * second out. Two seconds only, because a session that lives on shows how long it has lived, here as there.
	 */
	async pass(): Promise<void> {
		await this.control.post('clock', { advanceMs: 2000 });
	}

	/** The server's time as ISO text, so many minutes ago. */
	async ago(minutes: number): Promise<string> {
		const { nowMs } = await this.control.get<{ nowMs: number }>('clock');
		return new Date(nowMs - minutes * 60_000).toISOString();
	}

	async bill(recordNo: string, more: ErpRecord = {}): Promise<string> {
		return await this.save('APBILL', {
			RECORDNO: recordNo, VENDORID: 'V-11', RECORDID: `INV-${recordNo}`, STATE: 'Posted', WHENCREATED: '04/02/2026', WHENDUE: '05/02/2026',
			CURRENCY: 'USD', BASECURR: 'USD', TOTALENTERED: '812.40', TOTALPAID: '0', TOTALDUE: '812.40', ...more,
		});
	}

	async payment(recordNo: string, more: ErpRecord = {}, options: SaveOptions = {}): Promise<string> {
		return await this.save('APPYMT', {
			RECORDNO: recordNo, VENDORID: 'V-10', STATE: 'Complete', WHENCREATED: '04/03/2026', PAYMENTMETHOD: 'EFT', CURRENCY: 'USD', TOTALENTERED: '99.95', ...more,
		}, options);
	}

	async ledgerLine(recordNo: string, more: ErpRecord = {}): Promise<string> {
		return await this.save('GLDETAIL', {
			RECORDNO: recordNo, BOOKID: 'ACCRUAL', ACCOUNTNO: '6200', DEPARTMENTID: 'FIN', LOCATIONID: 'E100', BATCH_DATE: '04/04/2026', ENTRY_DATE: '04/04/2026',
			AMOUNT: '41.10', DESCRIPTION: 'Taxi', ENTRY_STATE: 'P', CURRENCY: 'USD', BASECURR: 'USD', ...more,
		});
	}
}
