import type { SimResponse } from '../../harness/server';
import type { Stored } from '../data/record';
import type { Call } from '../http/call';
import { exceptionBody, json } from '../http/failure';
import { recordJson, type Complaints } from '../read/render';
import { shapeOf, wholeShape, type Shape } from '../read/shape';
import type { Incoming } from './incoming';

/** What came of a write: the record as it stands now, or as it would have been, with what is wrong about it. */
export interface Written {
	readonly record: Stored;
	readonly complaints?: Complaints;
	/** Stored in part, and then something broke. */
	readonly broken?: string;
}

const viewerOf = ({ world, contract, session }: Call): Parameters<typeof recordJson>[0] => ({ world, contract, session: session.id });

/** Sent fields come back even when $select does not name them; on some builds nothing else does (reference acumatica 3, 6.1). */
const answerShape = (call: Call, incoming: Incoming): Shape => {
	const shape = shapeOf(call.contract, call.entity, call.request.query);
	const sentOnly = call.world.switches.values.putAnswer === 'sent';
	if (shape.fields === undefined && !sentOnly) return shape;
	shape.fields = new Set([...(shape.fields ?? []), ...incoming.values.keys()]);
	return shape;
};

export const writtenAnswer = (call: Call, incoming: Incoming, record: Stored): SimResponse =>
	json(200, recordJson(viewerOf(call), call.entity, record, answerShape(call, incoming)));

const withSentParts = (shape: Shape, incoming: Incoming): Shape => {
	delete shape.fields;
	for (const name of [...incoming.details.keys(), ...incoming.links.keys()]) if (!shape.expanded.has(name)) shape.expanded.set(name, wholeShape());
	return shape;
};

/** 422 is the entity itself with errors on it; older builds answered 500 (reference acumatica 6.4). */
export const complaintAnswer = (call: Call, incoming: Incoming, { record, complaints = {} }: Written): SimResponse => {
	const { validationStatus, outcomeException } = call.world.switches.values;
	const note = { refused: 'validation', rows: [...(complaints.rows?.values() ?? [])].flatMap((rows) => [...rows.keys()]) };
	if (validationStatus === 500) {
		const fields = [
			...(complaints.fields ?? []),
			...[...(complaints.rows?.values() ?? [])].flatMap((rows) => [...rows.values()].flatMap((row) => [...(row.fields ?? [])])),
		];
		return {
			...json(
				500,
				exceptionBody(
					'PX.Data.PXOuterException', `Error: ${complaints.record ?? ''} ${fields.map(([name, text]) => `${name}: ${text}`).join(' ')}`.trim(),
				),
			),
			note,
		};
	}
	const shape = withSentParts(shapeOf(call.contract, call.entity, call.request.query), incoming);
	return {
		...json(422, {
			...recordJson(viewerOf(call), call.entity, record, shape, 1, complaints),
			...(outcomeException ? { exceptionMessage: complaints.record ?? '', exceptionType: 'PX.Api.ContractBased.OutcomeEntityHasErrorsException' } : {}),
		}),
		note,
	};
};
