import type { IExecuteFunctions } from 'n8n-workflow';
import { allOf, equalTo, startsWith, type AcumaticaClient } from '../../../../src/systems/acumatica';
import { findingSettings, findJournals } from '../../../shared/journal/find-journals';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { ACUMATICA_JOURNAL } from '../../resources/journal-panel';
import { journalTarget } from './journal-target';

export const scope = 'item';

/** The description is the one text of a batch that can be searched. */
const descriptionsHolding = async function* (client: AcumaticaClient, words: string, prefix: string): AsyncGenerator<string> {
	const filter = allOf(equalTo('Module', 'GL'), startsWith('Description', prefix), { operator: 'substringof', field: 'Description', text: words });
	for await (const page of client.records({ entity: 'JournalTransaction', fields: ['BatchNbr', 'Description'], stampField: null, archived: true, ...(filter && { filter }) })) {
		for (const { Description = '' } of page) yield Description;
	}
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const target = journalTarget(context, itemIndex, client, findingSettings(context, itemIndex, ACUMATICA_JOURNAL));
	return await findJournals(context, itemIndex, { target, textsHolding: (words) => descriptionsHolding(client, words, target.rules.reference.prefix ?? '') });
};
