import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JournalRules } from '../../../../src/contracts';
import { allOf, equalTo, startsWith, type AcumaticaClient } from '../../../../src/systems/acumatica';
import { hint } from '../../../shared/context/execution-hints';
import { parameterError } from '../../../shared/context/node-errors';
import { foundJournalJson } from '../../../shared/journal/found-journal';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { ACUMATICA_JOURNAL } from '../../resources/journal-panel';
import { journalTarget } from './journal-target';

export const scope = 'item';

const required = (context: IExecuteFunctions, itemIndex: number, name: string, displayName: string): string => {
	const text = String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	if (text !== '') return text;
	throw parameterError(context, `"${displayName}" is empty`, 'Say which batches are looked for.', itemIndex);
};

/** References at the beginning of descriptions that hold the words; the description is the one text of a batch that can be searched. */
const referencesByName = async (client: AcumaticaClient, words: string, { reference: { alphabet, longest, prefix = '' } }: JournalRules): Promise<string[]> => {
	const filter = allOf(equalTo('Module', 'GL'), startsWith('Description', prefix), { operator: 'substringof', field: 'Description', text: words });
	const shape = new RegExp(`^${prefix}[${alphabet}]{${longest - prefix.length}}(?= |$)`, 'i');
	const found = new Set<string>();
	for await (const page of client.records({ entity: 'JournalTransaction', fields: ['BatchNbr', 'Description'], stampField: null, archived: true, ...(filter && { filter }) })) {
		for (const { Description = '' } of page) found.add(shape.exec(Description)?.[0].toUpperCase() ?? '');
	}
	found.delete('');
	return [...found];
};

/** Which batches carry the references, in any status and period; nothing is written. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const { referencePrefix = ACUMATICA_JOURNAL.referencePrefix } = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const target = journalTarget(context, itemIndex, client, { hold: false, referencePrefix: String(referencePrefix), settleMs: 0 });
	const isByName = context.getNodeParameter('findBy', itemIndex, 'reference') === 'postingName';
	const references = isByName
		? await referencesByName(client, required(context, itemIndex, 'postingName', 'Posting Name'), target.rules)
		: [...new Set(required(context, itemIndex, 'references', 'References').split(',').map((one) => one.trim()).filter((one) => one !== ''))];
	const found = references.length === 0 ? [] : await target.find(references, context.getExecutionCancelSignal());
	const missing = references.filter((reference) => !found.some((one) => one.reference === reference));
	if (references.length === 0) hint(context, 'No batch has these words in its description behind a reference.');
	else if (missing.length > 0) hint(context, `No batch carries ${missing.join(', ')}.`);
	return [found.map((one) => ({ json: foundJournalJson(target.rules, one) }))];
};
