import { RetryableError } from '../../../core/errors';
import { isJsonObject, jsonText, type JsonObject } from '../../../core/json';
import { errorOf, unreadable } from '../answers/classify-answer';
import { factsOf } from '../entities/entity-table';
import { ID, type ReadingPlan } from '../entities/reading-plan';
import type { AcumaticaGateway } from '../gateway';
import { SYSTEM, type AcumaticaPlace } from '../identity';
import { fieldText } from '../values/unwrap';
import { canStandInAddress, recordRequest } from '../wire/requests';

/** The plan of a list that brings only what names a record and its stamp; `undefined` when it brings nothing else anyhow. */
export const leanPlan = (plan: ReadingPlan): ReadingPlan | undefined => {
	const needed = [...plan.keys, ...(plan.stampField === null ? [] : [plan.stampField])];
	const custom = plan.custom.filter((name) => needed.includes(name));
	const select = needed.filter((name) => name !== ID && !custom.includes(name));
	const expand = plan.expand.filter((link) => select.some((name) => name.startsWith(`${link}/`)));
	const isLean = plan.select?.every((name) => select.includes(name)) === true && plan.expand.length === expand.length && plan.custom.length === custom.length;
	return isLean ? undefined : { ...plan, select: select.length > 0 ? select : undefined, expand, custom };
};

interface Read {
	readonly place: AcumaticaPlace;
	readonly gateway: AcumaticaGateway;
	/** What of each record is wanted. */
	readonly plan: ReadingPlan;
	readonly archived: boolean;
}

/** The keys of the address where they are known and can stand in one, else the id. */
const addressOf = ({ entity, keys }: ReadingPlan, row: JsonObject): { readonly keys: readonly string[]; readonly isStable: boolean } => {
	const values = keys.map((name) => fieldText(row, name));
	const own = factsOf(entity)?.keys.join() === keys.join() && values.every(canStandInAddress);
	return own ? { keys: values, isStable: true } : { keys: [jsonText(row[ID])], isStable: false };
};

/**
 * A listed record, read by its own address: what is fed by code cannot be listed and can be read like this (reference
 * acumatica 4.1). It costs a request for each record, so it is done only for lists that were refused.
 *
 * **No record is left out unless it is gone.** A key that is not found any more was deleted since it was listed. An id may
 * be one of the session alone (reference acumatica 3), so an unknown id says nothing, and the read ends instead.
 *
 * @returns undefined when it was deleted meanwhile
 */
export const readByAddress = async ({ place, gateway, plan, archived }: Read, row: JsonObject): Promise<JsonObject | undefined> => {
	const { keys, isStable } = addressOf(plan, row);
	const { entity, select, expand, custom } = plan;
	const request = recordRequest(place, { entity, keys, expand, custom, ...(select && { select }), ...(archived && { archived }) });
	const { response, verdict, json } = await gateway.attempt(request);
	if (verdict?.meaning === 'no-record' && isStable) return undefined;
	if (verdict?.meaning === 'no-record') {
		throw new RetryableError({
			system: SYSTEM, operation: request.purpose, said: 'it was listed and is not there under its id',
			remedy: 'It was deleted meanwhile, or ids of this entity change: run it again, and choose key fields for this entity if it stays.',
		});
	}
	if (verdict) throw await gateway.refusal(verdict, request);
	if (!isJsonObject(json)) throw errorOf(unreadable(response.status, 'the answer is no record'), request.purpose, true);
	return json;
};
