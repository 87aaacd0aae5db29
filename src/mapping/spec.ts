/** What a mapping is made of. `parseMappingSpec` reads it from whatever a user wrote. */
import type { CodeRanges } from './code-ranges';
import type { MemberBook } from './member-book';

export interface MappingSpec {
	/** Target columns, in the order of the target row. */
	readonly columns: readonly ColumnSpec[];
	readonly duplicates: DuplicateSpec;
	readonly requiredMembers: readonly RequiredMember[];
	/** A field that a record does not have at all: a mistake in the mapping (default), or an empty value. */
	readonly absentFields: 'reject' | 'empty';
}

export interface ColumnSpec {
	readonly column: string;
	readonly from: ValueSource;
	/** For an empty value, before the steps and after them. A `use` text is taken as it stands, without steps. */
	readonly whenEmpty: 'keep' | 'reject' | Use;
	readonly steps: readonly Step[];
}

export interface Use {
	readonly use: string;
}

export type ValueSource =
	| { readonly kind: 'field'; readonly field: string }
	| { readonly kind: 'constant'; readonly value: string }
	| JoinedFields
	| JoinedColumns
	| Difference;

/** How several texts become one. */
export interface Joint {
	readonly with: string;
	/**
	 * What an empty part does: it makes the whole value empty (default, right for codes), is left out (for texts), or keeps its
	 * place (for keys, where `a||b` and `a|b|` are two). Nothing but empty parts is always empty.
	 */
	readonly emptyParts: 'empty' | 'leave out' | 'keep';
}

/** Several fields as one text: year and period, the segments of a code. */
export interface JoinedFields extends Joint {
	readonly kind: 'join';
	readonly fields: readonly string[];
}

/** Other columns of the mapping as one text, after all that happens to them: a subaccount out of codes that were looked up. */
export interface JoinedColumns extends Joint {
	readonly kind: 'columns';
	readonly columns: readonly string[];
}

/** One amount less another, exactly, as `1234.50`: debit less credit. An empty one counts as zero, two empty ones are empty. */
export interface Difference {
	readonly kind: 'difference';
	readonly field: string;
	readonly minus: string;
}

export interface LookupStep {
	readonly kind: 'lookup';
	readonly table: ReadonlyMap<string, string>;
	readonly otherwise: 'reject' | 'keep' | 'empty' | Use;
}

/** A member of a list of the model → what the model says of it. The list is read once and bound by `bindLists`. */
export interface MemberStep {
	readonly kind: 'member';
	/** Name or id of the list. */
	readonly list: string;
	/** What the value is. A name is also the text that a numbered list shows. */
	readonly by: 'name' | 'code';
	readonly gives: 'code' | 'name' | { readonly property: string };
	/** For members that are unknown or have nothing to give. A name that several members bear rejects the row whatever stands here. */
	readonly otherwise: LookupStep['otherwise'];
	readonly book: MemberBook | undefined;
}

export interface FiscalYear {
	/** Month in which the fiscal year starts, 1 to 12. */
	readonly fiscalYearStart: number;
	/** Whether fiscal year 2026 is the one that ends or the one that starts in 2026. */
	readonly fiscalYearNamedBy: 'end' | 'start';
}

export interface PeriodStep extends FiscalYear {
	readonly kind: 'period';
	readonly from: string;
	readonly to: string;
	readonly locale: string;
	/** Periods that are no month, by number (`13`) or by the whole input text (`2026-13`). */
	readonly adjustments: ReadonlyMap<string, string>;
}

export interface DateStep extends FiscalYear {
	readonly kind: 'date';
	/** Luxon tokens, `iso`, or a pattern in braces that names a fiscal period. */
	readonly from: string;
	readonly to: string;
	readonly locale: string;
	/** The day as it is written, or the first or last one of the period that the text names or in which the day lies. */
	readonly day: 'keep' | 'first' | 'last';
	/** As of a period, but what a number becomes must be a period that is a month. */
	readonly adjustments: ReadonlyMap<string, string>;
}

export interface AmountStep {
	readonly kind: 'amount';
	readonly decimal: '.' | ',';
	readonly thousands: '' | '.' | ',' | ' ' | '\'';
	readonly sign: 'keep' | 'flip' | SignByField | NegativeByField | SignByColumn | SignByMember;
	/** Exact number of decimals; undefined leaves them as they are. */
	readonly decimals: number | undefined;
	readonly rounding: 'refuse' | 'half away from zero';
	/** Power of ten the amount is multiplied with. */
	readonly scale: number;
}

export interface SignByField {
	readonly field: string;
	/** The sign is turned for records whose field has one of these texts. */
	readonly flipWhen: ReadonlySet<string>;
}

/** Negative for records whose field has one of these texts, whichever sign the source writes; as it is for all others. */
export interface NegativeByField {
	readonly field: string;
	readonly negativeWhen: ReadonlySet<string>;
}

/** The sign is turned where another column, after all that happens to it, holds one of these codes. */
export interface SignByColumn {
	readonly column: string;
	readonly codes: CodeRanges;
}

/** The sign is turned where a property of the member that a field names has one of these texts: accounts of type Revenue. */
export interface SignByMember extends SignByField {
	readonly list: string;
	readonly property: string;
	readonly book: MemberBook | undefined;
}

export interface TextStep {
	readonly kind: 'text';
	readonly lineBreaks: 'keep' | 'space';
	readonly trim: boolean;
	readonly upper: boolean;
	readonly padLeft: number;
	readonly prefix: string;
	readonly maxLength: number | undefined;
}

export type Step = LookupStep | MemberStep | PeriodStep | DateStep | AmountStep | TextStep;

export interface DuplicateSpec {
	/** `keep` looks at nothing; the others read the source twice. */
	readonly policy: 'fail' | 'sum' | 'last' | 'keep';
	/** Target columns that together must be unique. */
	readonly key: readonly string[];
	/** Target columns that are added up under policy `sum`. */
	readonly sum: readonly string[];
}

export interface RequiredMember {
	readonly column: string;
	readonly listName: string;
}
