import type { ActiveState, ImportDefinition, ModelDefinition, ViewDefinition } from '../model/types';
import { FixedDimension, LINE_ITEMS_ID, monthsDimension, VERSIONS_ID, type Dimension } from './dimension';
import { ListStore } from './list-store';
import { ModuleStore, type LineItem } from './module-store';

/** One model as it stands: lists, cells and the few facts that change by themselves. */
export class ModelState {
	readonly lists: readonly ListStore[];
	readonly modules: readonly ModuleStore[];
	readonly time: FixedDimension;
	readonly versions: FixedDimension;
	activeState: ActiveState;
	open = true;
	currentPeriod: string;
	fiscalYear: number;
	readonly switchovers = new Map<string, string>();
	lastModified: number;

	constructor(readonly definition: ModelDefinition, now: number) {
		this.time = monthsDimension(definition.time.firstYear, definition.time.lastYear);
		this.versions = new FixedDimension(VERSIONS_ID, 'Versions', 'versions', definition.versions ?? []);
		this.lists = definition.lists.map((list, at) => new ListStore(list, at + 1));
		let next = 1;
		this.modules = definition.modules.map((module) => {
			const lineItems = module.lineItems.map((item, column): LineItem => ({
				id: item.id ?? `206${String(next++).padStart(9, '0')}`, definition: item, column,
				target: item.format === 'TIME_ENTITY' ? this.time : this.lists.find((list) => list.name === item.list),
			}));
			return new ModuleStore(module, module.dimensions.map((name) => this.dimensionNamed(name)), lineItems);
		});
		this.activeState = definition.activeState;
		this.currentPeriod = definition.time.currentPeriod ?? '';
		this.fiscalYear = definition.time.fiscalYear;
		this.lastModified = now;
	}

	get id(): string {
		return this.definition.id;
	}

	list(idOrName: string): ListStore | undefined {
		return this.lists.find((list) => list.id === idOrName || list.name === idOrName);
	}

	module(idOrName: string): ModuleStore | undefined {
		return this.modules.find((module) => module.definition.id === idOrName || module.definition.name === idOrName);
	}

	import(id: string): ImportDefinition | undefined {
		return this.definition.imports.find((one) => one.id === id);
	}

	/** By id or by name; the singular `Version` is accepted too (reference anaplan 11). */
	dimension(idOrName: string): Dimension | undefined {
		const fixed = [this.time, this.versions].find((one) => one.id === idOrName || one.name === idOrName);
		return fixed ?? (idOrName === 'Version' ? this.versions : this.list(idOrName));
	}

	views(): readonly ViewDefinition[] {
		return [...this.modules.map((module) => defaultView(module)), ...(this.definition.views ?? [])];
	}

	/** Removes the cells that stand on deleted items, everywhere; the answer puts them back. */
	dropOrphans(): () => void {
		const undo = this.modules.map((module) => module.dropOrphans());
		return () => undo.forEach((one) => one());
	}

	private dimensionNamed(name: string): Dimension {
		const found = this.dimension(name);
		if (found === undefined) throw new Error(`model ${this.definition.name} has no dimension ${name}`);
		return found;
	}
}

/** A module's default view has the module's id (reference anaplan 10): lists on rows, months or line items on columns. */
const defaultView = (module: ModuleStore): ViewDefinition => {
	const { id, name, dimensions } = module.definition;
	const onRows = dimensions.filter((one) => one !== 'Time' && one !== 'Versions');
	const pages = dimensions.filter((one) => one === 'Versions');
	return dimensions.includes('Time')
		? { id, name, module: name, rows: onRows, columns: ['Time'], pages: [...pages, 'Line items'] }
		: { id, name, module: name, rows: onRows, columns: ['Line items'], pages };
};

export const LINE_ITEMS = { id: LINE_ITEMS_ID, name: 'Line items' } as const;
