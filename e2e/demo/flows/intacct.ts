import { DEFAULT_TENANT } from '../../../simulators/anaplan';
import { startIntacct } from '../../../simulators/intacct';
import { checkActuals, simulatedTruth } from '../../checker/intacct-actuals';
import { intacctCredential } from '../../scenario/simulated-credentials';
import { actualsSteps, arrivals, onlyArrives } from '../actuals-steps';
import type { Erp, Flow, Scene } from './flow';

const INTACCT: Erp = {
	title: 'Sage Intacct', start: startIntacct, credentials: (url) => [intacctCredential(url)], tenant: DEFAULT_TENANT, look: 'records?object=VENDOR',
};

/** A vendor number that the company does not have until the last step but one. */
const NEW_VENDOR = 'V-9001';

const change = async ({ erp }: Scene, object: string, record: Readonly<Record<string, string>>): Promise<void> => void (await erp.control.post('records', { object, record }));

/** The one that explains: what a month looks like. */
export const INTACCT_ACTUALS: Flow = {
	name: 'Sage Intacct actuals', erp: INTACCT, example: 'intacct-actuals-to-anaplan.json',
	steps: actualsSteps({
		title: INTACCT.title,
		firstRun: 'Everything that Sage Intacct holds goes into the Anaplan model.',
		check: async ({ erp, anaplan }) => await checkActuals(simulatedTruth(erp.url), anaplan.url),
		more: (scene, moved) => [
			{
				name: 'one change',
				tells: 'Somebody renames vendor V-10 in Sage Intacct. Just that vendor arrives.',
				run: async () => {
					await change(scene, 'VENDOR', { VENDORID: 'V-10', NAME: 'Tide & Company' });
					return await moved(onlyArrives('1 vendors'));
				},
			},
			{
				name: 'a row that does not fit',
				tells: `A bill names vendor ${NEW_VENDOR}, which the model does not have. It leaves by the Rejected output, and the cursor waits.`,
				run: async () => {
					await change(scene, 'APBILL', {
						RECORDID: 'INV-2026-77', VENDORID: NEW_VENDOR, STATE: 'Posted', WHENCREATED: '03/12/2026', WHENDUE: '04/11/2026', CURRENCY: 'USD',
						TOTALENTERED: '1204.10', TOTALPAID: '0', TOTALDUE: '1204.10',
					});
					return await moved(onlyArrives('1 bills (1 rejected)'));
				},
			},
			{
				name: 'the cause is repaired',
				tells: `Somebody enters vendor ${NEW_VENDOR}. The next run loads the vendor, and the bill that was waiting follows by itself.`,
				run: async () => {
					await change(scene, 'VENDOR', { VENDORID: NEW_VENDOR, NAME: 'Harbour Freight Ltd', STATUS: 'active' });
					return await moved(({ branches, rejectedRows }) =>
						(branches.find(({ branch }) => branch === 'bills')?.sent === 1 && rejectedRows.length === 0 ? undefined : `the bill did not get in: ${arrivals(branches)}`));
				},
			},
		],
	}),
};
