import type { Dimension } from '../engine/dimension';
import type { LineItem, ModuleStore } from '../engine/module-store';
import { parseCell, type CellProblem, type Stored } from '../engine/values';
import type { ModuleImportDefinition } from '../model/types';
import type { SwitchValues } from '../switches';
import type { Detail, RowCounts } from '../tasks/task';
import { DumpWriter } from './dump-store';
import { lineItemDetail, type CellCounter } from './outcome';
import { ISSUES, IssueTally, wholeFailure, type RowIssue } from './problems';
import type { Row, RowTarget } from './row-reader';

interface Axis {
	readonly dimension: Dimension;
	/** Column of the file, or -1 when the value was given at run time. */
	readonly column: number;
	readonly fixed: number | undefined;
}

interface Target {
	readonly column: number;
	readonly item: LineItem;
	readonly counter: CellCounter;
}

const CELL_ISSUES: Readonly<Record<CellProblem, (text: string, item: LineItem) => RowIssue>> = {
	moduleImportNumberFormat: (text) => ISSUES.number(text),
	moduleImportDateFormat: (text) => ISSUES.date(text),
	moduleImportBooleanFormat: (text) => ISSUES.boolean(text),
	moduleImportInvalidListIdentifier: (text, item) => ISSUES.noItem(item.target?.name ?? '', text),
	moduleImportInvalidTimeEntityIdentifier: (text) => ISSUES.noPeriod(text),
};

/** One run of a module import: finds the cell by the row's dimension columns, writes the line items that are columns. */
export class ModuleImport implements RowTarget {
	readonly tally = new IssueTally();
	failure: Detail | undefined;
	dump = new DumpWriter([], 0);
	private axes: Axis[] = [];
	private targets: Target[] = [];
	private readonly rows = { total: 0, success: 0, failed: 0, ignored: 0 };
	cellsChanged = 0;

	constructor(
		private readonly definition: ModuleImportDefinition, private readonly module: ModuleStore, private readonly switches: SwitchValues,
		/** entityType → name, from mappingParameters. */
		private readonly prompts: ReadonlyMap<string, string>, private readonly decimalSeparator: string,
	) {}

	header(names: readonly string[]): boolean {
		this.dump = new DumpWriter(names, this.switches.dumpRowCap, this.switches.dumpErrorColumn);
		for (const dimension of this.module.dimensions) this.axes.push(this.axis(dimension, names));
		for (const [column, lineItem] of Object.entries(this.definition.lineItems)) {
			const item = this.module.lineItem(lineItem);
			const at = names.indexOf(column);
			// A renamed column or line item is dropped without a word (reference anaplan 7).
			if (item === undefined || at < 0) continue;
			this.targets.push({ column: at, item, counter: { lineItem: item.definition.name, success: 0, failed: 0, ignored: 0 } });
		}
		return this.failure === undefined;
	}

	row(row: Row): void {
		this.rows.total += 1;
		if (row.problem !== undefined) return this.reject(row, [ISSUES[row.problem]()]);
		if (row.fields.every((field) => field === '')) {
			this.rows.ignored += 1;
			if (this.switches.ignoredRowsInDump) this.dump.add('I', row, [{ code: 'ignored', text: 'Empty row', summary: 'Empty row' }]);
			for (const { counter } of this.targets) counter.ignored += 1;
			return;
		}
		const issues: RowIssue[] = [];
		const coordinates = this.axes.map((axis) => this.coordinate(axis, row, issues));
		if (issues.length > 0) return this.reject(row, issues);
		const values = this.targets.map((target) => this.value(target, row, issues));
		if (issues.length > 0 && this.switches.badCellRejects === 'row') return this.reject(row, issues);
		values.forEach((value, at) => this.write(this.targets[at] as Target, coordinates, value));
		if (issues.length > 0) this.dumpRow(row, issues);
		else this.rows.success += 1;
	}

	details(): Detail[] {
		const { name } = this.module.definition;
		const { lineItemValues, detailValues } = this.switches;
		const summaries = this.targets.map(({ counter }) => lineItemDetail(name, counter, detailValues));
		return [...summaries.map((one) => (lineItemValues === 'empty' ? { ...one, values: [] } : one)), ...this.tally.details()];
	}

	counts(): RowCounts {
		return { ...this.rows, created: 0, updated: this.rows.success, warnings: 0 };
	}

	private axis(dimension: Dimension, names: readonly string[]): Axis {
		const prompt = this.definition.prompts?.[dimension.name];
		if (prompt !== undefined) {
			const given = this.prompts.get(prompt);
			const fixed = given === undefined ? undefined : dimension.find(given);
			if (fixed === undefined) this.failure ??= wholeFailure('missingFields', ['entityType', prompt, 'entityName', given ?? '']);
			return { dimension, column: -1, fixed };
		}
		const wanted = this.definition.dimensions[dimension.name] ?? '';
		const column = names.indexOf(wanted);
		if (column < 0) this.failure ??= wholeFailure('missingFields', ['columnName', wanted]);
		return { dimension, column, fixed: undefined };
	}

	private coordinate({ dimension, column, fixed }: Axis, row: Row, issues: RowIssue[]): number {
		if (fixed !== undefined) return fixed;
		const text = row.fields[column] ?? '';
		const index = text === '' ? undefined : dimension.find(text);
		if (index !== undefined) return index;
		issues.push(dimension.kind === 'time' ? ISSUES.noPeriod(text) : ISSUES.noItem(dimension.name, text));
		return -1;
	}

	/** The value of one cell; `null` when the text is no value of the line item's format. */
	private value({ column, item }: Target, row: Row, issues: RowIssue[]): Stored | null {
		const text = row.fields[column] ?? '';
		const parsed = parseCell(text, item.definition.format, item.target, this.decimalSeparator);
		if (parsed.ok) return parsed.value;
		issues.push(CELL_ISSUES[parsed.problem](text, item));
		return null;
	}

	private write({ item, counter }: Target, coordinates: readonly number[], value: Stored | null): void {
		if (value === null) {
			counter.failed += 1;
		} else if (this.module.isCalculated(coordinates, item)) {
			counter.ignored += 1;
		} else {
			if (this.module.set(coordinates, item.column, value)) this.cellsChanged += 1;
			counter.success += 1;
		}
	}

	private reject(row: Row, issues: readonly RowIssue[]): void {
		for (const { counter } of this.targets) counter.failed += 1;
		this.dumpRow(row, issues);
	}

	private dumpRow(row: Row, issues: readonly RowIssue[]): void {
		this.rows.failed += 1;
		for (const issue of issues) this.tally.add(issue);
		this.dump.add('E', row, issues);
	}
}
