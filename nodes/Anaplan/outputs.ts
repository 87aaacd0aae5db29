import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';

/** n8n evaluates this text in the editor, so it names nothing outside of itself. */
const describeOutputs = (parameters: Record<string, unknown>, main: string): Array<{ type: string; displayName?: string }> => {
	const polled = ['Done', ...(parameters.look === 'once' ? ['Not Yet'] : []), 'Rejected', ...(parameters.failedTasks === 'output' ? ['Failed'] : [])];
	const started = parameters.wait === false ? ['Started'] : undefined;
	const several: Record<string, string[]> = {
		'import.loadRows': ['Loaded', 'Rejected'],
		'import.runImport': started || ['Loaded', 'Rejected'],
		'list.addItems': ['Done', 'Rejected'],
		'list.deleteItems': ['Done', 'Rejected'],
		'list.updateItems': ['Done', 'Rejected'],
		'module.writeCells': ['Done', 'Rejected'],
		'process.run': started || ['Done', 'Rejected'],
		'task.pollTask': polled,
	};
	const names = several[String(parameters.resource) + '.' + String(parameters.operation)];
	return names ? names.map((displayName) => ({ type: main, displayName })) : [{ type: main }];
};

/** Operations whose rows can be rejected have an output for them, unless the task is only started; how many Poll Task has follows from how it looks. */
export const outputs: INodeTypeDescription['outputs'] = `={{(${String(describeOutputs)})($parameter, "${NodeConnectionTypes.Main}")}}`;
