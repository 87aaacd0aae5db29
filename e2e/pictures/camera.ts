import { USUAL_SIZE, type Locator, type Page } from './browser';

/** What stands in a workflow and what became of it. */
export interface Subject {
	readonly workflowId: string;
	readonly executionId: string;
}

export interface Scene<Set> {
	/** Name of the file, without its ending. */
	readonly name: string;
	/** Of the window, where the usual one shows too little. */
	readonly size?: { readonly width: number; readonly height: number };
	/** Only this part of the page; all of it when absent. */
	readonly frame?: string;
	arrange(page: Page, set: Set): Promise<void>;
}

/** n8n moves things into place for a moment after it has drawn them. */
export const SETTLED = 1_500;

export const TALLER = { ...USUAL_SIZE, height: 1100 };
export const TALLEST = { ...USUAL_SIZE, height: 1300 };

const nodeNamed = (page: Page, name: string): Locator => page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);

/** Pick lists fetch what they show when they come into view. */
export const settle = async (page: Page): Promise<void> => {
	await page.waitForTimeout(SETTLED);
	const loading = page.locator('[data-test-id="ndv"] :text("Loading options")');
	for (let patience = 40; patience > 0 && (await loading.count()) > 0; patience -= 1) await page.waitForTimeout(SETTLED / 3);
	await page.waitForTimeout(SETTLED);
};

export const openCanvas = async (page: Page, address: string): Promise<void> => {
	await page.goto(address);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor({ timeout: 60_000 });
	await page.waitForTimeout(2 * SETTLED);
};

/** Out one step, so that the button at the bottom covers no node. */
export const stepBack = async (page: Page): Promise<void> => {
	await page.locator('[data-test-id="zoom-out-button"]').first().click();
	await page.waitForTimeout(SETTLED);
};

export const openExecution = async (page: Page, url: string, { workflowId, executionId }: Subject): Promise<void> =>
	await openCanvas(page, `${url}/workflow/${workflowId}/executions/${executionId}`);

/** The panel of a node as it was in an execution, when nothing in it is still being fetched. */
export const openPanel = async (page: Page, url: string, subject: Subject, node: string): Promise<void> => {
	await openExecution(page, url, subject);
	await nodeNamed(page, node).dblclick();
	await page.locator('[data-test-id="ndv"]').first().waitFor();
	await settle(page);
};

/** Puts a field of the open panel into view. */
export const scrollTo = async (page: Page, label: string): Promise<void> => {
	await page.locator('[data-test-id="ndv"] label', { hasText: label }).first().scrollIntoViewIfNeeded();
	await settle(page);
};

export const showAs = async (page: Page, form: 'json' | 'table'): Promise<void> => {
	await page.locator(`[data-test-id="output-panel"] [data-test-id="radio-button-${form}"]`).first().click();
	await page.waitForTimeout(SETTLED);
};

const DIALOG = '[data-test-id="credential-edit-dialog"], [data-test-id="editCredential-modal"]';

/** A credential's dialog, after n8n has tested it; `opened` is what has to be pressed to see what matters. */
export const credentialScene = ({ name, id, opened }: { readonly name: string; readonly id: string; readonly opened?: string }): Scene<{ readonly url: string }> => ({
	name: `credential-${name}`, size: TALLEST, frame: DIALOG,
	arrange: async (page, { url }) => {
		await page.goto(`${url}/home/credentials/${id}`);
		await page.locator(DIALOG).first().waitFor();
		await page.waitForTimeout(3 * SETTLED);
		if (opened !== undefined) await page.locator(`:is(${DIALOG}) :text("${opened}")`).first().click();
		await page.waitForTimeout(SETTLED);
	},
});
