import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { OutputItem } from '../host/executions';
import type { AnySite } from './site';

/** Where n8n keeps files of executions; the name has changed with its versions. */
const STORES = ['storage', 'binaryData'];

/** The bytes behind a binary field of an item, from n8n's own store on disk. */
export const storedFile = ({ userFolder }: Pick<AnySite, 'userFolder'>, item: OutputItem | undefined, property: string): Buffer => {
	const id = String(item?.binary?.[property]?.id);
	const place = id.slice(id.indexOf(':') + 1);
	const file = STORES.map((store) => path.join(userFolder, '.n8n', store, place)).find((candidate) => existsSync(candidate));
	if (file === undefined) throw new Error(`n8n keeps no file ${id}`);
	return readFileSync(file);
};
