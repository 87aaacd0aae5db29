import type { OperationTable } from '../../shared/routing/operation';
import * as getFiles from './file/getMany.operation';
import * as uploadChunks from './file/uploadChunks.operation';
import * as getImports from './import/getMany.operation';
import * as loadRows from './import/loadRows.operation';
import * as runImport from './import/runImport.operation';
import * as getModels from './model/getMany.operation';
import * as cancel from './task/cancel.operation';
import * as getFailureDump from './task/getFailureDump.operation';
import * as pollTask from './task/pollTask.operation';
import * as getWorkspaces from './workspace/getMany.operation';

export const operations: OperationTable = {
	'file.getMany': getFiles,
	'file.uploadChunks': uploadChunks,
	'import.getMany': getImports,
	'import.loadRows': loadRows,
	'import.runImport': runImport,
	'model.getMany': getModels,
	'task.cancel': cancel,
	'task.getFailureDump': getFailureDump,
	'task.pollTask': pollTask,
	'workspace.getMany': getWorkspaces,
};
