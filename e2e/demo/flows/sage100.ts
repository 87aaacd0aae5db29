import { BUDGET, SUBLEDGER_TENANT } from '../../../simulators/anaplan';
import { startSage100 } from '../../../simulators/sage100';
import { checkSage100 } from '../../checker/sage100-actuals';
import { checkEntries } from '../../checker/sage100-entries';
import { entriesWritten } from '../../checker/sage100-rules';
import { Planner } from '../../scenario/planner';
import { postingOf } from '../../scenario/sage100-postings';
import { sage100Credential } from '../../scenario/simulated-credentials';
import { actualsSteps } from '../actuals-steps';
import { postingSteps } from '../posting-steps';
import type { Erp, Flow } from './flow';

/** The real agent behind its own certificate, in front of a fake of the COM interface. */
const SAGE100: Erp = {
	title: 'Sage 100', credentials: (url) => [sage100Credential(url)], tenant: SUBLEDGER_TENANT, look: 'records?table=AP_Vendor',
	start: async () => await startSage100({ companies: ['ABC'] }),
};

export const SAGE100_ACTUALS: Flow = {
	name: 'Sage 100 actuals', erp: SAGE100, example: 'sage100-actuals-to-anaplan.json',
	steps: actualsSteps({
		title: SAGE100.title,
		firstRun: 'The agent on the network of Sage 100 is proven by its fingerprint; all that one company holds goes into a model of its own.',
		check: async ({ erp, anaplan }) => await checkSage100(erp.url, anaplan.url, { rejected: new Set() }),
	}),
};

/** Of amounts this large an entry of Sage 100 holds one: the line that balances several would not fit. */
const LARGEST = '98765432109876.54';
const fitting = BUDGET.filter(({ amount }) => amount === LARGEST).map(({ account, department, month }) => ({
	account: account[0], department: department[0], month, version: 'Budget' as const, lineItem: 'Amount' as const, value: '76543.21',
}));

export const SAGE100_BUDGET: Flow = {
	name: 'Sage 100 budget', erp: SAGE100, example: 'anaplan-budget-to-sage100.json', seeds: ['budget'],
	prepare: async ({ anaplan }) => await new Planner({ urls: { anaplan: anaplan.url } }).write(fitting),
	steps: postingSteps({
		firstRun: 'The approved budget becomes one journal entry per month. Entered, not posted: a person runs the register.',
		secondRun: 'Every entry is found by its reference, and nothing is entered twice.',
		checks: 'The entries in the books behind the agent are compared with the approved cells of the model: one per month, every line to the last digit.',
		written: (entries) => entriesWritten(entries).length,
		check: async ({ erp, anaplan }) => ({ entries: await checkEntries(anaplan.control, erp.control, postingOf({ prefix: 'ANP-' })) }),
	}),
};
