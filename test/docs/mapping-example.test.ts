import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { DEFAULT_TENANT, type TenantDefinition } from '../../simulators/anaplan';
import { outputOf } from '../nodes/engine/run-workflow';
import { Site } from '../nodes/site';
import { workflowOf } from '../nodes/workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('../nodes/engine/quick-clock'));

const PAGE = readFileSync(join(__dirname, '../../docs/mapping.md'), 'utf8');

/** What stands in the page's example, in its order. */
const [rows, parameters, lines, rejected] = [...PAGE.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text = '']) => JSON.parse(text) as unknown);

const ITEMS = [
	{ name: 'Product sales', code: '41000', properties: { 'Account type': 'Revenue' } }, { name: 'Office rent', code: '62000', properties: { 'Account type': 'Expense' } },
];

/** The model of the examples with the accounts of the page. */
const TENANT: TenantDefinition = {
	...DEFAULT_TENANT,
	models: DEFAULT_TENANT.models.map((model) => ({ ...model, lists: model.lists.map((list) => (list.name === 'GL Accounts' ? { ...list, items: ITEMS } : list)) })),
};

describe('the example of journal lines in docs/mapping.md', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.open({ anaplan: { model: TENANT } });
	});
	afterAll(async () => await site.close());

	it('gives what the page says', async () => {
		site.supply('Rows', (rows as IDataObject[]).map((json) => ({ json })));
		const run = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, { name: 'Map', type: 'anaplanMapping', parameters: parameters as Record<string, unknown> }]));
		expect(outputOf(run, 'Map').map(({ json }) => json)).toEqual(lines);
		expect(outputOf(run, 'Map', 1).map(({ json }) => json)).toEqual(rejected);
		expect(outputOf(run, 'Map')).toHaveLength(2);
	});
});
