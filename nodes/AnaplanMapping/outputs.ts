import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';

/** A preview leaves by an output of its own: whatever follows the Mapped output gets nothing. */
const describeOutputs = (parameters: { operation?: string }, main: string): Array<{ type: string; displayName: string }> => {
	const mapped = [{ type: main, displayName: 'Mapped' }, { type: main, displayName: 'Rejected' }];
	return parameters.operation === 'preview' || parameters.operation === 'previewJournal' ? [...mapped, { type: main, displayName: 'Preview' }] : mapped;
};

export const outputs: INodeTypeDescription['outputs'] = `={{(${String(describeOutputs)})($parameter, "${NodeConnectionTypes.Main}")}}`;
