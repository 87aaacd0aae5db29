import { randomUUID } from 'node:crypto';
import type { SimResponse } from '../../harness/server';
import { record, type Stored } from '../data/record';
import type { Call } from '../http/call';
import { json } from '../http/failure';
import { recordJson } from '../read/render';
import { shapeOf } from '../read/shape';
import type { Incoming } from '../write/incoming';
import { complaintAnswer } from '../write/outcome';
import { accountDetails } from './account-details';
import { accountSummary } from './account-summary';
import { companiesStructure } from './companies';
import { inventorySummary } from './inventory';
import type { Inquiry } from './inquiry';

const NOTHING: Inquiry = () => ({ rows: [] });

const INQUIRY_TABLE: Readonly<Record<string, Inquiry>> = {
	AccountSummaryInquiry: accountSummary, AccountDetailsForPeriodInquiry: accountDetails, InventorySummaryInquiry: inventorySummary,
	CompaniesStructure: companiesStructure,
};

/**
 * PUT of an inquiry: parameters in the body, rows in Results when they are expanded, all of them at once. Neither the answer nor its rows
 * have a place in the database: every call gives them other ids (reference acumatica 5.3).
 */
export const askInquiry = (call: Call, incoming: Incoming): SimResponse => {
	const { world, contract, entity, request, session } = call;
	const shape = shapeOf(contract, entity, request.query);
	const { rows, complaints, values = {} } = (INQUIRY_TABLE[entity] ?? NOTHING)(world, incoming.values, shape.expanded.has('Results'));
	const asked: Stored = record(randomUUID(), { ...Object.fromEntries(incoming.values), ...values }, { children: { Results: rows } });
	if (complaints !== undefined) return complaintAnswer(call, incoming, { record: asked, complaints });
	return { ...json(200, recordJson({ world, contract, session: session.id }, entity, asked, shape)), note: { entity, rows: rows.length } };
};
