import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { errorOf, hintsOf, outputOf } from './engine/run-workflow';
import type { Site, Supplied } from './site';
import { sage300, workflowOf } from './workflows';

export interface Asked {
	readonly items: INodeExecutionData[];
	readonly json: IDataObject[];
	readonly error: ReturnType<typeof errorOf>;
	readonly hints: string[];
	/** The error as a user reads it: the message, and below it what to do. */
	readonly told: string;
}

type Parameters = Record<string, unknown>;

export interface Asking {
	readonly fed?: readonly Supplied[];
	readonly onError?: 'continueRegularOutput';
}

/** One Sage 300 node behind one that supplies its input, run by n8n's own engine. */
export const askSage300 = async (site: Site, resource: string, operation: string, parameters: Parameters = {}, { fed = [{}], onError }: Asking = {}): Promise<Asked> => {
	site.supply('Rows', fed);
	const run = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, sage300('Ask', resource, operation, parameters, { onError })]));
	const items = outputOf(run, 'Ask');
	const error = errorOf(run, 'Ask');
	return { items, json: items.map(({ json }) => json), error, hints: hintsOf(run, 'Ask'), told: error ? `${error.message}\n${error.description ?? ''}` : '' };
};

/** Addresses that reached the site since a number of its history, below the version: `GET -/NORDIX/GL/GLAccounts?$top=50`. */
export const requestsSince = async (site: Site, since: number): Promise<string[]> =>
	(await site.history('sage300', since)).filter(({ kind }) => kind === 'request')
		.map(({ method = '', path = '', query = '' }) => `${method} ${path.replace('/Sage300WebApi/v1.0/', '')}${query ? `?${decodeURIComponent(query).replace(/^\?/, '')}` : ''}`);
