import type { Detail, RowCounts } from '../tasks/task';

/** Rows counted twice over: how they ended, and whether the item was new. */
export class RowCounter {
	readonly success = { created: 0, updated: 0 };
	readonly warnings = { created: 0, updated: 0 };
	failed = 0;
	ignored = 0;
	renamed = 0;

	loaded(created: boolean): void {
		this.success[created ? 'created' : 'updated'] += 1;
	}

	/** A row counted as loaded turns out to have a warning. */
	warned(created: boolean): void {
		this.success[created ? 'created' : 'updated'] -= 1;
		this.warnings[created ? 'created' : 'updated'] += 1;
	}

	counts(): RowCounts {
		const success = this.success.created + this.success.updated;
		const warnings = this.warnings.created + this.warnings.updated;
		return {
			total: success + warnings + this.failed + this.ignored, success,
			created: this.success.created + this.warnings.created, updated: this.success.updated + this.warnings.updated,
			warnings, failed: this.failed, ignored: this.ignored,
		};
	}
}

type Pairs = ReadonlyArray<readonly [string, string | number]>;

const flat = (pairs: Pairs): string[] => pairs.flatMap(([key, value]) => [key, String(value)]);

/** `values` keeps key and value together but promises no order and may hold nulls (reference anaplan 8); the switch shows that. */
const arranged = (pairs: Pairs, form: 'documented' | 'shuffled'): Array<string | null> =>
	(form === 'documented' ? flat(pairs) : [...flat([...pairs].reverse()), 'lastUpdatedBy', null]);

/** The summary of a list import, in the words of the recorded samples, trailing blank included (reference anaplan 8). */
export const listDetail = (listName: string, counter: RowCounter, form: 'documented' | 'shuffled'): Detail => {
	const { success, warnings, failed, ignored, renamed } = counter;
	const { total, success: good, warnings: warned, created, updated } = counter.counts();
	const withFailures = warned > 0 || failed > 0;
	const start = `${listName}: ${good} (${success.created}/${success.updated}) rows successful, `;
	const middle = withFailures ? `${warned} (${warnings.created}/${warnings.updated}) rows has warnings, ${failed} failed, ` : '';
	return {
		type: withFailures ? 'hierarchyRowsProcessedWithFailures' : 'hierarchyRowsProcessed', occurrences: 0,
		localMessageText: `${start}${middle}${ignored} ignored `,
		values: arranged([
			['hierarchyName', listName], ['successRowCount', good], ['successCreateCount', success.created], ['successUpdateCount', success.updated],
			['warningsRowCount', warned], ['warningsCreateCount', warnings.created], ['warningsUpdateCount', warnings.updated],
			['failedCount', failed], ['ignoredCount', ignored], ['totalRowCount', total], ['totalCreateCount', created],
			['totalUpdateCount', updated], ['invalidCount', failed], ['updatedCount', updated], ['renamedCount', renamed], ['createdCount', created],
		], form),
	};
};

export const noChangesDetail = (listName: string): Detail =>
	({ type: 'hierarchyNoChanges', occurrences: 0, localMessageText: `${listName}: no changes`, values: ['hierarchyName', listName] });

export interface CellCounter {
	readonly lineItem: string;
	success: number;
	failed: number;
	ignored: number;
}

/** The summary of one line item, counting cells. No recording exists; the wording is the reference's placeholder. */
export const lineItemDetail = (moduleName: string, one: CellCounter, form: 'documented' | 'shuffled'): Detail => ({
	type: one.failed > 0 ? 'lineItemRowsProcessedWithFailures' : 'lineItemRowsProcessed', occurrences: 0,
	localMessageText: `${one.lineItem}: ${one.success} cells ok, ${one.failed} failed`,
	values: arranged([
		['lineItemName', one.lineItem], ['moduleName', moduleName], ['successRowCount', one.success], ['warningsRowCount', 0],
		['failedCount', one.failed], ['ignoredCount', one.ignored], ['totalRowCount', one.success + one.failed + one.ignored],
	], form),
});
