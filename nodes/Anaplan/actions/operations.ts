import { operationsOf, type OperationTable } from '../../shared/routing/operation';
import { deleteAction } from './deleteAction';
import { exportActions } from './export';
import { file } from './file';
import { imports } from './import';
import { list } from './list';
import { model } from './model';
import { modules } from './module';
import { signIn } from './sign-in';
import { processes } from './process';
import { task } from './task';
import { view } from './view';
import { workspace } from './workspace';

export const operations: OperationTable = operationsOf({
	deleteAction,
	export: exportActions,
	file,
	import: imports,
	list,
	model,
	module: modules,
	signIn,
	process: processes,
	task,
	view,
	workspace,
});
