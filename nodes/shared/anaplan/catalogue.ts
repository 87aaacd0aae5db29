import type { IExecuteFunctions } from 'n8n-workflow';
import type { Http } from '../../../src/contracts';
import { CatalogueMemo } from '../../../src/systems/anaplan';
import { nodeClock } from '../context/node-clock';

/** The catalogue as the nodes of one execution have seen it; all executions of this process, each under its own owner. */
const shared = new CatalogueMemo(nodeClock);
/** For executions without an id, and for nodes that were asked to look: as long as the execution of the node. */
const ownOf = new WeakMap<object, CatalogueMemo>();

/** Nodes whose execution's end is waited for. Nobody asks under its id again after that; a minute later the answers would be gone anyhow. */
const watched = new WeakSet<object>();

/** Operations that show the catalogue to the user, who may look again in a loop until something appears. */
const SHOWING: ReadonlySet<string> = new Set(['get', 'getMany']);

const own = (context: object): CatalogueMemo => {
	const memo = ownOf.get(context) ?? new CatalogueMemo(nodeClock);
	ownOf.set(context, memo);
	return memo;
};

/**
 * Asks for the catalogue once where the nodes of one execution ask for it over and over (see `CatalogueMemo`, which
 * says why that is safe). What an operation was asked to show is always looked up for it.
 *
 * @param identity the user and the address, so that another credential in the same execution has a catalogue of its own
 */
export const withCatalogue = (context: IExecuteFunctions, http: Http, identity: string): Http => {
	const executionId = context.getExecutionId();
	const operation = String(context.getNodeParameter('operation', 0, '') ?? '');
	const owner = JSON.stringify([executionId, identity]);
	if (!executionId || SHOWING.has(operation)) return own(context).around(http, owner);
	if (!watched.has(context)) context.onExecutionFinish?.(() => shared.forget(owner));
	watched.add(context);
	return shared.around(http, owner);
};
