import type { OperationTable } from '../../../shared/routing/operation';
import * as exportView from './exportView.operation';
import * as getMany from './getMany.operation';
import * as runExport from './runExport.operation';

export const exportActions: OperationTable = { exportView, getMany, runExport };
