import { startAcumatica } from '../../../simulators/acumatica';
import { SUBLEDGER_TENANT } from '../../../simulators/anaplan';
import { checkAcumatica } from '../../checker/acumatica-actuals';
import { checkPosting } from '../../checker/acumatica-journals';
import { createsSent } from '../../checker/acumatica-rules';
import { postingOf } from '../../scenario/budget-postings';
import { acumaticaCredential } from '../../scenario/simulated-credentials';
import { actualsSteps } from '../actuals-steps';
import { postingSteps } from '../posting-steps';
import type { Erp, Flow } from './flow';

const ACUMATICA: Erp = {
	title: 'Acumatica', credentials: (url) => [acumaticaCredential(url)], tenant: SUBLEDGER_TENANT, look: 'records?entity=Vendor',
	// A release is followed with pauses of five seconds otherwise.
	start: async () => await startAcumatica({ switches: { immediateRelease: true } }),
};

export const ACUMATICA_ACTUALS: Flow = {
	name: 'Acumatica actuals', erp: ACUMATICA, example: 'acumatica-actuals-to-anaplan.json',
	steps: actualsSteps({
		title: ACUMATICA.title,
		firstRun: 'Ledgers, accounts, vendors, bills, orders, journal lines and balances go into a model of their own, and one seat of the licence is taken at a time.',
		check: async ({ erp, anaplan }) => await checkAcumatica(erp.url, anaplan.url, { rejected: new Set() }),
	}),
};

export const ACUMATICA_BUDGET: Flow = {
	name: 'Acumatica budget', erp: ACUMATICA, example: 'anaplan-budget-to-acumatica.json', seeds: ['budget'],
	steps: postingSteps({
		firstRun: 'The approved budget of the model becomes one batch per month, balanced and released.',
		secondRun: 'Every batch is found by its reference, and nothing is posted twice.',
		checks: 'The batches of Acumatica are compared with the approved cells of the model: one per month, every sum to the last digit.',
		written: createsSent,
		check: async ({ erp, anaplan }) => ({ batches: await checkPosting(anaplan.control, erp.control, postingOf({})) }),
	}),
};
