import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';

/** Operations whose rows can be rejected have a second output. n8n evaluates this text in the editor, so it names no outer variable. */
const describeOutputs = (parameters: { operation?: string }, main: string): Array<{ type: string; displayName?: string }> =>
	['loadRows', 'runImport', 'pollTask'].includes(parameters.operation ?? '')
		? [{ type: main, displayName: 'Loaded' }, { type: main, displayName: 'Rejected' }]
		: [{ type: main }];

export const outputs: INodeTypeDescription['outputs'] = `={{(${String(describeOutputs)})($parameter, "${NodeConnectionTypes.Main}")}}`;
