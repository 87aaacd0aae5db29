import type { INodeType } from 'n8n-workflow';

/** Passes its items on as a Wait of more than a minute does: what comes after it finds no static data (reference n8n-platform 3.8). */
export const resumeNode: INodeType = {
	description: { displayName: 'Resume', name: 'resume', group: ['transform'], version: 1, description: '', defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] },
	async execute() {
		for (const scope of ['global', 'node'] as const) {
			const data = this.getWorkflowStaticData(scope);
			for (const key of Object.keys(data)) delete data[key];
		}
		return [this.getInputData().map((item, index) => ({ ...item, pairedItem: { item: index } }))];
	},
};
