import type { OperationTable } from '../../../shared/routing/operation';
import * as getLineItems from './getLineItems.operation';
import * as getMany from './getMany.operation';
import * as writeCells from './writeCells.operation';

export const modules: OperationTable = { getLineItems, getMany, writeCells };
