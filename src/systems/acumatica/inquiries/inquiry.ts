import { FatalError } from '../../../core/errors';
import { isJsonObject, jsonText, type JsonObject } from '../../../core/json';
import { sayFieldError } from '../answers/error-body';
import type { AcumaticaGateway } from '../gateway';
import { SYSTEM, type AcumaticaPlace } from '../identity';
import { detailRows } from '../values/detail-records';
import { flattenRecord, type RecordFields } from '../values/unwrap';
import { wrapFlag, wrapText } from '../values/wrap';
import { inquiryRequest } from '../wire/requests';

/** What is known about an inquiry (reference acumatica 5.1, 5.3). Others are asked by name in the same way. */
export interface InquiryFacts {
	readonly entity: string;
	readonly label: string;
	/** Without these the server answers with nothing or with an error; which is not documented. */
	readonly required: readonly string[];
	readonly optional: readonly string[];
	/** The detail that holds the answer. */
	readonly results: string;
}

const RESULTS = 'Results';

const TABLE: readonly InquiryFacts[] = [
	{ entity: 'AccountSummaryInquiry', label: 'Account Summary', required: ['Ledger', 'Period'], optional: ['Branch', 'AccountClass', 'Subaccount'], results: RESULTS },
	{
		entity: 'AccountDetailsForPeriodInquiry', label: 'Account Details for Period', required: ['FromPeriod', 'ToPeriod', 'Ledger'],
		optional: ['IncludeUnposted', 'IncludeUnreleased'], results: RESULTS,
	},
	{
		entity: 'InventorySummaryInquiry', label: 'Inventory Summary', required: ['InventoryID'],
		optional: ['WarehouseID', 'LocationID', 'Subitem', 'ExpandByLotSerialNbr'], results: RESULTS,
	},
	{ entity: 'CompaniesStructure', label: 'Companies and Branches', required: [], optional: [], results: RESULTS },
];

export const knownInquiries = (): readonly InquiryFacts[] => TABLE;

export interface Inquiry {
	readonly entity: string;
	readonly parameters: Readonly<Record<string, string | boolean>>;
	/** `Results` unless set. */
	readonly results?: string;
}

export interface InquiryAnswer {
	/** The parameters as the server understood them, and whatever else the form shows above its rows. */
	readonly header: RecordFields;
	/** Named without the detail: `Account`, `EndingBalance`. Their ids are made anew for each answer and left out. */
	readonly rows: readonly RecordFields[];
}

const ABOUT_THE_ROW: ReadonlySet<string> = new Set(['id', 'rowNumber', 'note']);

const isGiven = (value: string | boolean | undefined): boolean => value !== undefined && value !== '';

/** @throws FatalError when a parameter is missing without which the answer would be empty and look like "nothing there" */
const checkParameters = ({ entity, parameters }: Inquiry): void => {
	const missing = TABLE.find((facts) => facts.entity === entity)?.required.filter((name) => !isGiven(parameters[name])) ?? [];
	if (missing.length === 0) return;
	throw new FatalError({
		system: SYSTEM, operation: `ask ${entity}`, said: `it needs ${missing.join(' and ')}`, remedy: `Fill in ${missing.join(' and ')}.`,
	});
};

/** @throws FatalError when a parameter came back in error: rows of a selection that was not understood are no answer */
const checkHeader = (entity: string, answer: JsonObject): void => {
	const errors = Object.entries({ '': answer, ...answer }).flatMap(([path, part]) => {
		const said = isJsonObject(part) ? jsonText(part.error) : '';
		return said === '' ? [] : [sayFieldError({ path, said })];
	});
	if (errors.length === 0) return;
	throw new FatalError({ system: SYSTEM, operation: `ask ${entity}`, said: errors.join('; '), remedy: 'Correct the parameters that the message names.' });
};

/** Asks once; there are no pages inside of an inquiry (reference acumatica 5.3). Nothing is stored by it. */
export const askInquiry = async (place: AcumaticaPlace, gateway: AcumaticaGateway, inquiry: Inquiry): Promise<InquiryAnswer> => {
	checkParameters(inquiry);
	const { entity, results = RESULTS } = inquiry;
	const given = Object.entries(inquiry.parameters).filter(([, value]) => isGiven(value));
	const parameters = Object.fromEntries(given.map(([name, value]) => [name, typeof value === 'boolean' ? wrapFlag(value) : wrapText(value)]));
	const { json } = await gateway.call(inquiryRequest(place, { entity, parameters, expand: [results] }));
	if (isJsonObject(json)) checkHeader(entity, json);
	if (!isJsonObject(json) || !Array.isArray(json[results])) {
		throw new FatalError({
			system: SYSTEM, operation: `ask ${entity}`, said: `the answer holds no ${results}`,
			remedy: 'Check the name of the inquiry and of its details; an entity that is no inquiry is read as a list.',
		});
	}
	const start = results.length + 1;
	const rows = detailRows(json, results).map((row) =>
		Object.fromEntries(Object.entries(row).map(([name, value]) => [name.slice(start), value] as const).filter(([name]) => !ABOUT_THE_ROW.has(name))));
	return { header: flattenRecord(json), rows };
};
