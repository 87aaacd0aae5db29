import type { INodeProperties } from 'n8n-workflow';

type Hidden = NonNullable<NonNullable<INodeProperties['displayOptions']>['hide']>;

/** They speak of moments, and postings have numbers. */
const OF_TIME: ReadonlySet<string> = new Set(['changedSince', 'overlapMinutes']);

const isProperty = (option: NonNullable<INodeProperties['options']>[number]): option is INodeProperties => 'type' in option;

const PLACE = ' Where changes go by posting: "beginning", or the number of a posting run.';

/** The options of "Get Changes" without those that mean nothing to a cursor of postings. */
export const withoutTime = (changes: INodeProperties, hide?: Hidden): INodeProperties => ({
	...changes,
	options: (changes.options ?? []).filter(isProperty).flatMap((option): INodeProperties[] => {
		if (option.name === 'startOverFrom') return [{ ...option, description: `${option.description ?? ''}${PLACE}` }];
		if (!OF_TIME.has(option.name)) return [option];
		return hide ? [{ ...option, displayOptions: { hide } }] : [];
	}),
});
