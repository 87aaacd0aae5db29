import { FatalError } from '../../../core/errors';
import { isJsonObject, jsonList, jsonObject, jsonText, type JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';

export interface SegmentDefinition {
	/** `01` is the main account. */
	readonly segmentNo: string;
	readonly name: string;
	readonly kind: string;
	readonly length: number | undefined;
}

/** What the agent knows of a company. Optional members are '' or undefined where it does not say. */
export interface Company {
	readonly code: string;
	readonly name: string;
	/** Of the Sage server; all stamps are in it. */
	readonly timeZone: string;
	readonly functionalCurrency: string;
	readonly delimiter: string;
	/** In the order of their numbers. */
	readonly segments: readonly SegmentDefinition[];
	readonly currentFiscalYear: string;
	readonly currentPeriod: string;
	readonly usesDivisions: boolean;
	readonly usesJournalBatches: boolean;
	/** Whether the agent may run the register of a journal for this key. */
	readonly canRunRegister: boolean;
	/** Undefined where the business object does not tell. */
	readonly limits: { readonly journalComment: number | undefined; readonly lineComment: number | undefined; readonly journalLines: number | undefined };
}

const countOf = (text: string): number | undefined => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined);

const SEGMENT_NO = /^(?:0[1-9]|10)$/;

const segmentsOf = (format: JsonObject): readonly SegmentDefinition[] => jsonList(format.segments).filter(isJsonObject)
	.map((one) => ({ segmentNo: jsonText(one.segmentNo), name: jsonText(one.name), kind: jsonText(one.kind), length: countOf(jsonText(one.length)) }))
	.filter(({ segmentNo }) => SEGMENT_NO.test(segmentNo))
	.sort((a, b) => (a.segmentNo < b.segmentNo ? -1 : 1));

const companyOf = (row: JsonObject): Company => {
	const format = jsonObject(row.accountFormat);
	const limits = jsonObject(row.limits);
	return {
		code: jsonText(row.code).toUpperCase(), name: jsonText(row.name), timeZone: jsonText(row.timeZone), functionalCurrency: jsonText(row.functionalCurrency),
		delimiter: jsonText(format.delimiter), segments: segmentsOf(format), currentFiscalYear: jsonText(row.currentFiscalYear),
		currentPeriod: jsonText(row.currentPeriod), usesDivisions: row.usesDivisions === true, usesJournalBatches: row.usesJournalBatches === true,
		canRunRegister: row.canRunRegister === true,
		limits: {
			journalComment: countOf(jsonText(limits.journalComment)), lineComment: countOf(jsonText(limits.lineComment)), journalLines: countOf(jsonText(limits.journalLines)),
		},
	};
};

export const readCompanies = (answer: JsonObject): readonly Company[] => jsonList(answer.items).filter(isJsonObject).map(companyOf);

/** @throws FatalError where the answer does not have it */
export const companyNamed = (companies: readonly Company[], code: string): Company => {
	const found = companies.find((company) => company.code === code);
	if (found) return found;
	throw new FatalError({
		system: SYSTEM, operation: 'read the facts of the company', said: `the API key may not use the company ${code}, or the agent does not have it`,
		remedy: 'Check the company code in the credential, or let the administrator of the agent add the company to the key. Company: Get Many shows those of the key.',
	});
};
