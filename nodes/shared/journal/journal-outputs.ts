import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';

/** n8n evaluates this text in the editor, so it names nothing outside of itself. */
const describeOutputs = (parameters: Record<string, unknown>, main: string, posting: readonly string[]): Array<{ type: string; displayName?: string }> => {
	if (!posting.includes(String(parameters.resource)) || parameters.operation !== 'create') return [{ type: main }];
	const { notPosted } = (parameters.options || {}) as { notPosted?: string };
	const names = ['Journals', 'Rejected', ...(notPosted === 'output' ? ['Not Posted'] : [])];
	return names.map((displayName) => ({ type: main, displayName }));
};

/**
 * Rows that cannot be posted have an output for them; what became of a journal that is not posted follows from the parameters.
 *
 * @param posting resources whose "Create" posts journals
 */
export const journalOutputs = (posting: readonly string[]): INodeTypeDescription['outputs'] =>
	`={{(${String(describeOutputs)})($parameter, "${NodeConnectionTypes.Main}", ${JSON.stringify(posting)})}}`;
