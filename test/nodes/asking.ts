import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { errorOf, hintsOf, outputOf } from './engine/run-workflow';
import type { Site, Supplied } from './site';
import { workflowOf, type Step } from './workflows';

export interface Asked {
	readonly items: INodeExecutionData[];
	readonly json: IDataObject[];
	readonly error: ReturnType<typeof errorOf>;
	readonly hints: string[];
	/** The error as a user reads it: the message, and below it what to do. */
	readonly told: string;
}

type NodeParameters = Record<string, unknown>;
type StepOf = (name: string, resource: string, operation: string, parameters?: NodeParameters, more?: Partial<Step>) => Step;

export interface Asking {
	readonly fed?: readonly Supplied[];
	readonly onError?: 'continueRegularOutput';
}

/** One node of a system behind one that supplies its input, run by n8n's own engine. */
export const askWith = (stepOf: StepOf) =>
	async (site: Site, resource: string, operation: string, parameters: NodeParameters = {}, { fed = [{}], onError }: Asking = {}): Promise<Asked> => {
		site.supply('Rows', fed);
		const run = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, stepOf('Ask', resource, operation, parameters, { onError })]));
		const items = outputOf(run, 'Ask');
		const error = errorOf(run, 'Ask');
		return { items, json: items.map(({ json }) => json), error, hints: hintsOf(run, 'Ask'), told: error ? `${error.message}\n${error.description ?? ''}` : '' };
	};

/** Addresses that reached a system since a number of its history, as texts: `GET /HarborMills/entity/…?$top=50`. */
export const addressesSince = async (site: Site, system: Parameters<Site['history']>[0], since: number): Promise<string[]> =>
	(await site.history(system, since)).filter(({ kind }) => kind === 'request')
		.map(({ method = '', path = '', query = '' }) => `${method} ${path}${query ? `?${decodeURIComponent(query).replace(/^\?/, '')}` : ''}`);
