import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Company } from '../../../../src/systems/sage100';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

/** A number that nobody tells is null, because 0 would be one. */
const known = (value: number | undefined): number | null => value ?? null;

const facts = ({ segments, limits, delimiter, ...company }: Company, current: string, serverTime: string): IDataObject => ({
	...company, delimiter, segments: segments.map(({ length, ...segment }) => ({ ...segment, length: known(length) })), segmentCount: segments.length,
	limits: { journalComment: known(limits.journalComment), lineComment: known(limits.lineComment), journalLines: known(limits.journalLines) },
	...(company.code === current ? { serverTime } : {}),
});

/** The time of the server is told with the company of the credential. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context);
	const companies = await client.companies();
	const serverTime = await client.serverTime();
	return [companies.map((company) => ({ json: facts(company, client.place.company, serverTime) }))];
};
