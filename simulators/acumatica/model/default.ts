import { ACCOUNT_RECORDS, SUBACCOUNT_RECORDS } from './chart';
import { DOCUMENT_RECORDS } from './documents';
import { JOURNAL_RECORDS } from './journals';
import type { CompanyDefinition } from './types';

const year = (name: string, status: string): { year: string; statuses: readonly string[] } => ({
	year: name, statuses: Array.from({ length: 12 }, () => status),
});

/** Harbor Mills: two companies, a few users, and a small company's records. */
export const HARBOR_MILLS: CompanyDefinition = {
	tenant: 'HarborMills', site: '/HarborMills', build: '25.201.0111',
	users: [
		{ name: 'planner-api', password: 'planner-secret' },
		{ name: 'second-api', password: 'second-secret' },
		{ name: 'controller', password: 'controller-secret', seesAll: true },
		{ name: 'unlicensed-api', password: 'unlicensed-secret', licensed: false },
	],
	clients: [
		{ id: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01@HarborMills', secret: 'client-secret' },
		{ id: '0C9D4C1E-77AA-4E0B-8F43-2B6A5D10EF02@HarborMills', secret: 'other-client-secret' },
	],
	companies: [
		{ id: 'HARBOR', name: 'Harbor Mills Inc', type: 'Branches Requiring Balancing', currency: 'USD', country: 'US' },
		{ id: 'TIDE', name: 'Tide Paper GmbH', type: 'Without Branches', currency: 'EUR', country: 'DE' },
	],
	branches: [
		{ id: 'MILL1', name: 'Mill One', company: 'HARBOR', active: true },
		{ id: 'MILL2', name: 'Mill Two', company: 'HARBOR', active: true },
		{ id: 'MILL0', name: 'Mill Zero', company: 'HARBOR', active: false },
		{ id: 'TIDE', name: 'Tide Paper GmbH', company: 'TIDE', active: true },
	],
	ledgers: [
		{ id: 'ACTUAL', type: 'Actual', description: 'Actual', currency: 'USD', companies: ['HARBOR'] },
		{ id: 'BUD26', type: 'Budget', description: 'Budget 2026', currency: 'USD', companies: ['HARBOR'] },
		{ id: 'REPORT', type: 'Reporting', description: 'Plan as reporting ledger', currency: 'USD', companies: ['HARBOR'] },
		{ id: 'STATPLAN', type: 'Statistical', description: 'Plan from outside', currency: 'USD', companies: ['HARBOR'] },
		{ id: 'TIDEACT', type: 'Actual', description: 'Actual Tide', currency: 'EUR', companies: ['TIDE'] },
	],
	years: [year('2024', 'Locked'), year('2025', 'Closed'), year('2026', 'Open'), year('2027', 'Inactive')],
	rates: { EUR: '1.1000' },
	subaccountSegments: [3, 4],
	retainedEarnings: '33000',
	records: {
		Account: ACCOUNT_RECORDS, Subaccount: SUBACCOUNT_RECORDS, ...DOCUMENT_RECORDS, JournalTransaction: JOURNAL_RECORDS,
	},
};
