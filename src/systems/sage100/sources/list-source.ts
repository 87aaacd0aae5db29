import type { RecordSource } from '../../../contracts';
import type { CursorKind } from '../lists/list-table';
import { balancesSource } from './balances-source';
import { cursorOf, type SourceOptions, type SourceParts } from './source-options';
import { stampedSource } from './stamped-source';
import { wholeSource } from './whole-source';

const SOURCES: Readonly<Record<CursorKind, (parts: SourceParts, options: SourceOptions) => RecordSource>> = {
	stamps: stampedSource, 'ledger lines': balancesSource, whole: wholeSource,
};

/** One list as a stream of changes. @throws FatalError for a choice that cannot work, here or at its first read */
export const listSource = (parts: SourceParts, options: SourceOptions): RecordSource => SOURCES[cursorOf(options)](parts, options);
