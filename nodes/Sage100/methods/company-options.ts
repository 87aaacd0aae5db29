import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { forEditor } from '../../shared/context/pick-list';
import { editorClient } from '../connection';

/** The segments of the company's own account number. */
export async function getSegmentOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await forEditor(this, async () => (await (await editorClient(this)).company()).segments.map(({ segmentNo, name, length, kind }) => ({
		name: `${segmentNo} ${name}`.trim(), value: segmentNo, description: [segmentNo === '01' ? 'the main accounts' : '', length === undefined ? '' : `${length} ${kind}`].filter((part) => part !== '').join(', '),
	})));
}
