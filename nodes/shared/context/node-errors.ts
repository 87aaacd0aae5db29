import { NodeApiError, NodeOperationError, type IExecuteFunctions, type ILoadOptionsFunctions, type JsonObject } from 'n8n-workflow';
import { AmbiguousError, FatalError, IntegrationError } from '../../../src/core/errors';
import { discreet } from './discretion';

/**
 * n8n replaces a whole message that merely contains one of these letters in a row ("RolePermission" holds EPERM) by a
 * canned sentence (reference n8n-platform 3.3). Such words then go to the description, where nothing is replaced.
 */
const REPLACED_BY_N8N = /ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|ERRADDRINUSE|EADDRNOTAVAIL|ECONNABORTED|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i;

/** Not its message: where a form shows nothing else, that tells the remedy as well. */
const wordsOf = ({ facts: { system, operation, said } }: IntegrationError): string => `${system}: ${operation}: ${said}`;

const describe = (error: IntegrationError): string =>
	[
		REPLACED_BY_N8N.test(wordsOf(error)) ? wordsOf(error) : '',
		error.facts.remedy,
		error instanceof AmbiguousError ? `How to find out: ${error.howToFindOut}` : '',
		error.facts.code ? `Code: ${error.facts.code}` : '',
	].filter((part) => part !== '').join('\n');

const headline = (error: IntegrationError): string =>
	REPLACED_BY_N8N.test(wordsOf(error)) ? `${error.facts.system} could not: ${error.facts.operation.replace(REPLACED_BY_N8N, '…')}` : wordsOf(error);

type Failing = Pick<IExecuteFunctions | ILoadOptionsFunctions, 'getNode'>;

/**
 * What n8n shows: the other system's words as the message, the remedy as the description. Errors that are already
 * n8n's keep what they say. No secret is in any of them.
 */
export const asNodeError = (context: Failing, thrown: unknown, itemIndex?: number): NodeApiError | NodeOperationError => {
	const caught = discreet(context, thrown);
	if (caught instanceof NodeApiError || caught instanceof NodeOperationError) return caught;
	if (!(caught instanceof IntegrationError)) {
		return new NodeOperationError(context.getNode(), caught instanceof Error ? caught : String(caught), { itemIndex });
	}
	const message = headline(caught);
	const description = describe(caught);
	if (caught.facts.status === undefined || caught instanceof FatalError) {
		return new NodeOperationError(context.getNode(), message, { description, itemIndex });
	}
	const response: JsonObject = { message, httpCode: String(caught.facts.status) };
	return new NodeApiError(context.getNode(), response, { message, description, httpCode: String(caught.facts.status), itemIndex });
};

/** A wrong parameter, said before anything was sent. */
export const parameterError = (context: Failing, message: string, remedy: string, itemIndex?: number): NodeOperationError =>
	new NodeOperationError(context.getNode(), message, { description: remedy, itemIndex });
