import type { IExecuteFunctions } from 'n8n-workflow';
import { FatalError } from '../../../../src/core/errors';
import type { AcumaticaClient, CustomField } from '../../../../src/systems/acumatica';
import { hint } from '../../../shared/context/execution-hints';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { entityOf } from './selection';

export const scope = 'item';

/** Not every form tells its custom fields, and not every user may ask: the fields of the contract are known all the same. */
const customFields = async (context: IExecuteFunctions, client: AcumaticaClient, entity: string): Promise<readonly CustomField[]> =>
	await client.customFields(entity).catch(async (caught: unknown) => {
		if (!(caught instanceof FatalError)) return await Promise.reject(caught);
		hint(context, `The custom fields of ${entity} are missing here: ${caught.facts.said}`, 'warning');
		return [];
	});

/** `CustomDecimalField` → `decimal`, in the words of the other fields. */
const TYPES: Readonly<Record<string, string>> = {
	String: 'text', Boolean: 'flag', Int: 'whole', Short: 'whole', Long: 'whole', Byte: 'whole', Decimal: 'decimal', Double: 'decimal', Guid: 'guid', DateTime: 'moment',
};
const typeOf = (type: string): string => TYPES[type.replace(/^Custom|Field$/g, '')] ?? 'unknown';

const detailOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const entity = entityOf(context, itemIndex);
	const { fields } = await client.describe(entity);
	const custom = await customFields(context, client, entity);
	return [[
		...fields.map(({ path, type, detail }) => ({ json: { id: path, type, detail, custom: false } })),
		...custom.map(({ path, type }) => ({ json: { id: path, type: typeOf(type), detail: detailOf(path), custom: true } })),
	]];
};
