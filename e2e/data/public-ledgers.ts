import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../host/places';

/** Public ledgers beside the checkout; not everybody has them. */
export const PUBLIC_LEDGERS = path.resolve(ROOT, '../shared/data');

export const hasPublicLedgers = (): boolean => existsSync(path.join(PUBLIC_LEDGERS, 'README.md'));

/** A published file as text. Bytes that are none in that encoding are refused. */
export const publishedText = (file: string, encoding = 'utf-8'): string => {
	const bytes = readFileSync(path.join(PUBLIC_LEDGERS, file));
	return new TextDecoder(encoding, { fatal: true }).decode(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
};
