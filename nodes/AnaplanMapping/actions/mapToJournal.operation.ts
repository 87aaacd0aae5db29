import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../shared/routing/operation';
import { mapInput } from '../map-input';

export const scope = 'run';

/** Rows exported from Anaplan in, lines of a journal out; what does not fit leaves by the second output with its reasons and the exported row. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => await mapInput(context);
