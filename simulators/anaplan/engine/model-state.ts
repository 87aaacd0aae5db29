import type { ImportDefinition, ListDefinition, ModelDefinition, ModuleDefinition, ViewDefinition } from '../model/types';
import { FixedDimension, LINE_ITEMS_ID, monthsDimension, VERSIONS_ID, type Dimension } from './dimension';
import { GeneratedList, GeneratedModule } from './generated';
import { ListStore } from './list-store';
import { Mode } from './mode';
import { ModuleStore, type LineItem } from './module-store';
import { Presence } from './presence';

/** One model as it stands: lists, cells and the few facts that change by themselves. */
export class ModelState {
	private readonly listStores: ListStore[] = [];
	private readonly moduleStores: ModuleStore[] = [];
	readonly time: FixedDimension;
	readonly versions: FixedDimension;
	readonly mode: Mode;
	readonly presence = new Presence();
	currentPeriod: string;
	fiscalYear: number;
	readonly switchovers = new Map<string, string>();
	lastModified: number;
	/** Guid of the user who changed the model last; empty before the first change. */
	lastModifiedBy = '';
	private nextLineItem = 1;

	/** `versionsName`: what views call the versions dimension. */
	constructor(public definition: ModelDefinition, now: number, versionsName: () => string = () => 'Versions') {
		this.time = monthsDimension(definition.time.firstYear, definition.time.lastYear);
		this.versions = new FixedDimension(VERSIONS_ID, 'Versions', 'versions', definition.versions ?? [], versionsName);
		definition.lists.forEach((list) => this.addList(list));
		definition.modules.forEach((module) => this.addModule(module));
		this.mode = new Mode(definition.activeState);
		this.currentPeriod = definition.time.currentPeriod ?? '';
		this.fiscalYear = definition.time.fiscalYear;
		this.lastModified = now;
	}

	get id(): string {
		return this.definition.id;
	}

	get lists(): readonly ListStore[] {
		return this.listStores;
	}

	get modules(): readonly ModuleStore[] {
		return this.moduleStores;
	}

	/** More lists and modules for a model that is in use; what it has stays as it is. */
	extend(more: Pick<ModelDefinition, 'lists' | 'modules' | 'exports'>): void {
		const { lists, modules, exports } = this.definition;
		this.definition = {
			...this.definition, lists: [...lists, ...more.lists], modules: [...modules, ...more.modules], exports: [...exports, ...more.exports],
		};
		more.lists.forEach((list) => this.addList(list));
		more.modules.forEach((module) => this.addModule(module));
	}

	modified(now: number, userGuid: string): void {
		this.lastModified = now;
		this.lastModifiedBy = userGuid;
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

	private addList(list: ListDefinition): void {
		const ordinal = this.listStores.length + 1;
		this.listStores.push(list.generated === undefined ? new ListStore(list, ordinal) : new GeneratedList(list, ordinal, list.generated));
	}

	private addModule(module: ModuleDefinition): void {
		const lineItems = module.lineItems.map((item, column): LineItem => ({
			id: item.id ?? `206${String(this.nextLineItem++).padStart(9, '0')}`, definition: item, column,
			target: item.format === 'TIME_ENTITY' ? this.time : this.lists.find((list) => list.name === item.list),
		}));
		const dimensions = module.dimensions.map((name) => this.dimensionNamed(name));
		this.moduleStores.push(new (module.generated === true ? GeneratedModule : ModuleStore)(module, dimensions, lineItems));
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
