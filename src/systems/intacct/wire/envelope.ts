import { element, optional, xmlDocument, type XmlMarkup } from '../../../core/xml';
import type { IntacctIdentity } from '../identity';

export type Authentication = { readonly sessionId: string } | { readonly login: IntacctIdentity };

export interface Envelope {
	readonly senderId: string;
	readonly senderPassword: string;
	/** Echoed in the answer; the one function of the request carries the same id. */
	readonly controlId: string;
	readonly authentication: Authentication;
	readonly function: XmlMarkup;
}

const authentication = (by: Authentication): XmlMarkup => {
	if ('sessionId' in by) return element('sessionid', by.sessionId);
	const { userId, companyId, userPassword, clientCompanyId, entityId } = by.login;
	// In this order: a password before the company id has been refused (reference sage-intacct 2).
	return element('login', [
		element('userid', userId), element('companyid', companyId), element('password', userPassword),
		optional('clientid', clientCompanyId || undefined), optional('locationid', entityId || undefined),
	]);
};

/**
 * One request with one function: whole functions succeed or fail alone, each is one billed transaction either way,
 * and a small request is a small loss. `uniqueid` is false as reads must be repeatable (reference sage-intacct 3).
 */
export const requestXml = (envelope: Envelope): string => xmlDocument(element('request', [
	element('control', [
		element('senderid', envelope.senderId), element('password', envelope.senderPassword), element('controlid', envelope.controlId),
		element('uniqueid', 'false'), element('dtdversion', '3.0'), element('includewhitespace', 'false'),
	]),
	element('operation', [
		element('authentication', [authentication(envelope.authentication)]),
		element('content', [element('function', [envelope.function], { controlid: envelope.controlId })]),
	], { transaction: 'false' }),
]));
