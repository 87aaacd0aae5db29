import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { knownLists } from '../../../src/systems/sage100';
import { holding } from '../../shared/context/pick-list';

const titled = (label: string): string => {
	const words = label.replace(/^the /, '');
	return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

/** What the contract of the agent has; nothing is asked for it. */
export async function searchLists(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return holding(knownLists().map(({ list, label }) => ({ name: `${titled(label)} (${list})`, value: list })), filter);
}
