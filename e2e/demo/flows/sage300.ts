import { SUBLEDGER_TENANT } from '../../../simulators/anaplan';
import { startSage300 } from '../../../simulators/sage300';
import { checkAdjustments, checkJournals } from '../../checker/sage300-batches';
import { checkSage300 } from '../../checker/sage300-commitments';
import { createsSent } from '../../checker/sage300-rules';
import { Planner, type Adjustment } from '../../scenario/planner';
import { postingOf } from '../../scenario/sage300-postings';
import { sage300Credential } from '../../scenario/simulated-credentials';
import { actualsSteps } from '../actuals-steps';
import { postingSteps } from '../posting-steps';
import type { Erp, Flow } from './flow';

const SAGE300: Erp = {
	title: 'Sage 300', start: startSage300, credentials: (url) => [sage300Credential(url)], tenant: SUBLEDGER_TENANT, look: 'records?company=NORDIX&resource=APVendors',
};

export const SAGE300_COMMITMENTS: Flow = {
	name: 'Sage 300 commitments', erp: SAGE300, example: 'sage300-commitments-to-anaplan.json',
	steps: actualsSteps({
		title: SAGE300.title,
		firstRun: 'Purchase orders, entered invoices, posted documents, ledger lines and balances go into a model of their own.',
		check: async ({ erp, anaplan }) => await checkSage300(erp.url, anaplan.url, { rejected: new Set() }),
	}),
};

/** What accounts payable shall see: three documents of two vendors on two days, and one that nobody has approved. */
const ADJUSTMENTS: readonly Adjustment[] = [
	{ code: 'ADJ-1', vendor: 'V1040', document: 'INV-88310', account: '51020D20', date: '2026-06-30', amount: '40.00', reason: 'True-up of freight', approved: true },
	{ code: 'ADJ-2', vendor: 'V1041', document: 'INV-88311', account: '62000D10', date: '2026-06-30', amount: '-12.35', reason: 'Belongs to May', approved: true },
	{ code: 'ADJ-3', vendor: 'V1040', document: 'INV-88312', account: '51020D20', date: '2026-07-31', amount: '1250.55', reason: 'True-up of freight', approved: true },
	{ code: 'ADJ-4', vendor: 'V1041', document: 'INV-88311', account: '21500', date: '2026-07-31', amount: '99999.99', reason: 'Not yet', approved: false },
];

export const SAGE300_ADJUSTMENTS: Flow = {
	name: 'Sage 300 adjustments', erp: SAGE300, example: 'anaplan-adjustments-to-sage300.json', seeds: ['budget'],
	prepare: async ({ anaplan }) => await new Planner({ urls: { anaplan: anaplan.url } }).adjust(ADJUSTMENTS),
	steps: postingSteps({
		firstRun: 'The approved budget becomes one journal batch per month, the approved adjustments one batch of accounts payable per day; an accountant posts them.',
		secondRun: 'Every batch is found by its reference, and nothing is stored twice.',
		checks: 'Both kinds of batches are compared with the approved cells of the model: every line with its account, day and exact amount.',
		written: createsSent,
		check: async ({ erp, anaplan }) => ({
			'journal batches': await checkJournals(anaplan.control, erp.control, postingOf({})),
			'adjustment batches': await checkAdjustments(anaplan.control, erp.control, postingOf({})),
		}),
	}),
};
