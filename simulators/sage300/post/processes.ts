import type { SimResponse } from '../../harness/server';
import { Stored } from '../data/row';
import type { Call } from '../http/call';
import { Refusal } from '../http/failure';
import type { WriteContext } from '../write/form';
import { incomingFrom } from '../write/incoming';
import { template } from '../write/write';
import { createGlBatch } from './create-gl-batch';
import { postJournals } from './post-journals';
import { postInvoices, postPayments } from './post-payables';
import { rangeOf } from './range';

type Run = (context: WriteContext, parameters: Stored) => void;

const EVERYTHING = { IN: Number.POSITIVE_INFINITY, PY: Number.POSITIVE_INFINITY, AD: Number.POSITIVE_INFINITY } as const;

/** AP postings that reach GL by themselves. */
const passOn = (context: WriteContext): void => {
	if (context.world.switches.values.createGlBatch === 'automatic') createGlBatch(context, EVERYTHING);
};

const through = (parameters: Stored, asked: string, number: string): number =>
	((parameters.get(asked) || 'Donotprocess') === 'Donotprocess' ? 0 : Number(parameters.get(number) || '0'));

/** What `('$process')` does, by resource. It answers without a body: that it ran, not that everything was posted (reference sage-300 8.3). */
const PROCESSES: Readonly<Record<string, Run>> = {
	GLPostJournal: (context, parameters) => void postJournals(context, rangeOf(parameters)),
	APPostInvoices: (context, parameters) => {
		postInvoices(context, rangeOf(parameters));
		passOn(context);
	},
	APPostPaymentsAndAdjustments: (context, parameters) => {
		postPayments(context, rangeOf(parameters), (parameters.get('BatchType') || 'PY') === 'AD' ? 'AD' : 'PY');
		passOn(context);
	},
	APCreateGLBatch: (context, parameters) => void createGlBatch(context, {
		IN: through(parameters, 'ProcessInvoiceBatch', 'ThruInvoicePostingSequenceNumber'),
		PY: through(parameters, 'ProcessPaymentBatch', 'ThruPaymentPostingSequenceNumber'),
		AD: through(parameters, 'ProcessAdjustmentBatch', 'ThruAdjustmentPostingSequenceNumber'),
	}),
};

const process = (call: Call): SimResponse => {
	const run = PROCESSES[call.own];
	if (run === undefined) throw new Refusal('InvalidAction', `${call.resource.name} has no process.`);
	const { world, company, user, request, resource } = call;
	const incoming = request.body.length === 0 ? { fields: [], rows: new Map() } : incomingFrom(resource.type, request.body);
	const parameters = new Stored(Object.fromEntries(incoming.fields.map(([{ field }, value]) => [field, value])));
	run({ world, company, user, today: world.today(), requested: undefined }, parameters);
	return { status: world.switches.values.patchStatus };
};

const ACTIONS: Readonly<Record<string, (call: Call) => SimResponse>> = { $process: process, $template: template };

/** POST on `Resource('$action')`. Throws Refusal. */
export const act = (call: Call, action: string): SimResponse => {
	const run = ACTIONS[action];
	if (run === undefined) throw new Refusal('InvalidAction', `The action '${action}' is not valid for ${call.resource.name}.`);
	return run(call);
};
