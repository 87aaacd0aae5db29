import type { OperationTable } from '../../../shared/routing/operation';
import * as get from './get.operation';
import * as getDimensionItems from './getDimensionItems.operation';
import * as getMany from './getMany.operation';

export const view: OperationTable = { get, getDimensionItems, getMany };
