import type { HttpRequest, HttpResponse } from '../../../../src/contracts';
import { ConnectionLostError } from '../../../../src/core/errors';
import { answer, json } from '../../../doubles/scripted-http';
import { Company } from './company';
import type { Row } from './filter-reader';
import { SHAPES } from './shapes';
import { fault } from './fault';

const calendar = (year: number, locked: readonly number[]): Row => ({
	FiscalYear: String(year), NumFiscalPeriods: 12, Active: 'Yes',
	...Object.fromEntries(Array.from({ length: 12 }, (_, index) => {
		const [number, last] = [index + 1, new Date(Date.UTC(year, index + 1, 0)).toISOString().slice(0, 10)];
		return [[`FiscalPeriod${number}StartDate`, `${last.slice(0, 8)}01T00:00:00`], [`FiscalPeriod${number}EndDate`, `${last}T00:00:00`]];
	}).flat()),
	FiscalStatuses: [
		{ Application: 'GL', ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`Period${index + 1}Status`, locked.includes(index + 1) ? 'Locked' : 'Unlocked'])) },
		{ Application: 'AP', Period1Status: 'Locked' },
	],
});

/** A company that stores batches as it is sent them, with faults to choose from. */
export class Books extends Company {
	/** What becomes of the next POST of a batch: stored and answered unless told otherwise. */
	faults: Array<'stored and lost' | 'lost' | HttpResponse> = [];
	/** Lines of the next batch that get lost on the way into the database. */
	drop = 0;
	/** Whether the field `Status` of a G/L batch can be set; the flag beside it can always. */
	statusIsWritable = true;
	readonly posted: string[] = [];
	/** What posting makes of the batch. */
	post: (batch: Record<string, unknown>) => void = (batch) => {
		batch[batch.Status === undefined ? 'BatchStatus' : 'Status'] = 'Posted';
	};

	constructor() {
		super(SHAPES, {
			GLAccounts: [
				{ UnformattedAccount: '6200200', AccountNumber: '6200-200', Status: 'Active', PostToAccount: 'Detail' },
				{ UnformattedAccount: '9000200', AccountNumber: '9000-200', Status: 'Active', PostToAccount: 'Detail' },
				{ UnformattedAccount: '6300200', AccountNumber: '6300-200', Status: 'Inactive', PostToAccount: 'Detail' },
				{ UnformattedAccount: '6400200', AccountNumber: '6400-200', Status: 'Active', PostToAccount: 'Prohibited' },
			],
			GLSourceCodes: [{ SourceLedger: 'GL', SourceType: 'JE' }], CSFiscalCalendars: [calendar(2025, []), calendar(2026, [4])],
			APVendors: [{ VendorNumber: 'V1040', Status: 'Active' }, { VendorNumber: 'V1050', Status: 'Inactive' }],
			APPostedDocuments: [{ VendorNumber: 'V1040', DocumentNumber: 'INV-88310' }, { VendorNumber: 'V1050', DocumentNumber: 'INV-88311' }],
			GLJournalBatches: [], APPaymentAndAdjustmentBatches: [],
		});
		this.write = (request, path) => this.change(request, path);
	}

	batches(resource = 'GLJournalBatches'): Array<Record<string, unknown>> {
		return (this.tables[resource] ?? []) as Array<Record<string, unknown>>;
	}

	private change(request: HttpRequest, path: string): HttpResponse {
		const body = JSON.parse(String(request.body)) as Record<string, unknown>;
		if (path.endsWith('(\'$template\')')) return json(path.startsWith('GL') ? { ActionSelector: '', PostAllBatches: 'Postallbatches', PostBatchFrom: '', PostBatchTo: '' } : { BatchType: '', PostAllBatches: 'Donotpostallbatches', PostBatchFrom: 0, PostBatchTo: 0 });
		if (path.endsWith('(\'$process\')')) return this.run(path, body, String(request.body));
		const [resource = ''] = path.split('(');
		return request.method === 'PATCH' ? this.patch(resource, body) : this.store(resource, body);
	}

	private store(resource: string, body: Record<string, unknown>): HttpResponse {
		const happens = this.faults.shift();
		if (typeof happens === 'object') return happens;
		if (happens === 'lost') throw new ConnectionLostError({ system: 'fake', operation: 'post', said: 'reset', remedy: '-' });
		const all = this.batches(resource);
		const number = all.length + 491;
		const isLedger = resource === 'GLJournalBatches';
		const batch: Record<string, unknown> = { ...body, BatchNumber: isLedger ? String(number).padStart(6, '0') : number, [isLedger ? 'Status' : 'BatchStatus']: 'Open', ...(isLedger && { ReadyToPost: 'No' }) };
		if (this.drop > 0) {
			const [header] = body.JournalHeaders as Array<{ JournalDetails: unknown[] }>;
			batch.JournalHeaders = [{ ...header, JournalDetails: header?.JournalDetails.slice(this.drop) }];
		}
		all.push(batch);
		if (happens === 'stored and lost') throw new ConnectionLostError({ system: 'fake', operation: 'post', said: 'reset', remedy: '-' });
		return json({ ...batch, Warnings: [{ Message: 'Out of balance' }] }, 201);
	}

	private patch(resource: string, body: Record<string, unknown>): HttpResponse {
		const batch = this.batches(resource).find((one) => one.BatchNumber === body.BatchNumber);
		if (!batch) return fault(404, 'RecordNotFound', 'none');
		const changes = this.statusIsWritable ? body : Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'Status'));
		Object.assign(batch, changes);
		return answer(204);
	}

	private run(path: string, body: Record<string, unknown>, text: string): HttpResponse {
		this.posted.push(text);
		if (body.PostAllBatches !== 'Donotpostallbatches') return fault(409, 'General', 'would post everything');
		const batch = this.batches(path.startsWith('GL') ? 'GLJournalBatches' : 'APPaymentAndAdjustmentBatches').find(({ BatchNumber }) => String(BatchNumber) === String(body.PostBatchFrom));
		if (batch) this.post(batch);
		return answer(204);
	}
}
