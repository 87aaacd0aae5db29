import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { wordsOf } from '../demo/play';
import { ROOT } from '../host/places';
import { signedIn, USUAL_SIZE, type Page } from './browser';
import type { Scene } from './camera';
import { ACUMATICA, DEMO, SAGE100, SAGE300, SAGEX3, type Shoot } from './shoots';

/**
 * Plays the demo and the other examples, and photographs them for README.md and docs/; all pictures, or those that are named:
 *
 *     PLAYWRIGHT_CORE=/some/folder/node_modules/playwright-core npx tsx e2e/pictures/index.ts [--folder FOLDER] [NAME ...]
 */
const { values, positionals: wanted } = parseArgs({ options: { folder: { type: 'string', default: path.join(ROOT, 'docs/pictures') } }, allowPositionals: true });
const FOLDER = path.resolve(values.folder);
/** A page with several pictures should still open at once. */
const LARGEST_BYTES = 250_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const take = async <Set>(page: Page, { name, size, frame, arrange }: Scene<Set>, set: Set): Promise<void> => {
	const file = path.join(FOLDER, `${name}.png`);
	await page.setViewportSize(size ?? USUAL_SIZE);
	await arrange(page, set);
	await (frame === undefined ? page : page.locator(frame).first()).screenshot({ path: file });
	const { size: bytes } = statSync(file);
	say(`${file}: ${bytes} bytes`);
	if (bytes > LARGEST_BYTES) throw new Error(`${file} is larger than ${LARGEST_BYTES} bytes`);
};

/** Sets no stage of which no picture is wanted. */
const photograph = async <Set extends { readonly url: string }>({ scenes, on }: Shoot<Set>): Promise<void> => {
	const taken = scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
	if (taken.length === 0) return;
	await on(say, async (set) => {
		const { page, close } = await signedIn(set.url);
		try {
			for (const scene of taken) await take(page, scene, set);
		} finally {
			await close();
		}
	});
};

const photographAll = async (): Promise<void> => {
	const known: readonly string[] = [...DEMO.scenes, ...ACUMATICA.scenes, ...SAGE100.scenes, ...SAGE300.scenes, ...SAGEX3.scenes].map(({ name }) => name);
	const unknown = wanted.filter((name) => !known.includes(name));
	if (unknown.length > 0) throw new Error(`There is no picture ${unknown.join(', ')}. There are ${known.join(', ')}.`);
	mkdirSync(FOLDER, { recursive: true });
	await photograph(DEMO);
	await photograph(ACUMATICA);
	await photograph(SAGE100);
	await photograph(SAGE300);
	await photograph(SAGEX3);
};

photographAll().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${wordsOf(error)}\n`);
		process.exit(1);
	},
);
