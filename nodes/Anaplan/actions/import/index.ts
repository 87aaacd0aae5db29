import type { OperationTable } from '../../../shared/routing/operation';
import * as getMany from './getMany.operation';
import * as loadRows from './loadRows.operation';
import * as runImport from './runImport.operation';

export const imports: OperationTable = { getMany, loadRows, runImport };
