import type { Detail } from '../tasks/task';

/** Something wrong with one row: its code, the words of the dump, the words of the summary, and what was not understood. */
export interface RowIssue {
	readonly code: string;
	readonly text: string;
	readonly summary: string;
	readonly culprit?: string;
}

const issue = (code: string, summary: string, culprit?: string): RowIssue =>
	({ code, summary, text: culprit === undefined ? summary : `${summary}: ${culprit}`, ...(culprit === undefined ? {} : { culprit }) });

/** Wordings marked "recorded" are in the reference (8, 8.1); the others only follow their pattern. */
export const ISSUES = {
	/** Recorded: `Invalid name: `. */
	emptyKey: (): RowIssue => issue('hierarchyImportEmptyKey', 'Invalid name', ''),
	invalidName: (name: string): RowIssue => issue('hierarchyImportInvalidName', 'Invalid name', name),
	/** Recorded. */
	invalidParent: (): RowIssue => issue('hierarchyImportInvalidParent', 'Invalid parent'),
	nameOrCodeExists: (text: string): RowIssue => issue('hierarchyImportNameOrCodeExists', 'Name or code exists', text),
	duplicateKey: (key: string): RowIssue => issue('hierarchyImportDuplicateSourceKey', 'Duplicate key', key),
	/** Recorded: `Item not located in EVENT_ID list`, culprits in values. */
	noItem: (list: string, text: string): RowIssue =>
		({ ...issue('moduleImportInvalidListIdentifier', `Item not located in ${list} list`), culprit: text }),
	noPeriod: (text: string): RowIssue => issue('moduleImportInvalidTimeEntityIdentifier', 'Invalid time period', text),
	number: (text: string): RowIssue => issue('moduleImportNumberFormat', 'Invalid number', text),
	date: (text: string): RowIssue => issue('moduleImportDateFormat', 'Invalid date', text),
	boolean: (text: string): RowIssue => issue('moduleImportBooleanFormat', 'Invalid boolean', text),
	unmatchedTextDelimiter: (): RowIssue => issue('unmatchedTextDelimiter', 'Unmatched text delimiter'),
	columnSeparatorExpected: (): RowIssue => issue('columnSeparatorExpected', 'Column separator expected'),
} as const;

const CULPRITS_SHOWN = 100;

/** Counts issues by code and summary, for result.details. */
export class IssueTally {
	private readonly counts = new Map<string, { code: string; summary: string; occurrences: number; culprits: Set<string> }>();

	add(one: RowIssue): void {
		const key = `${one.code}\n${one.summary}`;
		let entry = this.counts.get(key);
		if (entry === undefined) {
			entry = { code: one.code, summary: one.summary, occurrences: 0, culprits: new Set() };
			this.counts.set(key, entry);
		}
		entry.occurrences += 1;
		if (one.culprit !== undefined && entry.culprits.size < CULPRITS_SHOWN) entry.culprits.add(one.culprit);
	}

	details(): Detail[] {
		return [...this.counts.values()].map(({ code, summary, occurrences, culprits }) =>
			({ type: code, occurrences, localMessageText: summary, values: [...culprits] }));
	}
}

const WHOLE_TEXTS: Readonly<Record<string, string>> = {
	uploadedFileNoLongerAvailable: 'The uploaded file is no longer available',
	missingFields: 'Required columns are missing',
	moduleImportNoWriteAccess: 'No write access to the module',
	notAuthorised: 'Not authorised',
	hierarchyImportDuplicateSourceKey: 'The source holds a key more than once',
};

/** Why an import failed as a whole. */
export const wholeFailure = (code: string, values: readonly string[] = []): Detail =>
	({ type: code, occurrences: 1, localMessageText: WHOLE_TEXTS[code] ?? code, values });
