import { isJsonObject, jsonList, type JsonObject } from '../../../../core/json';
import { allOf, anyOf } from '../../../../core/odata/filter';
import { errorOf, unreadable } from '../../answers/classify-answer';
import type { Meaning } from '../../answers/error-table';
import { detailRows } from '../../values/detail-records';
import { dayOf } from '../../values/stamps';
import { fieldText } from '../../values/unwrap';
import { equalTo, filterText } from '../../wire/filter';
import { listRequest, recordRequest, type AcumaticaRequest } from '../../wire/requests';
import type { JournalClient } from '../journal-settings';

/** A code of the chart as the site spells it. */
export interface Code {
	readonly code: string;
	readonly active: boolean;
}

export interface LedgerFacts {
	readonly id: string;
	/** In the language of the session. */
	readonly type: string;
	/** Those linked to it; empty where the site does not tell. */
	readonly branches: ReadonlyArray<Code & { readonly companyName: string }>;
	readonly companies: ReadonlyArray<{ readonly id: string; readonly name: string }>;
}

export interface Period {
	/** `042026` */
	readonly id: string;
	/** In the language of the session. */
	readonly status: string;
	/** Days as written; whether the last one is part of the period no source says (reference acumatica 5.1). */
	readonly from: string;
	readonly to: string;
	readonly isAdjustment: boolean;
}

/** Codes that are asked for one by one; beyond, the whole list comes in one answer. */
const MOST_NAMED = 60;
const NAMED_TOGETHER = 20;

/** The user may not open the form behind it, the feature is off, or an endpoint of the site's own leaves it out: nothing can be said. */
export type Untold = 'untold';
const UNTOLD: ReadonlySet<Meaning> = new Set<Meaning>(['no-permission', 'setup-missing', 'not-there']);
/** Beyond these, what this site cannot list. */
const CANNOT: ReadonlySet<Meaning> = new Set<Meaning>([...UNTOLD, 'not-listable', 'field-unknown', 'server-error']);
/** Cannot stand in an address; no ledger is called like that. */
const NO_KEY = /[/\\|]|^\.{1,2}$/;

/** What the checks ask for; each call is as many requests as it must be. */
export class MasterData {
	constructor(private readonly client: JournalClient, private readonly signal?: AbortSignal) {}

	/** `undefined`: there is no such ledger. By key, so that computed details work (reference acumatica 4.1). */
	async ledger(id: string): Promise<LedgerFacts | Untold | undefined> {
		if (NO_KEY.test(id)) return undefined;
		const request = recordRequest(this.client.place, { entity: 'Ledger', keys: [id], expand: ['Branches', 'Companies'] });
		const row = await this.record(request);
		if (row === undefined || row === 'untold') return row;
		return {
			id: fieldText(row, 'LedgerID').trim(), type: fieldText(row, 'Type').trim(),
			branches: detailRows(row, 'Branches').map((branch) => ({
				code: (branch['Branches/BranchID'] ?? '').trim(), active: branch['Branches/Active'] !== 'false', companyName: branch['Branches/CompanyName'] ?? '',
			})),
			companies: detailRows(row, 'Companies').map((company) => ({ id: (company['Companies/Company'] ?? '').trim(), name: company['Companies/CompanyName'] ?? '' })),
		};
	}

	/** Those of the codes that there are, in any spelling; more than were asked for do no harm. */
	async codes(entity: 'Account' | 'Subaccount', field: string, codes: readonly string[]): Promise<readonly Code[] | Untold> {
		const asked = [...new Set(codes.flatMap((code) => [code, withoutSeparators(code)]))];
		const all = asked.length > MOST_NAMED;
		const filters = all ? [undefined] : Array.from({ length: Math.ceil(asked.length / NAMED_TOGETHER) }, (_, at) =>
			anyOf(...asked.slice(at * NAMED_TOGETHER, (at + 1) * NAMED_TOGETHER).map((code) => equalTo(field, code))));
		const found: Code[] = [];
		for (const filter of filters) {
			const rows = await this.list(listRequest(this.client.place, { entity, select: [field, 'Active'], ...(filter && { filter: filterText(filter) }) }), UNTOLD);
			if (rows === 'untold') return rows;
			found.push(...rows.map((row) => ({ code: fieldText(row, field).trim(), active: fieldText(row, 'Active') !== 'false' })));
		}
		return found;
	}

	/** The master calendar of one year; `undefined`: there is no such year. */
	async year(year: string): Promise<readonly Period[] | Untold | undefined> {
		const row = await this.record(recordRequest(this.client.place, { entity: 'FinancialPeriod', keys: [year], expand: ['Details'] }));
		return row === undefined || row === 'untold' ? row : periodsOf(row);
	}

	/** The calendar of a company, where the site has one and tells. */
	async companyYear(company: string, year: string): Promise<readonly Period[] | Untold> {
		const filter = allOf(equalTo('Company', company), equalTo('FinancialYear', year));
		const rows = await this.list(listRequest(this.client.place, { entity: 'CompanyFinancialPeriod', expand: ['Details'], ...(filter && { filter: filterText(filter) }) }), CANNOT);
		return rows === 'untold' || rows.length === 0 ? 'untold' : rows.flatMap(periodsOf);
	}

	private async record(request: AcumaticaRequest): Promise<JsonObject | Untold | undefined> {
		const { lasting } = this.client;
		const { response, verdict, json } = await lasting.attempt(this.stoppable(request));
		if (verdict?.meaning === 'no-record') return undefined;
		if (verdict && UNTOLD.has(verdict.meaning)) return 'untold';
		if (verdict) throw await lasting.refusal(verdict, request);
		if (!isJsonObject(json)) throw errorOf(unreadable(response.status, 'the answer is no record'), request.purpose, true);
		return json;
	}

	private async list(request: AcumaticaRequest, untold: ReadonlySet<Meaning>): Promise<readonly JsonObject[] | Untold> {
		const { lasting } = this.client;
		const { response, verdict, json } = await lasting.attempt(this.stoppable(request));
		if (verdict && untold.has(verdict.meaning)) return 'untold';
		if (verdict) throw await lasting.refusal(verdict, request);
		if (!Array.isArray(json)) throw errorOf(unreadable(response.status, 'the answer is no list'), request.purpose, true);
		return jsonList(json).filter(isJsonObject);
	}

	private stoppable(request: AcumaticaRequest): AcumaticaRequest {
		return this.signal ? { ...request, signal: this.signal } : request;
	}
}

const periodsOf = (row: JsonObject): Period[] => detailRows(row, 'Details').map((period) => ({
	id: (period['Details/FinancialPeriodID'] ?? '').trim().replace('-', ''), status: (period['Details/Status'] ?? '').trim(),
	from: dayOf(period['Details/StartDate'] ?? ''), to: dayOf(period['Details/EndDate'] ?? ''), isAdjustment: period['Details/AdjustmentPeriod'] === 'true',
}));

/** Segmented codes come without separators (reference acumatica 3). */
export const withoutSeparators = (code: string): string => code.replace(/[-./ ]/g, '');
