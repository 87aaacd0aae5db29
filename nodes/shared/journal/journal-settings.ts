import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JournalColumns, PostingWishes } from '../../../src/sync/journal';
import { parameterError } from '../context/node-errors';
import { cellText } from '../data/cell-text';
import type { JournalSystem, TargetSettings } from './journal-system';
import { refuseOfRun, refuseOnePerItem } from './one-for-all';

/** Which columns of a row are read, and what is the same in all rows. */
export interface RowSettings {
	readonly columns: JournalColumns;
	readonly keyColumns: readonly string[];
	/** Field of the target → its one value. */
	readonly constants: Readonly<Record<string, string>>;
}

export interface JournalSettings {
	readonly rows: RowSettings;
	readonly wishes: PostingWishes;
	readonly target: TargetSettings;
	readonly dryRun: boolean;
	readonly release: boolean;
	readonly notPosted: 'stop' | 'output';
	readonly rejectedLimit: number;
}

const MINUTE_MS = 60_000;

const listOf = (text: unknown): string[] => String(text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');

const textParameter = (context: IExecuteFunctions, name: string, fallback: string): string => String(context.getNodeParameter(name, 0, fallback) ?? '').trim();

const requiredColumn = (context: IExecuteFunctions, parameter: string, displayName: string, fallback: string): string => {
	const column = textParameter(context, parameter, fallback);
	if (column !== '') return column;
	throw parameterError(context, `"${displayName}" is empty`, 'Name the column of the rows that holds it. Nothing was sent.');
};

const amountOf = (context: IExecuteFunctions): JournalColumns['amount'] => {
	if (context.getNodeParameter('amountForm', 0, 'signed') === 'debitCredit') {
		return { debit: requiredColumn(context, 'debitColumn', 'Debit Column', 'Debit'), credit: requiredColumn(context, 'creditColumn', 'Credit Column', 'Credit') };
	}
	const positive = context.getNodeParameter('positiveIs', 0, 'debit') === 'credit' ? 'credit' : 'debit';
	return { signed: requiredColumn(context, 'amountColumn', 'Amount Column', 'Amount'), positive };
};

interface Fields {
	readonly columns: Record<string, string>;
	readonly constants: Record<string, string>;
}

/** An entry whose value is empty says nothing; one without a name or a column, or a field twice, is a mistake. */
const fieldsOf = (context: IExecuteFunctions, { fields }: JournalSystem): Fields => {
	const { field: entries = [] } = context.getNodeParameter('fields', 0, {}) as { field?: readonly IDataObject[] };
	const nameOf = (value: string): string => fields.find((field) => field.value === value)?.name ?? value;
	const found: Fields = { columns: {}, constants: {} };
	entries.forEach((entry, index) => {
		const refuse = (said: string): Error => parameterError(context, `Field ${index + 1} ${said}`, 'Correct or remove the entry in "Fields". Nothing was sent.');
		const name = String(entry.name ?? '').trim();
		if (name === '') throw refuse('has no name');
		if (name in found.columns || name in found.constants) throw refuse(`is ${nameOf(name)} once more`);
		if (entry.from === 'value') {
			const text = cellText(entry.value);
			if (text === undefined) throw refuse(`(${nameOf(name)}) has a value that is neither text nor an exact number`);
			if (text.trim() !== '') found.constants[name] = text.trim();
			return;
		}
		const column = String(entry.column ?? '').trim();
		if (column === '') throw refuse(`(${nameOf(name)}) names no column`);
		found.columns[name] = column;
	});
	return found;
};

/** Fields are named as the panel shows them or as the target calls them. */
const fieldNames = (names: unknown, { fields }: JournalSystem): string[] =>
	listOf(names).map((name) => {
		const same = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
		return fields.find(({ value, name: shown }) => same(value) || same(shown))?.value ?? name;
	});

const imbalanceOf = ({ imbalance, offsetAccount, offsetDescription, ...options }: IDataObject, { offsetFields, imbalance: usual = 'reject' }: JournalSystem): PostingWishes['imbalance'] => {
	const wanted = imbalance ?? usual;
	if (wanted !== 'offset') return wanted === 'allow' ? 'allow' : 'reject';
	const fields = Object.entries(offsetFields).map(([option, field]) => [field, String(options[option] ?? '').trim()]);
	return { account: String(offsetAccount ?? ''), description: String(offsetDescription ?? '').trim(), fields: Object.fromEntries(fields.filter(([, value]) => value !== '')) as Record<string, string> };
};

const postingName = (context: IExecuteFunctions): string => {
	const name = textParameter(context, 'postingName', '');
	if (name !== '') return name;
	throw parameterError(context, 'The posting has no name',
		'Give it one that stays the same when it is repeated, like "Budget 2026 v3": a later run with the same name finds what this one posts. Nothing was sent.');
};

const wishesOf = (context: IExecuteFunctions, system: JournalSystem, options: IDataObject): PostingWishes => {
	const title = String(options.title ?? '').trim();
	return {
		name: postingName(context),
		...(title === '' ? {} : { title }),
		groupBy: fieldNames(options.groupBy, system),
		keepTogether: fieldNames(options.keepTogether, system),
		zeroLines: (options.zeroLines ?? 'omit') as PostingWishes['zeroLines'],
		repeatedKeys: options.repeatedKeys === 'keep' ? 'keep' : 'reject',
		imbalance: imbalanceOf(options, system),
		...(system.keepsDeleted ? { deletedAgain: listOf(options.deletedAgain) } : {}),
	};
};

/** An expression may give anything, and no time at all would be a wait left out. */
const settleMinutes = (context: IExecuteFunctions, options: IDataObject, system: JournalSystem): number => {
	const { settleMinutes: given = system.settleMinutes } = options;
	const minutes = String(given ?? '').trim() === '' ? NaN : Number(given);
	if (minutes >= 0 && Number.isFinite(minutes)) return minutes;
	throw parameterError(context, `"Settle Time (Minutes)" is ${JSON.stringify(given)}`, `Give a number; ${system.settleMinutes} unless you know better. Nothing was sent.`);
};

/** What the panel says, as it stands for the first item: all rows of a run are one posting. */
export const journalSettings = (context: IExecuteFunctions, system: JournalSystem): JournalSettings => {
	refuseOnePerItem(context);
	refuseOfRun(context);
	const options = context.getNodeParameter('options', 0, {}) as IDataObject;
	const { columns, constants } = fieldsOf(context, system);
	const description = textParameter(context, 'descriptionColumn', 'Description');
	return {
		rows: {
			columns: {
				account: requiredColumn(context, 'accountColumn', 'Account Column', 'Account'), amount: amountOf(context), fields: columns,
				...(description === '' ? {} : { description }),
			},
			keyColumns: listOf(context.getNodeParameter('keyColumns', 0, '')),
			constants,
		},
		wishes: wishesOf(context, system, options),
		target: {
			hold: options.hold === true,
			referencePrefix: String(options.referencePrefix ?? system.referencePrefix).trim(),
			settleMs: Math.ceil(settleMinutes(context, options, system) * MINUTE_MS),
		},
		dryRun: context.getNodeParameter('dryRun', 0, false) === true,
		release: context.getNodeParameter('release', 0, false) === true,
		notPosted: options.notPosted === 'output' ? 'output' : 'stop',
		rejectedLimit: Number(options.rejectedLimit ?? 10_000),
	};
};
