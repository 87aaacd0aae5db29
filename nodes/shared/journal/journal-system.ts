import type { INodeProperties } from 'n8n-workflow';
import type { JournalTarget } from '../../../src/contracts';

/** A column of a journal as the panel offers it. */
export interface OfferedField {
	/** As users know it. */
	readonly name: string;
	/** The target's name for it. */
	readonly value: string;
	readonly description: string;
}

/** An entry of the field list: a column of the rows, or one value for all of them. */
export interface FieldEntry {
	readonly name: string;
	readonly from: 'column' | 'value';
	readonly column?: string;
	readonly value?: string;
}

/** What the panel of a journal target holds beyond what all of them have. */
export interface JournalSystem {
	readonly system: string;
	readonly fields: readonly OfferedField[];
	/** What the field list holds at first. */
	readonly entries: readonly FieldEntry[];
	/** Option of the panel → line field that it fills in an added line. */
	readonly offsetFields: Readonly<Record<string, string>>;
	readonly options: readonly INodeProperties[];
	/** What becomes of a journal whose sum is not zero, unless the user says otherwise; `reject` when absent. `allow` where the target adds the other side itself. */
	readonly imbalance?: 'reject' | 'allow';
	/** What has become of a journal that is stored and does not count yet, for the hint; `posted` when absent. */
	readonly storedAs?: string;
	/** What "Release" has made of one, by the values of Options; `posted` when absent. */
	readonly releasedAs?: (options: Readonly<Record<string, unknown>>) => string;
	readonly canRelease: boolean;
	/** What "Release" does there, as a sentence. */
	readonly releaseDescription: string;
	readonly canHold: boolean;
	/** Deleted journals stay in its lists, so that one can be named to be posted again. */
	readonly keepsDeleted?: boolean;
	readonly referencePrefix: string;
	readonly settleMinutes: number;
}

/** What the panel says about the target itself. */
export interface TargetSettings {
	readonly hold: boolean;
	readonly referencePrefix: string;
	readonly settleMs: number;
}

/** Makes the target of one run of a node. */
export type TargetFactory = (settings: TargetSettings) => Promise<JournalTarget>;
