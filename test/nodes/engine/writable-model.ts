import { DEFAULT_TENANT, type TenantDefinition } from '../../../simulators/anaplan';

const FORMATS = [['Sort order', 'NUMBER'], ['Account type', 'TEXT'], ['Active', 'BOOLEAN']] as const;

/** The default model with lists and modules in which there is something of every kind to write. */
export const writableTenant = (): TenantDefinition => {
	const [hub, ...others] = DEFAULT_TENANT.models;
	if (!hub) throw new Error('no model');
	return {
		...DEFAULT_TENANT,
		models: [{
			...hub,
			versions: [{ id: '107000000001', name: 'Actual', isActual: true }, { id: '107000000002', name: 'Budget', isCurrent: true }],
			lists: [
				...hub.lists,
				{
					id: '101000000091', name: 'Accounts', properties: FORMATS.map(([name, format]) => ({ name, format })), subsets: [{ id: '109000000091', name: 'P&L [only]' }],
					items: [{ name: 'Opex' }, { name: '6100 Travel', code: '6100', parent: 'Opex', properties: { 'Account type': 'Expense', 'Sort order': '1.50' } }, { name: '6105 Freight, "out"', code: '6105', parent: 'Opex' }],
				},
				{ id: '101000000092', name: 'Numbered', numbered: true, properties: [{ name: 'Note', format: 'TEXT' }] },
			],
			modules: [
				...hub.modules,
				{
					id: '102000000091', name: 'TST01 Budget', dimensions: ['Accounts', 'Time', 'Versions'],
					lineItems: [
						{ name: 'Amount', format: 'NUMBER' }, { name: 'Approved', format: 'BOOLEAN' }, { name: 'Comment', format: 'TEXT' }, { name: 'Due', format: 'DATE' },
						{ name: 'Other account', format: 'ENTITY', list: 'Accounts' }, { name: 'Total', format: 'NUMBER', formula: 'Amount' },
					],
				},
			],
		}, ...others],
	};
};
