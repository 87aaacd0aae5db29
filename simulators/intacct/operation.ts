import type { Call, Outcome } from './call';
import type { FunctionElement, RequestReading } from './control-block';
import type { FunctionResult } from './envelope';
import { FunctionFailure, SchemaViolation, schemaErrors, ControlFailure, type IntacctError } from './failures';
import { FUNCTIONS } from './functions';
import type { World } from './world';

interface Prepared extends FunctionElement {
	readonly run: (call: Call) => Outcome;
}

const prepareOne = (world: World, { controlid, body }: FunctionElement): Prepared => {
	try {
		const prepare = FUNCTIONS[body.name];
		if (!prepare) throw new SchemaViolation(`Error 1871 Element '${body.name}': This element is not expected in 'function'.`);
		return { controlid, body, run: prepare(body) };
	} catch (error) {
		if (!(error instanceof SchemaViolation) || world.switches.text('schemaErrors') === 'control') throw error;
		return {
			controlid,
			body,
			run: () => {
				throw new FunctionFailure(schemaErrors(error.complaint, 0, 0));
			},
		};
	}
};

/** Reads all functions before any of them works. */
export const prepareAll = (world: World, { functions }: RequestReading): readonly Prepared[] => {
	if (functions.length > 1 && functions.some(({ body }) => body.name === 'getAPISession')) {
		throw new SchemaViolation("Error 1871 Element 'getAPISession': it must be the only function of its request.");
	}
	const most = world.switches.number('maxFunctions');
	if (most > 0 && functions.length > most)
		throw new SchemaViolation(`Error 1871 Element 'content': ${functions.length} functions given, at most ${most} are served.`);
	return functions.map((element) => prepareOne(world, element));
};

const repeated = (world: World, controlid: string): IntacctError => ({
	errorno: world.switches.text('repeatedControlIdErrorno'),
	description: '',
	description2: `The function with controlid ${controlid} has already completed.`,
	correction: 'Use a unique value instead.',
});

const runOne = (call: Call, { controlid, body, run }: Prepared): { result: FunctionResult; bare?: Outcome & { kind: 'bare' } } => {
	const { world, control } = call;
	const base = { function: body.name, controlid };
	try {
		if (control.uniqueid && world.completed.has(controlid)) throw new FunctionFailure([repeated(world, controlid)]);
		const outcome = run(call);
		if (outcome.kind === 'bare')
			return { result: { ...base, status: 'success', errors: [], data: { name: 'data', content: outcome.body } }, bare: outcome };
		return { result: { ...base, status: 'success', errors: [], before: outcome.before, data: outcome.data } };
	} catch (error) {
		if (!(error instanceof FunctionFailure)) throw error;
		world.effects.add('function-failed', { function: body.name, errorno: error.errors[0]?.errorno ?? null });
		return { result: { ...base, status: 'failure', errors: error.errors, data: error.data } };
	}
};

const ROLLED_BACK: IntacctError = {
	errorno: 'XL03000009',
	description: '',
	description2: 'The entire transaction in this operation has been rolled back due to an error.',
};

/** What had been good is aborted, the culprit failed, and each carries XL03000009 (reference 5). */
const rolledBack = (world: World, results: readonly FunctionResult[], rest: readonly Prepared[]): FunctionResult[] => {
	const told = results.map((result): FunctionResult => ({
		function: result.function,
		controlid: result.controlid,
		status: result.status === 'success' ? 'aborted' : result.status,
		errors: [...result.errors, ROLLED_BACK],
	}));
	if (world.switches.text('abortedLater') === 'omitted') return told;
	return [
		...told,
		...rest.map(({ body, controlid }): FunctionResult => ({ function: body.name, controlid, status: 'aborted', errors: [ROLLED_BACK] })),
	];
};

const runTransaction = (call: Call, prepared: readonly Prepared[]): { results: FunctionResult[]; bare?: Outcome & { kind: 'bare' } } => {
	const { world } = call;
	world.database.begin();
	world.effects.hold();
	const results: FunctionResult[] = [];
	for (const [at, one] of prepared.entries()) {
		const { result } = runOne(call, one);
		results.push(result);
		if (result.status === 'success') continue;
		world.database.rollback();
		world.effects.forget();
		return { results: rolledBack(world, results, prepared.slice(at + 1)) };
	}
	world.database.commit();
	world.effects.release();
	return { results };
};

const runEach = (call: Call, prepared: readonly Prepared[]): { results: FunctionResult[]; bare?: Outcome & { kind: 'bare' } } => {
	const done = prepared.map((one) => runOne(call, one));
	// Without an envelope there is room for one answer only.
	return { results: done.map(({ result }) => result), ...(done.length === 1 ? { bare: done[0]?.bare } : {}) };
};

export const runOperation = (
	call: Call,
	reading: RequestReading,
	prepared: readonly Prepared[],
): { results: FunctionResult[]; bare?: Outcome & { kind: 'bare' } } => {
	const { world, control } = call;
	const clash = control.uniqueid ? prepared.find(({ controlid }) => world.completed.has(controlid)) : undefined;
	if (clash && world.switches.text('repeatedControlId') === 'control') throw new ControlFailure(200, [repeated(world, clash.controlid)]);
	const outcome = (reading.transaction ? runTransaction : runEach)(call, prepared);
	if (control.uniqueid) for (const { status, controlid } of outcome.results) if (status === 'success') world.completed.add(controlid);
	return outcome;
};
