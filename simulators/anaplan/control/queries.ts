import { createHash } from 'node:crypto';
import { ControlProblem } from '../../harness/control-call';
import { DecimalSum } from '../engine/decimal';
import type { ModuleStore } from '../engine/module-store';
import { itemView } from '../lists/item-view';
import type { ModelWorld } from '../world';

const known = <T>(value: T | undefined, what: string): T => {
	if (value === undefined) throw new ControlProblem(`unknown ${what}`);
	return value;
};

const theModule = (model: ModelWorld, query: URLSearchParams): ModuleStore =>
	known(model.state.module(query.get('module') ?? ''), `module ${query.get('module') ?? ''}`);

/** GET model: what there is and how much of it. */
export const modelSummary = (model: ModelWorld): unknown => ({
	id: model.state.id, name: model.definition.name, activeState: model.state.mode.word, busy: model.tasks.busy,
	lists: model.state.lists.map((list) => ({ id: list.id, name: list.name, items: list.size })),
	modules: model.state.modules.map((module) => ({
		id: module.definition.id, name: module.definition.name, rows: module.rowCount, cells: module.filledCells,
	})),
});

/** GET list?id=: the items as the API shows them with includeAll. */
export const listItems = (model: ModelWorld, query: URLSearchParams): unknown => {
	const list = known(model.state.list(query.get('id') ?? query.get('list') ?? ''), 'list');
	return [...list.indexes()].map((index) => itemView(list, index, true));
};

const labelsOf = (query: URLSearchParams): 'name' | 'code' => (query.get('labels') === 'name' ? 'name' : 'code');

/** Name → text of every dimension and line item of one row; items by code when they have one. */
const rowReader = (module: ModuleStore, labels: 'name' | 'code'): ((coordinates: readonly number[], row: number) => Record<string, string>) =>
	(coordinates, row) => {
		const shown: Record<string, string> = {};
		coordinates.forEach((index, at) => {
			const dimension = module.dimensions[at];
			if (dimension) shown[dimension.name] = (labels === 'code' ? dimension.codeOf(index) : '') || dimension.nameOf(index);
		});
		for (const item of module.lineItems) shown[item.definition.name] = module.show(module.at(row, item.column), item, labels);
		return shown;
	};

/** GET cells?module=: a JSON array with one row per line, written as it is read. Blank cells are empty texts. */
export const cellRows = (model: ModelWorld, query: URLSearchParams): Iterable<string> => rowTexts(theModule(model, query), labelsOf(query));

function* rowTexts(module: ModuleStore, labels: 'name' | 'code'): Iterable<string> {
	const read = rowReader(module, labels);
	let separator = '[\n';
	for (const { coordinates, row } of module.rows()) {
		yield separator + JSON.stringify(read(coordinates, row));
		separator = ',\n';
	}
	yield separator === '[\n' ? '[]' : '\n]';
}

/** GET totals?module=&by=a,b&sum=Amount: exact sums as text, in the order of the keys. */
export const totals = (model: ModelWorld, query: URLSearchParams): unknown => {
	const module = theModule(model, query);
	const by = (query.get('by') ?? '').split(',').filter((name) => name !== '');
	const sum = query.get('sum') ?? 'Amount';
	const names = new Set([...module.dimensions.map((one) => one.name), ...module.lineItems.map((one) => one.definition.name)]);
	for (const name of [...by, sum]) known(names.has(name) ? name : undefined, `column ${name}`);
	const read = rowReader(module, labelsOf(query));
	const groups = new Map<string, { key: Record<string, string>; total: DecimalSum; rows: number }>();
	for (const { coordinates, row } of module.rows()) {
		const shown = read(coordinates, row);
		const key = Object.fromEntries(by.map((name) => [name, shown[name] ?? '']));
		const text = JSON.stringify(key);
		let group = groups.get(text);
		if (group === undefined) {
			group = { key, total: new DecimalSum(), rows: 0 };
			groups.set(text, group);
		}
		group.rows += 1;
		if (shown[sum]) group.total.add(shown[sum]);
	}
	return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { key, total, rows }]) => ({ ...key, rows, [sum]: total.text() }));
};

/** GET uploads: per user and file, what an import would read. */
export const uploads = (model: ModelWorld): unknown => model.files.uploads().map(({ user, file, name, own }) => {
	const hash = createHash('sha256');
	const chunks = own.visible?.chunks ?? [];
	for (const chunk of chunks) hash.update(chunk);
	return {
		user, file, name, uploading: own.uploading, chunks: chunks.length, bytes: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
		sha256: chunks.length > 0 ? hash.digest('hex') : null,
	};
});

export const tasks = (model: ModelWorld): unknown => model.tasks.list().map((task) => ({ ...task }));
