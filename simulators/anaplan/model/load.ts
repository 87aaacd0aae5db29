import { readFileSync } from 'node:fs';
import { DEFAULT_TENANT } from './default';
import { SUBLEDGER_TENANT } from './subledgers';
import type { ModelDefinition, TenantDefinition } from './types';

const KEYS = ['customerGuid', 'users', 'workspaces', 'models'] as const;

const checkModel = (model: ModelDefinition, workspaces: ReadonlySet<string>): void => {
	const say = (what: string): never => {
		throw new Error(`model definition ${model.name}: ${what}`);
	};
	if (!workspaces.has(model.workspaceId)) say(`workspace ${model.workspaceId} is not defined`);
	const lists = new Set(model.lists.map((list) => list.name));
	const modules = new Set(model.modules.map((module) => module.name));
	const files = new Set(model.files.map((file) => file.id));
	for (const module of model.modules) {
		for (const name of module.dimensions) {
			if (!lists.has(name) && name !== 'Time' && name !== 'Versions') say(`module ${module.name} names the unknown dimension ${name}`);
		}
		for (const item of module.lineItems) {
			if (item.format === 'ENTITY' && !lists.has(item.list ?? '')) say(`line item ${item.name} names no known list`);
		}
	}
	const views = new Set(model.modules.map((module) => module.id));
	for (const view of model.views ?? []) {
		const module = model.modules.find((one) => one.name === view.module) ?? say(`view ${view.id} shows the unknown module ${view.module}`);
		const placed = [...view.rows, ...view.columns, ...view.pages];
		for (const name of [...module.dimensions, 'Line items']) {
			if (placed.filter((one) => one === name).length !== 1) say(`view ${view.name} must have ${name} on exactly one axis`);
		}
		if (placed.length !== module.dimensions.length + 1) say(`view ${view.name} names a dimension that ${view.module} has not`);
		views.add(view.id);
	}
	for (const one of model.exports) if (!views.has(one.view)) say(`export ${one.id} shows the unknown view ${one.view}`);
	for (const one of model.imports) {
		if (one.sourceView !== undefined && !views.has(one.sourceView)) say(`import ${one.id} reads the unknown view ${one.sourceView}`);
		if (one.sourceView === undefined && !files.has(one.fileId)) say(`import ${one.id} reads the unknown file ${one.fileId}`);
		if (one.importType === 'HIERARCHY_DATA' && !lists.has(one.list)) say(`import ${one.id} fills the unknown list ${one.list}`);
		if (one.importType === 'MODULE_DATA' && !modules.has(one.module)) say(`import ${one.id} fills the unknown module ${one.module}`);
	}
};

/** Tenants that need no file. */
const KNOWN: ReadonlyMap<string, TenantDefinition> = new Map([['default', DEFAULT_TENANT], ['subledgers', SUBLEDGER_TENANT]]);

/** A known tenant, or one from a JSON file of the shape in types.ts; the parts that everything else leans on are checked. */
export const loadTenant = (path = 'default'): TenantDefinition => {
	const known = KNOWN.get(path);
	if (known !== undefined) return known;
	const raw = JSON.parse(readFileSync(path, 'utf8')) as TenantDefinition;
	for (const key of KEYS) if (raw[key] === undefined) throw new Error(`${path}: member ${key} is missing`);
	checkTenant(raw);
	return raw;
};

export const checkTenant = (tenant: TenantDefinition): void => {
	const workspaces = new Set(tenant.workspaces.map((workspace) => workspace.id));
	for (const model of tenant.models) checkModel(model, workspaces);
};
