import type { OperationTable } from '../../shared/routing/operation';
import * as mapRows from './mapRows.operation';
import * as preview from './preview.operation';

export const operations: OperationTable = { mapRows, preview };
