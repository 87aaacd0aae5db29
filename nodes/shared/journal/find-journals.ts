import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JournalRules, JournalTarget } from '../../../src/contracts';
import { hint } from '../context/execution-hints';
import { parameterError } from '../context/node-errors';
import { namesIn } from '../data/names';
import type { Outputs } from '../routing/operation';
import { foundJournalJson } from './found-journal';
import type { JournalSystem, TargetSettings } from './journal-system';

/** Where "Find" looks. */
export interface Finding {
	readonly target: JournalTarget;
	/** Texts of journals that hold these words, each beginning with the reference if the journal has one; absent where the panel asks for references alone. */
	readonly textsHolding?: (words: string) => AsyncIterable<string>;
	/** What the system calls that which carries a reference; `batch` unless told. */
	readonly called?: string;
}

const required = (context: IExecuteFunctions, itemIndex: number, name: string, displayName: string, looked = 'batches'): string => {
	const text = String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	if (text !== '') return text;
	throw parameterError(context, `"${displayName}" is empty`, `Say which ${looked} are looked for.`, itemIndex);
};

/** The reference at the beginning of a text; empty where it has none. */
const referenceAt = ({ reference: { alphabet, longest, prefix = '' } }: JournalRules): ((text: string) => string) => {
	const shape = new RegExp(`^${prefix}[${alphabet}]{${longest - prefix.length}}(?= |$)`, 'i');
	return (text) => shape.exec(text)?.[0].toUpperCase() ?? '';
};

const referencesByName = async ({ target, textsHolding }: Finding, words: string): Promise<string[]> => {
	const referenceOf = referenceAt(target.rules);
	const found = new Set<string>();
	for await (const text of textsHolding?.(words) ?? []) found.add(referenceOf(text));
	found.delete('');
	return [...found];
};

/** What the panel of "Find" says about the target: nothing is created, so nothing else counts. */
export const findingSettings = (context: IExecuteFunctions, itemIndex: number, { referencePrefix }: JournalSystem): TargetSettings => {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	return { hold: false, referencePrefix: String(options.referencePrefix ?? referencePrefix), settleMs: 0 };
};

/** Which journals carry the references, in any status and period; nothing is written. */
export const findJournals = async (context: IExecuteFunctions, itemIndex: number, finding: Finding): Promise<Outputs> => {
	const { target, called = 'batch' } = finding;
	const many = called.endsWith('y') ? `${called.slice(0, -1)}ies` : `${called}es`;
	const isByName = context.getNodeParameter('findBy', itemIndex, 'reference') === 'postingName';
	const references = isByName
		? await referencesByName(finding, required(context, itemIndex, 'postingName', 'Posting Name', many))
		: namesIn(required(context, itemIndex, 'references', 'References', many));
	const found = references.length === 0 ? [] : await target.find(references, context.getExecutionCancelSignal());
	const missing = references.filter((reference) => !found.some((one) => one.reference === reference));
	if (references.length === 0) hint(context, `No ${called} has these words in its description behind a reference.`);
	else if (missing.length > 0) hint(context, `No ${called} carries ${missing.join(', ')}.`);
	return [found.map((one) => ({ json: foundJournalJson(target.rules, one) }))];
};
