import type { OperationTable } from '../../../shared/routing/operation';
import * as get from './get.operation';
import * as getChanges from './getChanges.operation';
import * as getFields from './getFields.operation';
import * as getMany from './getMany.operation';

export const record: OperationTable = { get, getChanges, getFields, getMany };
