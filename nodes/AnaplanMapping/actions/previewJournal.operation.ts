import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../shared/routing/operation';
import { previewInput } from '../preview-input';

export const scope = 'run';

/** Source and result side by side, before anything is posted. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => await previewInput(context);
