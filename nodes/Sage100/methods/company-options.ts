import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { forEditor } from '../../shared/context/pick-list';
import { editorClient } from '../connection';

/** As people say them; a kind that is not known stands as it came. */
const LETTERS: Readonly<Record<string, string>> = { numeric: 'digits', alphanumeric: 'letters or digits' };

/** The segments of the company's own account number. */
export async function getSegmentOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await forEditor(this, async () => (await (await editorClient(this)).company()).segments.map(({ segmentNo, name, length, kind }) => ({
		name: `${segmentNo} ${name || (segmentNo === '01' ? 'Main account' : 'Segment without a name')}`,
		value: segmentNo,
		description: [segmentNo === '01' ? 'Main accounts' : 'Values such as cost centers', length === undefined ? '' : `${length} ${LETTERS[kind] ?? kind}`].filter((part) => part !== '').join(', '),
	})));
}
