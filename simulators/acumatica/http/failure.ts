import type { SimResponse } from '../../harness/server';
import { writeJson, type Json } from '../json/tree';

export const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;
export const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' } as const;
export const TEXT_TYPE = { 'content-type': 'text/plain; charset=utf-8' } as const;

export const json = (status: number, body: Json, headers: Record<string, string> = {}): SimResponse =>
	({ status, headers: { ...JSON_TYPE, ...headers }, body: writeJson(body) });

export const noContent = (headers: Record<string, string> = {}): SimResponse => ({ status: 204, headers });

/** A request that ends here, with this answer. */
export class Refusal extends Error {
	constructor(readonly response: SimResponse) {
		super(`refused with ${response.status}`);
	}
}

const STACK = '   at PX.Api.ContractBased.SystemContracts.V2.RestController.Handle()\r\n   at PX.Api.ContractBased.ContractBasedControllerBase.Run()';

/** The error object of 403 and 500, sometimes of others (reference acumatica 6.4). */
export const exceptionBody = (type: string, message: string): Json => ({
	message: 'An error has occurred.', exceptionMessage: message, exceptionType: type, stackTrace: STACK,
});

export const exception = (status: number, type: string, message: string): Refusal => new Refusal(json(status, exceptionBody(type, message)));

/** A record that is not there is a 500 for every verb but PATCH (reference acumatica 1.2). */
export const noSuchRecord = (): Refusal =>
	exception(500, 'PX.Api.ContractBased.NoEntitySatisfiesTheConditionException', 'No entity satisfies the condition.');

/** A field that the contract does not have, in $select, $filter or $expand (reference acumatica 1.2). */
export const noSuchField = (name: string): Refusal => exception(500, 'System.Collections.Generic.KeyNotFoundException',
	`The given key '${name}' was not present in the dictionary.`);

export const invalid = (modelState: Readonly<Record<string, readonly string[]>>): Refusal =>
	new Refusal(json(400, { message: 'The request is invalid.', modelState }));

export const preconditionFailed = (message: string): Refusal => new Refusal(json(412, { message }));

/** Routing misses have message and messageDetail (reference acumatica 1.2). */
export const noSuchAddress = (url: string, detail: string): Refusal => new Refusal(json(404, {
	message: `No HTTP resource was found that matches the request URI '${url}'.`, messageDetail: detail,
}));

export const wrongVerb = (method: string, status: 405 | 406 = 405): Refusal =>
	new Refusal(json(status, { message: `The requested resource does not support http method '${method}'.` }));
