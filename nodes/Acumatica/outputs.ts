import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';

/** n8n evaluates this text in the editor, so it names nothing outside of itself. */
const describeOutputs = (parameters: Record<string, unknown>, main: string): Array<{ type: string; displayName?: string }> => {
	if (parameters.resource !== 'journalEntry' || parameters.operation !== 'create') return [{ type: main }];
	const { notPosted } = (parameters.options || {}) as { notPosted?: string };
	const names = ['Journals', 'Rejected', ...(notPosted === 'output' ? ['Not Posted'] : [])];
	return names.map((displayName) => ({ type: main, displayName }));
};

/** Rows that cannot be posted have an output for them; what became of a journal that is not posted follows from the parameters. */
export const outputs: INodeTypeDescription['outputs'] = `={{(${String(describeOutputs)})($parameter, "${NodeConnectionTypes.Main}")}}`;
