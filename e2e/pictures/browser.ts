import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { OWNER } from '../host/n8n';
import { ROOT } from '../host/places';

/** As much of playwright-core as the pictures need; the library is no dependency of this package. */
export interface Locator {
	first(): Locator;
	click(): Promise<void>;
	dblclick(): Promise<void>;
	waitFor(options?: { readonly state?: 'visible' | 'hidden'; readonly timeout?: number }): Promise<void>;
	scrollIntoViewIfNeeded(): Promise<void>;
	count(): Promise<number>;
	screenshot(options: { readonly path: string }): Promise<unknown>;
}

export interface Page {
	goto(url: string): Promise<unknown>;
	locator(selector: string, options?: { readonly hasText?: string | RegExp }): Locator;
	fill(selector: string, text: string): Promise<void>;
	waitForURL(matches: (url: URL) => boolean): Promise<void>;
	waitForTimeout(ms: number): Promise<void>;
	screenshot(options: { readonly path: string }): Promise<unknown>;
	setViewportSize(size: Size): Promise<void>;
	readonly keyboard: { press(key: string): Promise<void> };
}

interface Size {
	readonly width: number;
	readonly height: number;
}

export const USUAL_SIZE: Size = { width: 1400, height: 900 };

interface Browser {
	newContext(options: { readonly viewport: Size; readonly colorScheme: 'light' }): Promise<{ newPage(): Promise<Page> }>;
	close(): Promise<void>;
}

interface Playwright {
	readonly chromium: { launch(options: { readonly executablePath: string; readonly args: readonly string[] }): Promise<Browser> };
}

const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** No sandbox because it runs as any user, and not a word to the outside. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

function playwright(): Playwright {
	const folder = process.env.PLAYWRIGHT_CORE;
	try {
		const load = createRequire(folder === undefined ? path.join(ROOT, 'package.json') : path.join(path.resolve(folder), 'package.json'));
		return load(folder === undefined ? 'playwright-core' : path.resolve(folder)) as Playwright;
	} catch {
		throw new Error('The pictures need playwright-core, which is no dependency of this package. Install it in any folder (npm install playwright-core) and set PLAYWRIGHT_CORE to .../node_modules/playwright-core.');
	}
}

function chromium(): string {
	const found = [process.env.CHROMIUM ?? '', ...CHROMIUMS].find((file) => file !== '' && existsSync(file));
	if (found === undefined) throw new Error('There is no Chromium. Install one, or set CHROMIUM to its program file.');
	return found;
}

/** A page of a headless Chromium, signed in to n8n as its owner. */
export async function signedIn(n8nUrl: string): Promise<{ readonly page: Page; close(): Promise<void> }> {
	const browser = await playwright().chromium.launch({ executablePath: chromium(), args: QUIET });
	try {
		const context = await browser.newContext({ viewport: USUAL_SIZE, colorScheme: 'light' });
		const page = await context.newPage();
		await page.goto(`${n8nUrl}/signin`);
		await page.fill('input[name="emailOrLdapLoginId"]', OWNER.email);
		await page.fill('input[type="password"]', OWNER.password);
		await page.keyboard.press('Enter');
		await page.waitForURL(({ pathname }) => !pathname.includes('signin'));
		return { page, close: () => browser.close() };
	} catch (error) {
		await browser.close();
		throw error;
	}
}
