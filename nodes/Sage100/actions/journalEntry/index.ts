import type { OperationTable } from '../../../shared/routing/operation';
import * as create from './create.operation';
import * as find from './find.operation';

export const journalEntry: OperationTable = { create, find };
