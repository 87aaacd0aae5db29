import type { IExecuteFunctions } from 'n8n-workflow';
import { hint } from '../../../shared/context/execution-hints';

/** Anaplan says success and there is no file: nobody can tell which of the two it is, so both are told. */
export const tellEmpty = (context: Pick<IExecuteFunctions, 'addExecutionHints'>, name: string): void => hint(context,
	`${name}: the export succeeded and its file has no content. Either there was nothing to export (no row, or filters and selective access of this user hide all rows), `
	+ 'or Anaplan had not written the file yet when it was looked for, over a quarter of a minute. Run the export in Anaplan as the same user to see which.', 'warning');
