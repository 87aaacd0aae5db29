import type { IRun } from 'n8n-workflow';
import { errorsOf, outputOf, type EngineWorkflow } from './engine/run-workflow';
import type { Site } from './site';
import { vendorFlow, vendorsMissing } from './workflows';

export interface BadRun {
	readonly workflow?: EngineWorkflow;
	/** Makes the next run a bad one. */
	readonly spoil?: (site: Site) => Promise<unknown> | unknown;
	/** Takes the cause away again. */
	readonly repair?: (site: Site) => Promise<unknown> | unknown;
}

/**
 * A run that goes wrong must lose nothing: the cursor stays where it was, and once the cause is gone the next run of the
 * usual workflow brings every vendor, and moves the cursor.
 */
export const losesNothing = async (site: Site, { workflow = vendorFlow(), spoil, repair }: BadRun): Promise<IRun> => {
	const before = site.cursors();
	await spoil?.(site);
	const bad = await site.run(workflow);
	expect(site.cursors()).toBe(before);

	await repair?.(site);
	const good = await site.run(vendorFlow());
	expect(errorsOf(good)).toEqual({});
	expect(outputOf(good, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', cursors: [{ moved: true }] });
	expect(site.cursors()).not.toBe(before);
	expect(await vendorsMissing(site)).toEqual([]);
	return bad;
};

/** What a user reads: the message, and below it what to do. */
export const toldBy = (run: IRun): string => {
	const failed = Object.values(run.data.resultData.runData).map((runs) => runs.at(-1)?.error).find((error) => error !== undefined);
	return failed ? `${failed.message}\n${failed.description ?? ''}` : '';
};
