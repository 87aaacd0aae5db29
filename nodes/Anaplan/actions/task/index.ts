import type { OperationTable } from '../../../shared/routing/operation';
import * as cancel from './cancel.operation';
import * as getFailureDump from './getFailureDump.operation';
import * as getMany from './getMany.operation';
import * as pollTask from './pollTask.operation';

export const task: OperationTable = { cancel, getFailureDump, getMany, pollTask };
