import type { OperationTable } from '../../../shared/routing/operation';
import * as addItems from './addItems.operation';
import * as deleteItems from './deleteItems.operation';
import * as get from './get.operation';
import * as getItems from './getItems.operation';
import * as getMany from './getMany.operation';
import * as updateItems from './updateItems.operation';

export const list: OperationTable = { addItems, deleteItems, get, getItems, getMany, updateItems };
