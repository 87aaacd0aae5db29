import type { ListStore } from '../engine/list-store';
import type { ListImportDefinition } from '../model/types';
import type { SwitchValues } from '../switches';
import type { Detail } from '../tasks/task';
import { DumpWriter } from './dump-store';
import { listDetail, noChangesDetail, RowCounter } from './outcome';
import { ISSUES, IssueTally, wholeFailure, type RowIssue } from './problems';
import type { Row, RowTarget } from './row-reader';

interface WaitingParent {
	readonly index: number;
	readonly created: boolean;
	readonly parent: string;
	readonly row: Row;
}

/** The item a row means, or why it means none. */
type Resolved = { readonly index: number | undefined } | { readonly issue: RowIssue };

/**
 * One run of a list import. Rows are applied as they come; parents are set at the end, so that a parent may stand below its children.
 * A parent that stands nowhere leaves the item loaded with a warning.
 */
export class ListImport implements RowTarget {
	readonly counter = new RowCounter();
	readonly tally = new IssueTally();
	failure: Detail | undefined;
	dump = new DumpWriter([], 0);
	private columns = { code: -1, name: -1, parent: -1, properties: [] as Array<{ column: number; property: number }> };
	private changes = 0;
	private readonly touched = new Set<number>();
	private readonly parents: WaitingParent[] = [];

	constructor(
		private readonly definition: ListImportDefinition, private readonly list: ListStore,
		private readonly switches: SwitchValues,
	) {}

	header(names: readonly string[]): boolean {
		const { code, itemName, parent, properties = {} } = this.definition;
		const at = (column: string | undefined): number => (column === undefined ? -1 : names.indexOf(column));
		this.columns = {
			code: at(code), name: at(itemName), parent: at(parent),
			properties: Object.entries(properties)
				.map(([column, property]) => ({ column: at(column), property: this.list.propertyNames.indexOf(property) }))
				.filter((one) => one.column >= 0 && one.property >= 0),
		};
		this.dump = new DumpWriter(names, this.switches.dumpRowCap, this.switches.dumpErrorColumn);
		const key = code ?? itemName;
		if (at(key) < 0) this.failure = wholeFailure('missingFields', ['columnName', key ?? '']);
		return this.failure === undefined;
	}

	row(row: Row): void {
		if (this.failure !== undefined) return;
		if (row.problem !== undefined) return this.reject(row, ISSUES[row.problem]());
		if (this.switches.blankListRows === 'ignore' && row.fields.every((field) => field === '')) {
			return this.ignore(row, 'Empty row');
		}
		const code = this.field(row, this.columns.code);
		const name = this.columns.name < 0 ? code : this.field(row, this.columns.name);
		const resolved = this.resolve(code, name);
		if ('issue' in resolved) return this.reject(row, resolved.issue);
		if (resolved.index !== undefined && this.touched.has(resolved.index)) return this.duplicate(row, code || name);
		this.apply(row, resolved.index, code, name);
	}

	/** After the last row: parents. */
	finish(): void {
		for (const { index, created, parent, row } of this.parents) {
			const target = this.list.find(parent);
			if (target !== undefined && !this.list.isBelow(target, index)) {
				this.setParent(index, target);
				continue;
			}
			const issue = ISSUES.invalidParent();
			this.counter.warned(created);
			this.tally.add(issue);
			this.dump.add('W', row, [issue]);
		}
	}

	details(): Detail[] {
		const { failed, ignored } = this.counter;
		const quiet = this.changes === 0 && failed === 0 && ignored === 0 && this.counter.counts().warnings === 0;
		if (quiet && this.switches.unchangedList === 'noChanges') return [noChangesDetail(this.list.name)];
		return [listDetail(this.list.name, this.counter, this.switches.detailValues), ...this.tally.details()];
	}

	private resolve(code: string, name: string): Resolved {
		if (code === '' && name === '') return { issue: ISSUES.emptyKey() };
		const { numbered } = this.list.definition;
		const byCode = code === '' ? undefined : this.list.findByCode(code);
		if (numbered) return code === '' ? { issue: ISSUES.emptyKey() } : { index: byCode };
		if (name === '') return { issue: ISSUES.invalidName(name) };
		const byName = this.list.findByName(name);
		if (byCode !== undefined) {
			return byName !== undefined && byName !== byCode ? { issue: ISSUES.nameOrCodeExists(name) } : { index: byCode };
		}
		// A name that belongs to an item with another code is taken.
		if (byName !== undefined && code !== '' && this.list.codeOf(byName) !== '') return { issue: ISSUES.nameOrCodeExists(name) };
		return { index: byName };
	}

	private apply(row: Row, found: number | undefined, code: string, name: string): void {
		const parent = this.field(row, this.columns.parent);
		let index = found;
		if (index === undefined) {
			const properties = this.list.propertyNames.map(() => '');
			for (const { column, property } of this.columns.properties) properties[property] = this.field(row, column);
			const shown = this.list.definition.numbered ? `#${this.list.nextItemIndex}` : name;
			this.changes += 1;
			index = this.list.add({ name: shown, code, parent: -1, properties });
		} else {
			this.update(row, index, code, name);
		}
		this.touched.add(index);
		this.counter.loaded(found === undefined);
		if (parent !== '') this.parents.push({ index, created: found === undefined, parent, row });
		else if (found !== undefined && this.columns.parent >= 0) this.setParent(index, -1);
	}

	private update(row: Row, index: number, code: string, name: string): void {
		const old = this.list.item(index);
		if (old === undefined) return;
		const properties = [...old.properties];
		for (const { column, property } of this.columns.properties) properties[property] = this.field(row, column);
		const next = { name: this.list.definition.numbered ? old.name : name, code: code || old.code };
		if (next.name !== old.name) this.counter.renamed += 1;
		const same = next.name === old.name && next.code === old.code && properties.every((value, at) => value === old.properties[at]);
		if (same) return;
		this.changes += 1;
		this.list.change(index, { ...next, properties });
	}

	private setParent(index: number, parent: number): void {
		if (this.list.item(index)?.parent === parent) return;
		this.changes += 1;
		this.list.change(index, { parent });
	}

	private duplicate(row: Row, key: string): void {
		const { duplicateKeys } = this.switches;
		if (duplicateKeys === 'ignore') this.ignore(row, 'Duplicate key');
		else if (duplicateKeys === 'reject') this.reject(row, ISSUES.duplicateKey(key));
		else this.failure ??= wholeFailure('hierarchyImportDuplicateSourceKey', ['hierarchyName', this.list.name, 'key', key]);
	}

	private ignore(row: Row, why: string): void {
		this.counter.ignored += 1;
		if (this.switches.ignoredRowsInDump) this.dump.add('I', row, [{ code: 'ignored', text: why, summary: why }]);
	}

	private reject(row: Row, issue: RowIssue): void {
		this.counter.failed += 1;
		this.tally.add(issue);
		this.dump.add('E', row, [issue]);
	}

	private field(row: Row, column: number): string {
		return column < 0 ? '' : (row.fields[column] ?? '');
	}
}
