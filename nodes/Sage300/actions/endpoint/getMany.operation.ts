import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { factsOf, USUAL_MODULES, type CursorKind } from '../../../../src/systems/sage300';
import { hint } from '../../../shared/context/execution-hints';
import { parameterError } from '../../../shared/context/node-errors';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

/** How Get Changes finds what has changed, unless the panel says otherwise. */
const BY: Readonly<Record<CursorKind, string>> = {
	day: 'day of edit', 'fiscal-sets': 'posting sequence', posting: 'posting sequence', 'posting-and-activity': 'posting sequence, then day of activity', whole: 'read whole',
};

const MODULE = /^[A-Z][A-Z0-9]$/i;

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const wanted = String(context.getNodeParameter('modules', itemIndex, '') ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
	const wrong = wanted.find((module) => !MODULE.test(module));
	if (wrong !== undefined) throw parameterError(context, `"${wrong}" is no module`, 'Write their two letters, with commas between them: GL, AP, OE.', itemIndex);
	const client = await executionClient(context);
	const found = await client.resourcesByModule(wanted.length > 0 ? wanted : USUAL_MODULES);
	const closed = [...found].filter(([, resources]) => resources === undefined).map(([module]) => module);
	if (closed.length > 0) hint(context, `Nothing is shown of ${closed.join(', ')}: the user lacks the authorization "Sage 300 Web API" there, or it is not installed.`);
	const rows: IDataObject[] = [];
	for (const [module, resources = []] of found) {
		for (const id of resources) {
			const { resource, keys } = await client.describe(module === id.slice(0, 2).toUpperCase() ? id : `${module}/${id}`);
			const facts = factsOf(resource);
			rows.push({ id: resource, module, name: facts?.label ?? resource, keys: [...keys], changesGoBy: BY[facts?.cursor.kind ?? 'whole'] });
		}
	}
	return [rows.map((json) => ({ json }))];
};
