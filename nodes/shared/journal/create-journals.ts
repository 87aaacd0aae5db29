import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { JournalTarget } from '../../../src/contracts';
import { postJournals, type PostingReport } from '../../../src/sync/journal';
import { counted, hint } from '../context/execution-hints';
import { rejectedItems } from '../data/rejected-output';
import type { Outputs } from '../routing/operation';
import { journalInput, type JournalInput } from './journal-input';
import { journalJson, pairedItems, rowsOf, type KeyOf } from './journal-item';
import { journalSettings, type JournalSettings } from './journal-settings';
import type { JournalSystem, TargetFactory } from './journal-system';
import { openJournal, openJson, type OpenJournal } from './open-journals';
import { postingTools } from './posting-tools';
import { openError, summarySentence, type PostingSummary } from './posting-words';
import { rejectedRows } from './rejected-rows';
import { tellRepeatedRows } from './repeated-rows';

const nothing = (context: IExecuteFunctions): Outputs => {
	hint(context, 'No row came in: there is nothing to post.');
	return [[], []];
};

/** Said once: JSON has already dropped what a number cannot hold. */
const tellNumbers = (context: IExecuteFunctions, { numbers }: JournalInput): void => {
	if (numbers.size === 0) return;
	const columns = [...numbers].map(([column, rows]) => `${column} (${counted(rows, 'row')})`).join(', ');
	hint(context, `Numbers came in where text is expected, and were taken as they are shortest written: ${columns}. Leading zeros and zeros after the decimals are lost before this node; send amounts and codes as text to keep them.`);
};

/** What the checks could not tell, once for all journals that it is said of. */
const tellRemarks = (context: IExecuteFunctions, { journals }: PostingReport): void => {
	const counts = new Map<string, number>();
	for (const remark of journals.flatMap(({ remarks }) => remarks)) counts.set(remark, (counts.get(remark) ?? 0) + 1);
	const [first, ...others] = counts;
	if (first === undefined) return;
	const more = others.length === 0 ? '' : ` And ${counted(others.length, 'remark')} like this; see the warnings of the journals.`;
	hint(context, `${first[0]} (${counted(first[1], 'journal')}).${more}`, 'warning');
};

const post = async (context: IExecuteFunctions, input: JournalInput, target: JournalTarget, { wishes, dryRun, release }: JournalSettings): Promise<PostingReport> => {
	let ended = 0;
	return await postJournals(input.rows, wishes, postingTools(context, target, { dryRun, fingerprintOf: (row) => input.fingerprintOf(row) }), {
		dryRun, release,
		onOutcome({ journal, outcome }) {
			ended += 1;
			context.sendMessageToUI(`${target.rules.system}: ${ended}. ${journal.reference} ${outcome.kind}${outcome.kind === 'posted' ? `, stored as ${outcome.number}` : ''}`);
		},
	});
};

/** Rows without a key of their own go by that of the record they came from. */
const keysOf = async (input: JournalInput, { journals }: PostingReport): Promise<KeyOf> => {
	const keyless = new Set(journals.flatMap(rowsOf).filter((row) => input.rows[row]?.key === ''));
	const origins = keyless.size === 0 ? undefined : await input.originsOf(keyless);
	return (row) => input.rows[row]?.key || (origins?.get(row)?.key ?? '');
};

const journalItems = (input: JournalInput, { rules }: JournalTarget, report: PostingReport, open: readonly OpenJournal[], keyOf: KeyOf): [INodeExecutionData[], INodeExecutionData[]] => {
	const isOpen = new Set(open.map(({ reported }) => reported));
	return [
		report.journals.filter((one) => !isOpen.has(one)).map((one) => ({ json: journalJson(rules, one, keyOf), pairedItem: pairedItems(input, one) })),
		open.map((one) => ({ json: openJson(rules, one, keyOf), pairedItem: pairedItems(input, one.reported) })),
	];
};

/**
 * Posts the rows of all items, or of the files of all items, as one posting. Every row leaves by one output: with its journal by
 * "Journals" or "Not Posted", or by "Rejected". Where "Not Posted" is not asked for, a journal that is not as it should be ends the
 * node with an error, after everything was tried.
 */
export const createJournals = async (context: IExecuteFunctions, system: JournalSystem, targetOf: TargetFactory): Promise<Outputs> => {
	if (context.getInputData().length === 0) return nothing(context);
	const settings = journalSettings(context, system);
	const input = await journalInput(context, settings.rows);
	if (input.rows.length === 0) return nothing(context);
	tellNumbers(context, input);
	if (settings.rows.keyColumns.length === 0 && settings.wishes.repeatedKeys !== 'keep') tellRepeatedRows(context, input);
	const target = await targetOf(settings.target);
	const report = await post(context, input, target, settings);
	const open = report.journals.map(openJournal).filter((one) => one !== undefined);
	const summary: PostingSummary = {
		system: target.rules.system, name: settings.wishes.name, dryRun: settings.dryRun, report, open,
		storedAs: system.storedAs, releasedAs: system.releasedAs?.(context.getNodeParameter('options', 0, {}) as IDataObject),
	};
	tellRemarks(context, report);
	hint(context, summarySentence(summary), open.length > 0 || report.rejected.length > 0 ? 'warning' : 'info');
	if (open.length > 0 && settings.notPosted === 'stop') throw openError(summary, context.continueOnFail());
	const [journals, notPosted] = journalItems(input, target, report, open, await keysOf(input, report));
	const rejected = await rejectedItems(context, await rejectedRows(context, input, report.rejected), settings.rejectedLimit);
	return [journals, rejected, ...(settings.notPosted === 'output' ? [notPosted] : [])];
};
