import type { SimResponse } from '../../harness/server';
import { limitPage, MODULE_TEXT } from '../auth/overflow';
import type { World } from '../world';
import { HTML_TYPE, json, TEXT_TYPE } from './failure';

const FORMS: Readonly<Record<string, SimResponse>> = {
	text: { status: 429, headers: TEXT_TYPE, body: MODULE_TEXT },
	html: { status: 429, headers: HTML_TYPE, body: limitPage('Too many requests') },
	json: json(429, { message: 'Too many requests.' }),
};

/** 429 without Retry-After; no source shows its body (reference acumatica 7). */
export const tooMany = (world: World): SimResponse => ({ ...FORMS[world.switches.values.tooManyForm]!, note: { refused: 'load' } });
