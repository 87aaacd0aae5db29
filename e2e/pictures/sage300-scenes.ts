import { credentialScene, openCanvas, openExecution, openPanel, showAs, TALLER, TALLEST, type Scene, type Subject } from './camera';

/** Where the pictures of Sage 300 are taken. */
export interface Sage300Set {
	readonly url: string;
	/** Everything moved into Anaplan. */
	readonly commitments: Subject;
	/** The approved budget and the adjustments of payables were posted. */
	readonly adjustments: Subject;
}

/** The certificate is not checked in this one: that has to be seen. */
export const UNCHECKED = { id: 'erpSage300Unchk1', name: 'Sage 300, certificate not checked' };

const CREDENTIALS = [{ name: 'sage300', id: 'erpSage300000001' }, { name: 'sage300-unchecked', id: UNCHECKED.id }];

export const SAGE300_SCENES: ReadonlyArray<Scene<Sage300Set>> = [
	// Without the stripes of an execution: with nine branches they take more than a picture may have.
	{ name: 'canvas-sage300-commitments', size: TALLER, arrange: async (page, { url, commitments }) => await openCanvas(page, `${url}/workflow/${commitments.workflowId}`) },
	{ name: 'canvas-sage300-adjustments', arrange: async (page, { url, adjustments }) => await openExecution(page, url, adjustments) },
	{
		name: 'sage300-get-changes', size: TALLER,
		arrange: async (page, { url, commitments }) => {
			await openPanel(page, url, commitments, 'Get changed purchase orders');
			await showAs(page, 'json');
		},
	},
	{
		name: 'sage300-create-journal', size: TALLEST,
		arrange: async (page, { url, adjustments }) => {
			await openPanel(page, url, adjustments, 'Create journal entries');
			await showAs(page, 'json');
		},
	},
	...CREDENTIALS.map(credentialScene),
];
