import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The text below a heading, up to the next one of the same level. */
export const chapter = (text: string, level: string, heading: string): string => text.split(new RegExp(`^${level} `, 'm')).find((part) => part.startsWith(`${heading}\n`)) ?? '';
