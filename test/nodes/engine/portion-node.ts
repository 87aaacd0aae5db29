import type { INodeType } from 'n8n-workflow';

/** Passes on the items from `from` up to `to`, as a Limit, a Filter or one turn of a loop does. */
export const portionNode: INodeType = {
	description: {
		displayName: 'Portion', name: 'portion', group: ['transform'], version: 1, description: '', defaults: {}, inputs: ['main'], outputs: ['main'],
		properties: [{ displayName: 'From', name: 'from', type: 'number', default: 0 }, { displayName: 'To', name: 'to', type: 'number', default: 0 }],
	},
	async execute() {
		const [from, to] = [this.getNodeParameter('from', 0) as number, this.getNodeParameter('to', 0) as number];
		return [this.getInputData().slice(from, to).map((item, index) => ({ ...item, pairedItem: { item: from + index } }))];
	},
};
