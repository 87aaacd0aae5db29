import type { RecordSource } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { resourceName } from '../wire/requests';
import type { CursorChoice, CursorKind } from '../resources/resource-table';
import { daySource } from './day-source';
import { fiscalSetSource } from './fiscal-set-source';
import { postingSource } from './posting-source';
import { cursorOf, type SourceOptions, type SourceParts } from './source-options';
import { wholeSource } from './whole-source';

const lacks = (options: SourceOptions, what: string): FatalError => new FatalError({
	system: SYSTEM, operation: `read changes of ${options.resource}`, said: `no ${what} was named for it`,
	remedy: 'Name the field, or let the resource be read whole and compared.',
});

type Make = (parts: SourceParts, options: SourceOptions, cursor: CursorChoice) => RecordSource;

const SOURCES: Readonly<Record<CursorKind, Make>> = {
	whole: (parts, options) => wholeSource(parts, options),
	day: (parts, options, { dayField }) => {
		if (!dayField) throw lacks(options, 'day of the last edit');
		return daySource(parts, options, dayField, options.cursor !== undefined);
	},
	posting: (parts, options, { sequenceField }) => postingSource(parts, options, { kind: 'posting', ...(sequenceField && { sequenceField }) }),
	'posting-and-activity': (parts, options, cursor) => {
		if (!cursor.dayField) throw lacks(options, 'day of the last activity');
		return postingSource(parts, options, cursor);
	},
	'fiscal-sets': (parts, options) => fiscalSetSource(parts, options),
};

/** One resource as a stream of changes. @throws FatalError for a name or a cursor that cannot work */
export const resourceSource = (parts: SourceParts, options: SourceOptions): RecordSource => {
	resourceName(options.resource);
	const cursor = cursorOf(options);
	return SOURCES[cursor.kind](parts, options, cursor);
};
