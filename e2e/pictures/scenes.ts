import { credentialScene, openCanvas, openExecution, openPanel, scrollTo, showAs, stepBack, TALLER, type Scene, type Subject } from './camera';
import type { Subjects } from './subjects';

/** Where the pictures of the demo are taken. */
export interface DemoSet extends Subjects {
	readonly url: string;
	/** Execution in which everything moved. */
	readonly allMoved: Subject;
	/** Execution in which a bill was rejected. */
	readonly oneRejected: Subject;
}

/** Four outputs stand side by side. */
const WIDER = { width: 1640, height: 980 };

const EXAMPLES: ReadonlyArray<readonly [name: string, of: (set: DemoSet) => Subject]> = [
	['budget-export', ({ budgetExport }) => budgetExport], ['nightly-process', ({ nightlyProcess }) => nightlyProcess], ['long-import', ({ longImport }) => longImport],
];

/** By the ids under which they were imported. */
const CREDENTIALS: ReadonlyArray<{ readonly name: string; readonly id: string; readonly opened?: string }> = [
	{ name: 'sage-intacct', id: 'erpSageIntacct01' },
	{ name: 'anaplan', id: 'erpAnaplanBasic1' },
	{ name: 'anaplan-certificate', id: 'erpAnaplanCert01' },
	{ name: 'anaplan-device', id: 'erpAnaplanDevic1', opened: 'More details' },
	{ name: 'anaplan-oauth2', id: 'erpAnaplanOAuth1' },
];

/** In the order in which a reader of README.md meets them. */
export const DEMO_SCENES: ReadonlyArray<Scene<DemoSet>> = [
	{
		name: 'workflow',
		arrange: async (page, { url, allMoved }) => {
			await openCanvas(page, `${url}/workflow/${allMoved.workflowId}`);
			await stepBack(page);
		},
	},
	{ name: 'execution', arrange: async (page, { url, allMoved }) => await openExecution(page, url, allMoved) },
	{
		name: 'get-changes',
		arrange: async (page, { url, allMoved }) => {
			await openPanel(page, url, allMoved, 'Get changed bills');
			await showAs(page, 'json');
		},
	},
	{
		name: 'mapping',
		arrange: async (page, { url, allMoved }) => {
			await openPanel(page, url, allMoved, 'Map bills');
			// The column with the most to show: a date that becomes a period.
			await scrollTo(page, 'Period Format');
		},
	},
	{
		name: 'load-rows',
		arrange: async (page, { url, allMoved }) => {
			await openPanel(page, url, allMoved, 'Load bills');
			await showAs(page, 'json');
		},
	},
	{
		name: 'rejected',
		arrange: async (page, { url, oneRejected }) => {
			await openPanel(page, url, oneRejected, 'Map bills');
			await showAs(page, 'json');
		},
	},
	...EXAMPLES.map(([name, of]): Scene<DemoSet> => ({ name: `canvas-${name}`, arrange: async (page, set) => await openCanvas(page, `${set.url}/workflow/${of(set).workflowId}`) })),
	{ name: 'export-view', size: TALLER, arrange: async (page, { url, budgetExport }) => await openPanel(page, url, budgetExport, 'Export budget view') },
	{
		name: 'process-run',
		arrange: async (page, { url, nightlyProcess }) => {
			await openPanel(page, url, nightlyProcess, 'Run nightly process');
			await showAs(page, 'json');
		},
	},
	{
		name: 'poll-task', size: WIDER,
		arrange: async (page, { url, longImport }) => {
			await openPanel(page, url, longImport, 'Look at the task');
			await showAs(page, 'json');
		},
	},
	{ name: 'write-cells', size: TALLER, arrange: async (page, { url, cells }) => await openPanel(page, url, cells, 'Write forecast') },
	...CREDENTIALS.map(credentialScene),
];
