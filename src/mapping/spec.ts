/** What a mapping is made of. `parseMappingSpec` reads it from whatever a user wrote. */

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
	| JoinedFields;

/** Several fields as one text: year and period, the segments of a code. */
export interface JoinedFields {
	readonly kind: 'join';
	readonly fields: readonly string[];
	readonly with: string;
	/** What an empty field does: it makes the whole value empty (default, right for codes), or is left out (for texts). */
	readonly emptyParts: 'empty' | 'leave out';
}

export interface LookupStep {
	readonly kind: 'lookup';
	readonly table: ReadonlyMap<string, string>;
	readonly otherwise: 'reject' | 'keep' | 'empty' | Use;
}

export interface PeriodStep {
	readonly kind: 'period';
	readonly from: string;
	readonly to: string;
	readonly locale: string;
	/** Month in which the fiscal year starts, 1 to 12. */
	readonly fiscalYearStart: number;
	/** Whether fiscal year 2026 is the one that ends or the one that starts in 2026. */
	readonly fiscalYearNamedBy: 'end' | 'start';
	/** Periods that are no month, by number (`13`) or by the whole input text (`2026-13`). */
	readonly adjustments: ReadonlyMap<string, string>;
}

export interface DateStep {
	readonly kind: 'date';
	/** Luxon tokens, or `iso`. */
	readonly from: string;
	readonly to: string;
	readonly locale: string;
}

export interface AmountStep {
	readonly kind: 'amount';
	readonly decimal: '.' | ',';
	readonly thousands: '' | '.' | ',' | ' ' | '\'';
	readonly sign: 'keep' | 'flip' | SignByField;
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

export interface TextStep {
	readonly kind: 'text';
	readonly lineBreaks: 'keep' | 'space';
	readonly trim: boolean;
	readonly upper: boolean;
	readonly padLeft: number;
	readonly prefix: string;
	readonly maxLength: number | undefined;
}

export type Step = LookupStep | PeriodStep | DateStep | AmountStep | TextStep;

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
