import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { calendarPeriods } from '../actions/calendar-periods';
import type { AcumaticaClient, RecordFields, RecordsRequest } from '../../../src/systems/acumatica';
import { byName } from '../../shared/context/pick-list';
import { optionList } from './option-list';

const all = async (client: AcumaticaClient, request: RecordsRequest): Promise<RecordFields[]> => {
	const found: RecordFields[] = [];
	for await (const page of client.records({ ...request, stampField: null })) found.push(...page);
	return found;
};

const labelled = (value: string, label: string): string => (label && label !== value ? `${value} ${label}` : value);

export async function getLedgers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionList(this, async (client) => byName((await all(client, { entity: 'Ledger', fields: ['LedgerID', 'Description', 'Type'] }))
		.map(({ LedgerID = '', Description = '', Type = '' }) => ({ name: labelled(LedgerID, Description), value: LedgerID, description: Type }))));
}

/** Branches, and the companies that have several of them. */
export async function getBranches(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionList(this, async (client) => {
		const { rows } = await client.inquire({ entity: 'CompaniesStructure', parameters: {} });
		const branches = rows.map(({ BranchID = '', BranchName = '', CompanyName = '' }) => ({ name: labelled(BranchID, BranchName), value: BranchID, description: CompanyName }));
		const known = new Set(branches.map(({ value }) => value));
		const companies = new Map(rows.map(({ CompanyID = '', CompanyName = '' }) => [CompanyID, CompanyName]));
		const whole = [...companies].filter(([id]) => id !== '' && !known.has(id)).map(([id, name]) => ({ name: labelled(id, name), value: id, description: 'All branches of the company' }));
		return byName([...branches, ...whole].filter(({ value }) => value !== ''));
	});
}

export async function getSubaccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionList(this, async (client) => byName((await all(client, { entity: 'Subaccount', fields: ['SubaccountCD', 'Description'] }))
		.map(({ SubaccountCD = '', Description = '' }) => ({ name: labelled(SubaccountCD, Description), value: SubaccountCD }))));
}

/** The latest first. */
export async function getPeriods(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionList(this, async (client) => [...await calendarPeriods(client)].reverse()
		.map(({ period, description, status }) => ({ name: labelled(`${period.slice(0, 2)}-${period.slice(2)}`, description), value: period, description: status })));
}

/** Versions of the endpoint that the credential names, the newest first. */
export async function getEndpointVersions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionList(this, async (client) => (await client.endpoints()).endpoints
		.filter(({ name }) => name === client.place.endpoint).map(({ name, version }) => ({ name: `${name} ${version}`, value: version })));
}
