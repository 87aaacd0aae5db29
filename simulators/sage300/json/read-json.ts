import { readRawJson } from '../../harness/raw-json';
import type { Json, JsonMap } from './tree';

/** JSON text to a tree whose numbers keep their digits and whose objects keep their order. Throws NoJson. */
export const readJson = (text: string): Json => readRawJson<JsonMap>(text, (members) => members);
