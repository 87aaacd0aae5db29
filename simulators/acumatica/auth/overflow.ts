import type { SimResponse } from '../../harness/server';
import { exceptionBody, HTML_TYPE, json, TEXT_TYPE } from '../http/failure';
import type { World } from '../world';

const LIMIT = 'API Login Limit';
const SENTENCE = 'The number of concurrent API logins exceeds the limit of the licence. API Login Limit has been reached.';
export const MODULE_TEXT = 'The custom error module does not recognize this error.';

export const limitPage = (title = LIMIT): string =>
	`<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1><p>Please sign out of other sessions.</p></body></html>`;

const OVERFLOW: Readonly<Record<string, SimResponse>> = {
	json: json(500, exceptionBody('PX.Data.PXException', SENTENCE)),
	text: { status: 429, headers: TEXT_TYPE, body: MODULE_TEXT },
	html: { status: 500, headers: HTML_TYPE, body: limitPage() },
	html200: { status: 200, headers: HTML_TYPE, body: limitPage() },
};

/** Every disguise of a seat that is not there at cookie sign-in (reference acumatica 2.3). */
export const signInOverflow = (world: World): SimResponse => ({ ...OVERFLOW[world.switches.values.seatOverflow]!, note: { refused: 'seat' } });

/** What a call with a token beyond the seats gets; undefined when it is served. */
export const surplusAnswer = (world: World): SimResponse | undefined => {
	const form = world.switches.values.surplusCall;
	if (form === 'serve') return undefined;
	if (form !== 'redirect') return { ...OVERFLOW[form]!, note: { refused: 'seat' } };
	const message = encodeURIComponent('The number of concurrent API logins has been exceeded.');
	return {
		status: 302, headers: { location: `${world.site}/Frames/Error.aspx?exceptionID=1&typeID=error&message=${message}`, ...HTML_TYPE },
		body: '<html><head><title>Object moved</title></head></html>', note: { refused: 'seat' },
	};
};
