import type { IExecuteFunctions } from 'n8n-workflow';
import { cursorItems } from '../../../shared/reading/cursor-operations';
import type { Outputs } from '../../../shared/routing/operation';
import { placeWords } from '../posting-places';

export const scope = 'run';

export const execute = async (context: IExecuteFunctions): Promise<Outputs> => cursorItems(context, placeWords);
