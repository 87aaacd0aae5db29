import { credentialScene, openExecution, openPanel, showAs, TALLER, TALLEST, type Scene, type Subject } from './camera';

/** Where the pictures of Sage 100 are taken. */
export interface Sage100Set {
	readonly url: string;
	/** Everything moved into Anaplan. */
	readonly actuals: Subject;
	/** The approved budget was entered. */
	readonly budget: Subject;
}

/** Its fingerprint is that of another certificate: what the test says then has to be seen. */
export const OTHER_CERTIFICATE = { id: 'erpSage100Other1', name: 'Sage 100, another certificate' };

const CREDENTIALS = [{ name: 'sage100', id: 'erpSage100000001' }, { name: 'sage100-refused', id: OTHER_CERTIFICATE.id, opened: 'More details' }];

export const SAGE100_SCENES: ReadonlyArray<Scene<Sage100Set>> = [
	{ name: 'canvas-sage100-actuals', size: TALLER, arrange: async (page, { url, actuals }) => await openExecution(page, url, actuals) },
	{ name: 'canvas-sage100-budget', arrange: async (page, { url, budget }) => await openExecution(page, url, budget) },
	{
		name: 'sage100-get-changes', size: TALLER,
		arrange: async (page, { url, actuals }) => {
			await openPanel(page, url, actuals, 'Get changed purchase orders');
			await showAs(page, 'json');
		},
	},
	{
		name: 'sage100-create-journal', size: TALLEST,
		arrange: async (page, { url, budget }) => {
			await openPanel(page, url, budget, 'Create journal entries');
			await showAs(page, 'json');
		},
	},
	...CREDENTIALS.map(credentialScene),
];
