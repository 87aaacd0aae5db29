import { SUBLEDGER_TENANT } from '../../../simulators/anaplan';
import { startSageX3 } from '../../../simulators/sagex3';
import { checkSageX3 } from '../../checker/sagex3-close';
import { sageX3Credential } from '../../scenario/simulated-credentials';
import { actualsSteps } from '../actuals-steps';
import type { Erp, Flow } from './flow';

const SAGEX3: Erp = {
	title: 'Sage X3', start: startSageX3, credentials: (url) => [sageX3Credential(url)], tenant: SUBLEDGER_TENANT, look: 'records?folder=LINDEN&table=GACCENTRY',
};

export const SAGEX3_CLOSE: Flow = {
	name: 'Sage X3 close', erp: SAGEX3, example: 'sagex3-close-to-anaplan.json',
	steps: actualsSteps({
		title: SAGEX3.title,
		firstRun: 'Cost centres and accounts go into a model of their own, then the lines of the entries, so that none meets a member that is missing.',
		check: async ({ erp, anaplan }) => await checkSageX3(erp.url, anaplan.url, { rejected: new Set() }),
	}),
};
