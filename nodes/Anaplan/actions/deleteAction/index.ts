import type { OperationTable } from '../../../shared/routing/operation';
import * as getMany from './getMany.operation';
import * as run from './run.operation';

export const deleteAction: OperationTable = { getMany, run };
