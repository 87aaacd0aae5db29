import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../shared/routing/operation';
import { mapInput } from '../map-input';

export const scope = 'run';

/** ERP records in, rows of the import out; what does not fit leaves by the second output with its reasons. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => await mapInput(context);
