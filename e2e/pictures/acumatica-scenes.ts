import { credentialScene, openExecution, openPanel, scrollTo, showAs, TALLER, TALLEST, type Scene, type Subject } from './camera';

/** Where the pictures of Acumatica are taken. */
export interface AcumaticaSet {
	readonly url: string;
	/** Everything moved into Anaplan. */
	readonly actuals: Subject;
	/** The approved budget was posted. */
	readonly budget: Subject;
}

/** The node whose output is shown. */
export const JOURNAL_LINES = 'Get changed journal lines';

const CREDENTIALS = [
	{ name: 'acumatica', id: 'erpAcumatica0001' },
	{ name: 'acumatica-password', id: 'erpAcumaticaPwd1' },
	{ name: 'acumatica-oauth2', id: 'erpAcumaticaOAu1' },
];

export const ACUMATICA_SCENES: ReadonlyArray<Scene<AcumaticaSet>> = [
	{ name: 'canvas-acumatica-actuals', size: TALLER, arrange: async (page, { url, actuals }) => await openExecution(page, url, actuals) },
	{ name: 'canvas-acumatica-budget', arrange: async (page, { url, budget }) => await openExecution(page, url, budget) },
	{
		name: 'acumatica-get-changes', size: TALLER,
		arrange: async (page, { url, actuals }) => {
			await openPanel(page, url, actuals, JOURNAL_LINES);
			await showAs(page, 'json');
		},
	},
	{
		name: 'acumatica-balance-changes', size: TALLER,
		arrange: async (page, { url, actuals }) => {
			await openPanel(page, url, actuals, 'Get changed balances');
			await showAs(page, 'json');
		},
	},
	{
		name: 'journal-mapping', size: TALLER,
		arrange: async (page, { url, budget }) => {
			await openPanel(page, url, budget, 'Map to journal lines');
			// A month that becomes the last day of it.
			await scrollTo(page, 'Date Format');
			await showAs(page, 'json');
		},
	},
	{
		name: 'create-journal', size: TALLEST,
		arrange: async (page, { url, budget }) => {
			await openPanel(page, url, budget, 'Create journal entries');
			await showAs(page, 'json');
		},
	},
	...CREDENTIALS.map(credentialScene),
];
