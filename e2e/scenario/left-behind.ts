import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AnySite } from './site';

/** One place where a run leaves something behind, as it can be read there. */
export interface Leftover {
	readonly place: string;
	readonly content: Buffer;
}

const PACKAGES = 'node_modules';

/** Every file below a folder, but those of installed packages. */
export const files = (folder: string): string[] =>
	readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const full = path.join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === PACKAGES ? [] : files(full);
		return entry.isFile() ? [full] : [];
	});

const asJson = (place: string, value: unknown): Leftover => ({ place, content: Buffer.from(JSON.stringify(value), 'utf8') });

/**
 * Everything that outlives a run: all files of n8n's folder (database with its journal, log, binary data), every execution
 * as the API shows it (in the database its text is cut into pages), static data, and both systems' histories.
 */
export async function leftBehind(site: AnySite): Promise<readonly Leftover[]> {
	const { n8n, userFolder } = site;
	const executions = await Promise.all((await n8n.executions()).map(async ({ id }) => asJson(`execution ${id}`, (await n8n.execution(id)).stored)));
	const workflowIds = [...new Set((await n8n.executions()).map(({ workflowId }) => workflowId))];
	const staticData = await Promise.all(workflowIds.map(async (id) => asJson(`static data of ${id}`, await n8n.staticData(id))));
	return [
		...files(userFolder).map((file) => ({ place: path.relative(userFolder, file), content: readFileSync(file) })),
		...executions,
		...staticData,
		...(await Promise.all(site.histories().map(async ({ title, watch }) => asJson(`history of ${title}`, await watch.all())))),
	];
}

/** A text as it may be written somewhere: as it is, in JSON, in a URL, in XML, in base64. */
const spellings = (value: string): readonly string[] => [...new Set([
	value, JSON.stringify(value).slice(1, -1), value.replaceAll('/', '\\/'), encodeURIComponent(value),
	value.replaceAll('&', '&amp;'), Buffer.from(value, 'utf8').toString('base64').replace(/=+$/, ''),
])];

/** Where one of the texts stands, and what it is. */
export const findIn = (leftovers: readonly Leftover[], wanted: ReadonlyArray<{ readonly what: string; readonly value: string }>): readonly string[] =>
	leftovers.flatMap(({ place, content }) => wanted.filter(({ value }) => spellings(value).some((spelling) => content.includes(spelling))).map(({ what }) => `${what} in ${place}`));
