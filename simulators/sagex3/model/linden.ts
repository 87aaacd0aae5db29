import { BUDGET_ACCOUNTS, DEPARTMENTS, LINDEN_RECORDS } from './linden-chart';
import { LINDEN_ENTRIES } from './linden-entries';
import { ORDERS, PARTNER_RECORDS } from './linden-partners';
import type { FolderDefinition } from './types';

/** Linden Mills: made to fit the forty accounts and five departments of the budget in Anaplan. */
export const LINDEN: FolderDefinition = {
	folder: 'LINDEN', endpoint: 'LINDEN',
	ledgers: [
		{ number: '1', member: 'legal', code: 'LEG', currency: { LM: 'GBP', LF: 'EUR' } },
			{ number: '2', member: 'analytical', code: 'ANA', currency: { LM: 'GBP', LF: 'EUR' } },
		{ number: '3', member: 'ias', code: 'IAS', currency: { LM: 'EUR', LF: 'EUR' } },
	],
	charts: { LM: 'LUK', LF: 'LFR' },
	rates: { 'GBP/EUR': '1.162500', 'EUR/GBP': '0.860215', 'JPY/GBP': '0.005217', 'JPY/EUR': '0.006065', 'KWD/GBP': '2.561300',
		'KWD/EUR': '2.977500' },
	decimals: { JPY: 0, KWD: 3 },
	customFields: [{ type: 'Account', name: 'yPlanningCode', column: 'YPLANCOD' }],
	records: { ...LINDEN_RECORDS, ...PARTNER_RECORDS }, orders: ORDERS, entries: LINDEN_ENTRIES,
	generated: {
		site: 'LM1', accounts: BUDGET_ACCOUNTS, offset: '10100',
		dimensionTypes: [['CCT', DEPARTMENTS.map(([code]) => code)], ['BUS', ['FOOD', 'PACK', '']], ['REG', ['EU', 'US']]],
	},
};
