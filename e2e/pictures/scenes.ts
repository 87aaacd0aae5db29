import { USUAL_SIZE, type Locator, type Page } from './browser';
import type { Subject, Subjects } from './subjects';

/** Where the pictures are taken. */
export interface Set extends Subjects {
	readonly url: string;
	readonly workflowId: string;
	/** Execution in which everything moved. */
	readonly allMoved: string;
	/** Execution in which a bill was rejected. */
	readonly oneRejected: string;
}

export interface Scene {
	/** Name of the file, without its ending. */
	readonly name: string;
	/** Of the window, where the usual one shows too little. */
	readonly size?: { readonly width: number; readonly height: number };
	/** Only this part of the page; all of it when absent. */
	readonly frame?: string;
	arrange(page: Page, set: Set): Promise<void>;
}

/** n8n moves things into place for a moment after it has drawn them. */
const SETTLED = 1_500;

const nodeNamed = (page: Page, name: string): Locator => page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);

/** Pick lists fetch what they show when they come into view. */
const settle = async (page: Page): Promise<void> => {
	await page.waitForTimeout(SETTLED);
	const loading = page.locator('[data-test-id="ndv"] :text("Loading options")');
	for (let patience = 40; patience > 0 && (await loading.count()) > 0; patience -= 1) await page.waitForTimeout(SETTLED / 3);
	await page.waitForTimeout(SETTLED);
};

const openCanvas = async (page: Page, address: string): Promise<void> => {
	await page.goto(address);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor({ timeout: 60_000 });
	await page.waitForTimeout(2 * SETTLED);
};

/** Out one step, so that the button at the bottom covers no node. */
const stepBack = async (page: Page): Promise<void> => {
	await page.locator('[data-test-id="zoom-out-button"]').first().click();
	await page.waitForTimeout(SETTLED);
};

const demoOf = ({ workflowId }: Set, executionId: string): Subject => ({ workflowId, executionId });

const openExecution = async (page: Page, { url }: Set, { workflowId, executionId }: Subject): Promise<void> => await openCanvas(page, `${url}/workflow/${workflowId}/executions/${executionId}`);

/** The panel of a node as it was in an execution, when nothing in it is still being fetched. */
const openPanel = async (page: Page, set: Set, subject: Subject, node: string): Promise<void> => {
	await openExecution(page, set, subject);
	await nodeNamed(page, node).dblclick();
	await page.locator('[data-test-id="ndv"]').first().waitFor();
	await settle(page);
};

const showAs = async (page: Page, form: 'json' | 'table'): Promise<void> => {
	await page.locator(`[data-test-id="output-panel"] [data-test-id="radio-button-${form}"]`).first().click();
	await page.waitForTimeout(SETTLED);
};

const DIALOG = '[data-test-id="credential-edit-dialog"], [data-test-id="editCredential-modal"]';
const TALLER = { ...USUAL_SIZE, height: 1100 };
/** Four outputs stand side by side. */
const WIDER = { width: 1640, height: 980 };
const TALLEST = { ...USUAL_SIZE, height: 1300 };

const EXAMPLES: ReadonlyArray<readonly [name: string, of: (set: Set) => Subject]> = [
	['budget-export', ({ budgetExport }) => budgetExport], ['nightly-process', ({ nightlyProcess }) => nightlyProcess], ['long-import', ({ longImport }) => longImport],
];

/** By the ids under which they were imported; `opened` is what has to be pressed to see what matters. */
const CREDENTIALS: ReadonlyArray<{ readonly name: string; readonly id: string; readonly opened?: string }> = [
	{ name: 'sage-intacct', id: 'erpSageIntacct01' },
	{ name: 'anaplan', id: 'erpAnaplanBasic1' },
	{ name: 'anaplan-certificate', id: 'erpAnaplanCert01' },
	{ name: 'anaplan-device', id: 'erpAnaplanDevic1', opened: 'More details' },
	{ name: 'anaplan-oauth2', id: 'erpAnaplanOAuth1' },
];

/** In the order in which a reader of README.md meets them. */
export const SCENES: readonly Scene[] = [
	{
		name: 'workflow',
		arrange: async (page, { url, workflowId }) => {
			await openCanvas(page, `${url}/workflow/${workflowId}`);
			await stepBack(page);
		},
	},
	{ name: 'execution', arrange: async (page, set) => await openExecution(page, set, demoOf(set, set.allMoved)) },
	{
		name: 'get-changes',
		arrange: async (page, set) => {
			await openPanel(page, set, demoOf(set, set.allMoved), 'Get changed bills');
			await showAs(page, 'json');
		},
	},
	{
		name: 'mapping',
		arrange: async (page, set) => {
			await openPanel(page, set, demoOf(set, set.allMoved), 'Map bills');
			// The column with the most to show: a date that becomes a period.
			await page.locator('[data-test-id="ndv"] label', { hasText: 'Period Format' }).first().scrollIntoViewIfNeeded();
			await settle(page);
		},
	},
	{
		name: 'load-rows',
		arrange: async (page, set) => {
			await openPanel(page, set, demoOf(set, set.allMoved), 'Load bills');
			await showAs(page, 'json');
		},
	},
	{
		name: 'rejected',
		arrange: async (page, set) => {
			await openPanel(page, set, demoOf(set, set.oneRejected), 'Map bills');
			await showAs(page, 'json');
		},
	},
	...EXAMPLES.map(([name, of]): Scene => ({ name: `canvas-${name}`, arrange: async (page, set) => await openCanvas(page, `${set.url}/workflow/${of(set).workflowId}`) })),
	{ name: 'export-view', size: TALLER, arrange: async (page, set) => await openPanel(page, set, set.budgetExport, 'Export budget view') },
	{
		name: 'process-run',
		arrange: async (page, set) => {
			await openPanel(page, set, set.nightlyProcess, 'Run nightly process');
			await showAs(page, 'json');
		},
	},
	{
		name: 'poll-task', size: WIDER,
		arrange: async (page, set) => {
			await openPanel(page, set, set.longImport, 'Look at the task');
			await showAs(page, 'json');
		},
	},
	{ name: 'write-cells', size: TALLER, arrange: async (page, set) => await openPanel(page, set, set.cells, 'Write forecast') },
	...CREDENTIALS.map(({ name, id, opened }): Scene => ({
		name: `credential-${name}`, size: TALLEST, frame: DIALOG,
		arrange: async (page, { url }) => {
			await page.goto(`${url}/home/credentials/${id}`);
			await page.locator(DIALOG).first().waitFor();
			await page.waitForTimeout(3 * SETTLED);
			if (opened !== undefined) await page.locator(`:is(${DIALOG}) :text("${opened}")`).first().click();
			await page.waitForTimeout(SETTLED);
		},
	})),
];
