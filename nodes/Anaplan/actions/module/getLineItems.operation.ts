import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { LineItem, Named } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';
import { chosenModule } from './chosen-module';

export const scope = 'item';

const named = ({ id, name }: Named): IDataObject => ({ id, name });

const described = ({ id, name, moduleId: _moduleId, moduleName: _moduleName, appliesTo, version, cellCount, ...more }: LineItem, module: Named): IDataObject => ({
	id, name, module: named(module), ...more,
	appliesTo: appliesTo.map(named),
	version: version.id === '' && version.name === '' ? null : named(version),
	cellCount: cellCount ?? null,
});

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const { module, lineItems } = await chosenModule(context, client, target, itemIndex);
	return [lineItems.map((lineItem) => ({ json: described(lineItem, module) }))];
};
