import type { IExecuteFunctions } from 'n8n-workflow';
import { counted, hint } from '../context/execution-hints';
import type { RowSource } from './row-source';

/** Nothing tells these rows apart, and no key columns were named that could. They may be meant like that, so they are not held back. */
export const tellRepeatedRows = (context: IExecuteFunctions, { rows, fingerprintOf }: RowSource): void => {
	const different = new Set(rows.map((_row, index) => fingerprintOf(index)));
	const repeats = rows.length - different.size;
	if (repeats === 0) return;
	hint(context, `${counted(repeats, 'row repeats', 'rows repeat')} another one in all columns, and is taken as a row of its own: the input may hold the same export twice. `
		+ 'Name the columns that tell rows apart in "Key Columns": rows that occur twice are rejected then. If they are meant like that, set "Repeated Keys" to "Keep".', 'warning');
};
