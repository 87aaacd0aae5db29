import { freeMegabytes } from '../../scripts/npm-ci.js';
import { fullDisk, sentenceFor } from '../../scripts/machine-troubles.js';
import { ROOT } from '../host/places';

/** What a demo writes besides n8n: databases, logs, a packed tarball. */
const WORKING_MB = 300;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What npm printed, where the error does not say by itself what is wrong. */
export const detailsOf = (error: unknown): string | undefined => {
	const { said, known } = error as { readonly said?: string; readonly known?: boolean };
	return known === true ? undefined : said;
};

/** One sentence with what to do where it is the machine that is in the way, else what the error says. */
export const toldShortly = (error: unknown, place = ROOT): string => {
	const said = messageOf(error);
	// A sentence that names its cause is not explained once more.
	if ((error as { readonly known?: boolean }).known !== undefined || /start again\.$|with --port N\.$/.test(said)) return said;
	return sentenceFor(said, { place, needed: WORKING_MB }) ?? said;
};

/** @throws Error with one sentence when the disk cannot hold a demo. */
export const expectRoom = (): void => {
	const tooFull = fullDisk(ROOT, freeMegabytes(ROOT), WORKING_MB);
	if (tooFull !== undefined) throw new Error(tooFull);
};
