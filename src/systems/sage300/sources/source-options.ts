import { createHash } from 'node:crypto';
import type { Instant } from '../../../contracts';
import { realmOf, type CompletePlace } from '../identity';
import type { ListParts, Paging } from '../reading/list-records';
import type { Narrowing } from '../reading/narrowing';
import type { ResourceChoice } from '../resources/reading-plan';
import { factsOf, type CursorChoice } from '../resources/resource-table';
import { filterText } from '../wire/filter';

export interface SourceOptions extends ResourceChoice, Narrowing {
	/** What the table says unless set; `whole` for what the table does not know. */
	readonly cursor?: CursorChoice;
	readonly pageSize?: number;
	readonly paging?: Paging;
	/** Of posting streams: so many runs before the last one are compared as well; 0 unless set. */
	readonly overlapRuns?: number;
}

export interface SourceParts extends ListParts {
	/** The server's clock, from a small question to this resource. */
	readonly serverTime: (resource: string) => Promise<Instant>;
	/** Last posting sequences by stream, from before. */
	readonly sequenceHints: Map<string, number>;
}

export const cursorOf = ({ resource, cursor }: SourceOptions): CursorChoice => cursor ?? factsOf(resource)?.cursor ?? { kind: 'whole' };

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

const present = (value: object | undefined): boolean => value !== undefined && Object.values(value).some((each) => each !== undefined && each !== '');

/** Names the stream for ever: system, server, company, resource, how changes are found, and what narrows it or names its records. */
export const streamOf = (place: CompletePlace, options: SourceOptions): string => {
	const { resource, detail, keyFields, detailKey, filter, documentDay, openOnly, fiscalSets } = options;
	const { kind, dayField, sequenceField } = cursorOf(options);
	const own = options.cursor ? [dayField, sequenceField].filter((name) => name !== undefined) : [];
	const narrowed = filter !== undefined || present(documentDay) || present(fiscalSets);
	return [
		'sage300', realmOf(place), resource.trim(), [kind, ...own].join('+'),
		...(detail === undefined ? [] : [detail ?? 'headers']),
		...(keyFields && keyFields.length > 0 ? [`by-${keyFields.join('+')}`] : []), ...(detailKey ? [`rows-by-${detailKey}`] : []),
		...(openOnly ? ['open'] : []),
		...(narrowed ? [digest(JSON.stringify([filter && filterText(filter), documentDay, fiscalSets]))] : []),
	].join('/');
};
