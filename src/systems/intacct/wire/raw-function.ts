import { FatalError } from '../../../core/errors';
import { parseXml, verbatim, XmlError } from '../../../core/xml';
import { SYSTEM } from '../identity';
import type { IntacctFunction } from './functions';

/** Functions that change nothing, so that a lost answer may be asked for again. `readMore` is left out: it moves on. */
const READS: ReadonlySet<string> = new Set([
	'query', 'read', 'readByName', 'readByQuery', 'readReport', 'readRelated', 'readUserFormatting', 'lookup', 'inspect',
	'getDimensions', 'getDimensionRelationships', 'getDimensionRestrictedData', 'getFinancialSetup', 'getDdsObjects', 'getDdsDdl',
]);
const isRead = (name: string): boolean => READS.has(name) || name.startsWith('get_');

const refused = (said: string, remedy: string, cause?: unknown): FatalError =>
	new FatalError({ system: SYSTEM, operation: 'prepare the function', said, remedy, cause });

/**
 * One function in the user's own XML, sent as it was written. It has to be one complete element, so it cannot close
 * the envelope around it. `getAPISession` is refused: it must be alone in a request, and its answer is a secret.
 * `repeatable` says whether it may be sent again when the answer was lost; by default only known reads may.
 */
export const rawFunction = (xml: string, repeatable?: boolean): IntacctFunction => {
	let name: string;
	try {
		({ name } = parseXml(xml));
	} catch (error) {
		if (!(error instanceof XmlError)) throw error;
		throw refused(`the XML of the function cannot be read: ${error.message}`, 'Give one complete element, such as <getDimensions/>.', error);
	}
	if (name === 'getAPISession') throw refused('getAPISession cannot be sent as a function of one\'s own', 'The client logs in by itself.');
	if (name === 'function' || name === 'request' || name === 'content' || name === 'operation') {
		throw refused(`<${name}> belongs to the envelope, which the client writes`, 'Give only what stands inside <function>, such as <getDimensions/>.');
	}
	const markup = verbatim(xml.replace(/^\ufeff?\s*(?:<\?xml[^>]*\?>)?\s*/, '').trimEnd());
	return { name, markup, purpose: `run ${name}`, repeatable: repeatable ?? isRead(name) };
};
