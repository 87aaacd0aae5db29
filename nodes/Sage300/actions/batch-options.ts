import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JournalOptions } from '../../../src/systems/sage300';
import { parameterError } from '../../shared/context/node-errors';

/** An expression may give a text, or nothing; whether it is a number that can work is for the target to say. */
export const numberIn = (value: unknown): number | undefined => (value === undefined || value === null || value === '' ? undefined : Number(value));

/** `A=1; B={batch}` → its pairs. */
const parametersIn = (context: IExecuteFunctions, itemIndex: number, text: string): Readonly<Record<string, string>> =>
	Object.fromEntries(text.split(/[;\n]/).map((part) => part.trim()).filter((part) => part !== '').map((part) => {
		const [, name, value] = /^(\w+)\s*=\s*(.*)$/.exec(part) ?? [];
		if (name === undefined || value === undefined) throw parameterError(context, `"${part}" is no posting parameter`, 'Write Name=Value, with semicolons between them.', itemIndex);
		return [name, value];
	}));

const oneOf = <T extends string>(value: unknown, ...choices: readonly T[]): T | undefined => choices.find((choice) => choice === value);

type Shared = Pick<JournalOptions, 'dates' | 'mostLines' | 'places' | 'postParameters' | 'releaseAs'>;

/** What the panel says of both kinds of batches. */
export const batchOptionsOf = (context: IExecuteFunctions, itemIndex: number): Shared => {
	const { dates, mostLines, places, postParameters = '', releaseAs } = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const parameters = parametersIn(context, itemIndex, String(postParameters ?? ''));
	return {
		dates: oneOf(dates, 'with time', 'plain'), mostLines: numberIn(mostLines), places: numberIn(places), releaseAs: oneOf(releaseAs, 'ready to post', 'post'),
		...(Object.keys(parameters).length > 0 ? { postParameters: parameters } : {}),
	};
};
