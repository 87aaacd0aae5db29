import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { play, wordsOf } from '../demo/play';
import type { DemoReport } from '../demo/report';
import { setTheStage } from '../demo/stage';
import { ROOT } from '../host/places';
import { signedIn, USUAL_SIZE } from './browser';
import { SCENES } from './scenes';
import { subjectsOn } from './subjects';

/**
 * Plays the demo and the other examples, and photographs them for README.md and docs/:
 *
 *     PLAYWRIGHT_CORE=/some/folder/node_modules/playwright-core npx tsx e2e/pictures/index.ts [FOLDER]
 */
const FOLDER = path.resolve(process.argv[2] ?? path.join(ROOT, 'docs/pictures'));
/** A page with several pictures should still open at once. */
const LARGEST_BYTES = 250_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const executionOf = (report: DemoReport, name: string): string => {
	const id = report.steps.find((step) => step.name === name)?.executionId;
	if (id === undefined) throw new Error(`the demo has no execution of its step "${name}"`);
	return id;
};

const photograph = async (): Promise<void> => {
	const stage = await setTheStage({ port: undefined }, say);
	try {
		const report = await play(stage, say);
		if (!report.ok) throw new Error(`the demo did not succeed, so there is nothing to show: ${report.error}`);
		const subjects = await subjectsOn(stage, say);
		const { page, close } = await signedIn(stage.n8n.url);
		try {
			mkdirSync(FOLDER, { recursive: true });
			const set = { url: stage.n8n.url, workflowId: stage.workflow.id, allMoved: executionOf(report, 'first run'), oneRejected: executionOf(report, 'a row that does not fit'), ...subjects };
			for (const { name, size, frame, arrange } of SCENES) {
				const file = path.join(FOLDER, `${name}.png`);
				await page.setViewportSize(size ?? USUAL_SIZE);
				await arrange(page, set);
				await (frame === undefined ? page : page.locator(frame).first()).screenshot({ path: file });
				const { size: bytes } = statSync(file);
				say(`${file}: ${bytes} bytes`);
				if (bytes > LARGEST_BYTES) throw new Error(`${file} is larger than ${LARGEST_BYTES} bytes`);
			}
		} finally {
			await close();
		}
	} finally {
		await stage.close();
	}
};

photograph().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${wordsOf(error)}\n`);
		process.exit(1);
	},
);
