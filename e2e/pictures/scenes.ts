import type { Locator, Page } from './browser';

/** Where the pictures are taken. */
export interface Set {
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

const openExecution = async (page: Page, { url, workflowId }: Set, id: string): Promise<void> => await openCanvas(page, `${url}/workflow/${workflowId}/executions/${id}`);

/** The panel of a node as it was in an execution, when nothing in it is still being fetched. */
const openPanel = async (page: Page, set: Set, execution: string, node: string): Promise<void> => {
	await openExecution(page, set, execution);
	await nodeNamed(page, node).dblclick();
	await page.locator('[data-test-id="ndv"]').first().waitFor();
	await settle(page);
};

const showAs = async (page: Page, form: 'json' | 'table'): Promise<void> => {
	await page.locator(`[data-test-id="output-panel"] [data-test-id="radio-button-${form}"]`).first().click();
	await page.waitForTimeout(SETTLED);
};

/** In the order in which a reader of README.md meets them. */
export const SCENES: readonly Scene[] = [
	{
		name: 'workflow',
		arrange: async (page, { url, workflowId }) => {
			await openCanvas(page, `${url}/workflow/${workflowId}`);
			// Out one step, so that the button at the bottom covers no node.
			await page.locator('[data-test-id="zoom-out-button"]').first().click();
			await page.waitForTimeout(SETTLED);
		},
	},
	{ name: 'execution', arrange: async (page, set) => await openExecution(page, set, set.allMoved) },
	{ name: 'get-changes', arrange: async (page, set) => await openPanel(page, set, set.allMoved, 'Get changed bills') },
	{
		name: 'mapping',
		arrange: async (page, set) => {
			await openPanel(page, set, set.allMoved, 'Map bills');
			// The column with the most to show: a date that becomes a period.
			await page.locator('[data-test-id="ndv"] label', { hasText: 'Period Format' }).first().scrollIntoViewIfNeeded();
			await settle(page);
		},
	},
	{
		name: 'load-rows',
		arrange: async (page, set) => {
			await openPanel(page, set, set.allMoved, 'Load bills');
			await showAs(page, 'json');
		},
	},
	{
		name: 'rejected',
		arrange: async (page, set) => {
			await openPanel(page, set, set.oneRejected, 'Map bills');
			await showAs(page, 'json');
		},
	},
	...['Sage Intacct', 'Anaplan'].map((credential): Scene => ({
		name: `credential-${credential.toLowerCase().replace(' ', '-')}`,
		arrange: async (page, { url }) => {
			await page.goto(`${url}/home/credentials`);
			await page.locator('[data-test-id="resources-list-item"]', { hasText: credential }).first().click();
			await page.locator('[data-test-id="credential-edit-dialog"], [data-test-id="editCredential-modal"]').first().waitFor();
			await page.waitForTimeout(2 * SETTLED);
		},
	})),
];
