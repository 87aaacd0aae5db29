import type { HttpRequest, HttpResponse } from '../../../../src/contracts';
import { COMPANY, FakeAgent } from './agent';
import { fault, json, lost } from './scripted-http';

interface SentLine {
	readonly account: string;
	readonly debit: string;
	readonly credit: string;
	readonly comment?: string;
}

export interface Sent {
	readonly naturalKey: string;
	readonly sourceJournal: string;
	readonly postingDate: string;
	readonly comment: string;
	readonly batchNo?: string;
	readonly autoReverse?: boolean;
	readonly lines: readonly SentLine[];
}

export interface Stored {
	readonly sent: Sent;
	readonly entryNo: string;
	readonly batchNo: string | null;
	state: 'in_progress' | 'in_doubt' | 'entered' | 'posted' | 'deleted';
	/** Lines that got lost on the way. */
	drop: number;
	/** Whether the comment of the entry is still to be seen. */
	tellsComment: boolean;
}

const cents = (text: string): number => Math.round(Number(text) * 100);
const money = (all: readonly string[]): string => (all.reduce((sum, text) => sum + cents(text), 0) / 100).toFixed(2);

/** An agent that keeps journal entries by their key, with faults to choose from. */
export class Books extends FakeAgent {
	readonly entries: Stored[] = [];
	/** What becomes of the next POST of an entry: stored and answered unless told otherwise. */
	faults: Array<'stored and lost' | 'lost' | 'still running' | HttpResponse> = [];
	readonly checked: Sent[] = [];
	readonly registers: object[] = [];
	accounts = ['6200-200', '9000-200'];
	warnings: readonly string[] = [];
	company: object = COMPANY;
	/** What a look at the key does beside answering. */
	looked: (looks: number, entry: Stored | undefined) => void = () => undefined;
	private looks = 0;

	override async send(request: HttpRequest): Promise<HttpResponse> {
		const url = new URL(request.url);
		const path = url.pathname.replace('/v1', '');
		this.companies = [this.company];
		if (!path.startsWith('/gl/journal')) return super.send(request);
		this.sent.push(request);
		await new Promise((resolve) => setImmediate(resolve));
		if (path === '/gl/journal-registers') return this.run(JSON.parse(String(request.body)) as { readonly sourceJournal: string; readonly batchNo?: string });
		const key = url.searchParams.get('naturalKey');
		return request.method === 'GET' ? this.look(key ?? '') : this.create(request, url.searchParams.get('validateOnly') === 'true');
	}

	private look(key: string): HttpResponse {
		this.looks += 1;
		this.looked(this.looks, this.entries.find(({ sent }) => sent.naturalKey === key));
		return json({ items: this.entries.filter(({ sent }) => sent.naturalKey === key).map((entry) => this.told(entry)) });
	}

	private create(request: HttpRequest, validateOnly: boolean): HttpResponse {
		const sent = JSON.parse(String(request.body)) as Sent;
		if (request.headers?.['idempotency-key'] !== sent.naturalKey) return fault(400, 'BAD_REQUEST', { message: 'Idempotency-Key differs.' });
		const happens = validateOnly ? undefined : this.faults.shift();
		if (typeof happens === 'object') return happens;
		if (happens === 'lost') return lost(request);
		const known = this.entries.find((entry) => entry.sent.naturalKey === sent.naturalKey);
		if (known) return this.again(known, sent);
		const details = sent.lines.flatMap(({ account }, index) => (this.accounts.includes(account) ? [] : [{ field: `lines[${index}].account`, message: 'Unknown account.' }]));
		if (details.length > 0) return fault(422, 'ACCOUNT_INVALID', { message: 'An account does not exist.', details });
		if (money(sent.lines.map(({ debit }) => debit)) !== money(sent.lines.map(({ credit }) => credit))) return fault(422, 'UNBALANCED');
		if (sent.postingDate < '2025-01-01') return fault(422, 'PERIOD_CLOSED', { message: 'Period 12 of 2024 is closed.' });
		if (validateOnly) {
			this.checked.push(sent);
			return json({ ...this.told({ sent, entryNo: '', batchNo: null, state: 'entered', drop: 0, tellsComment: true }), state: 'validated', entryNo: null });
		}
		const entry: Stored = {
			sent, entryNo: String(321 + this.entries.length).padStart(6, '0'), batchNo: sent.batchNo ?? '00042', state: happens === 'still running' ? 'in_progress' : 'entered', drop: 0, tellsComment: true,
		};
		this.entries.push(entry);
		return happens === undefined ? json(this.told(entry), 201) : lost(request);
	}

	private again(known: Stored, sent: Sent): HttpResponse {
		if (JSON.stringify(known.sent) !== JSON.stringify(sent)) return fault(409, 'DUPLICATE_KEY_MISMATCH');
		if (known.state === 'in_progress') return fault(409, 'IN_PROGRESS', { retryable: true, retryAfterSeconds: 5 });
		return known.state === 'in_doubt' ? fault(409, 'IN_DOUBT') : json(this.told(known), 200, { 'idempotent-replayed': 'true' });
	}

	private run(body: { readonly sourceJournal: string; readonly batchNo?: string }): HttpResponse {
		this.registers.push(body);
		const happens = this.faults.shift();
		if (typeof happens === 'object') return happens;
		const ready = this.entries.filter(({ state, batchNo, sent }) => state === 'entered' && sent.sourceJournal === body.sourceJournal && (body.batchNo === undefined || batchNo === body.batchNo));
		for (const entry of ready) entry.state = 'posted';
		return json({ sourceJournal: body.sourceJournal, batchNo: body.batchNo ?? null, journalRegisterNo: '000118', postedEntries: ready.length, warnings: [] });
	}

	private told({ sent, entryNo, batchNo, state, drop, tellsComment }: Stored): object {
		const isOpen = state === 'in_progress' || state === 'in_doubt';
		const lines = sent.lines.slice(drop).map(({ account, debit, credit, comment = '' }, index) => ({ lineNo: index + 1, accountKey: `0${index}`, account, debit, credit, comment: `${sent.naturalKey} ${comment}` }));
		return {
			naturalKey: sent.naturalKey, state, sourceJournal: sent.sourceJournal, entryNo: isOpen ? null : entryNo, batchNo, journalRegisterNo: state === 'posted' ? '000118' : null,
			postingDate: sent.postingDate, totalDebit: money(sent.lines.map(({ debit }) => debit)), totalCredit: money(sent.lines.map(({ credit }) => credit)),
			...(isOpen ? {} : { lines, comment: tellsComment ? `${sent.naturalKey} ${sent.comment}` : '' }), warnings: this.warnings, recorded: null,
			posting: { needed: state === 'entered', how: state === 'entered' ? 'In Sage 100 somebody must print the register of journal GJ and run its update.' : 'In the ledger.' },
		};
	}
}
