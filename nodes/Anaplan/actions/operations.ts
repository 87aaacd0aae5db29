import type { OperationTable } from '../../shared/routing/operation';
import { file } from './file';
import { imports } from './import';
import { model } from './model';
import { task } from './task';
import { workspace } from './workspace';

/** Resource → its operations, by the names that workflows hold. */
const resources: Readonly<Record<string, OperationTable>> = {
	file,
	import: imports,
	model,
	task,
	workspace,
};

export const operations: OperationTable = Object.fromEntries(
	Object.entries(resources).flatMap(([resource, table]) => Object.entries(table).map(([name, operation]) => [`${resource}.${name}`, operation])),
);
