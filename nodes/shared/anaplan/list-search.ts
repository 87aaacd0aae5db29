import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { AnaplanClient, ModelRef, Named } from '../../../src/systems/anaplan';
import { chosenInEditor, forEditor } from '../context/pick-list';
import { editorClient } from './connection';
import { targetInEditor, workspaceIdOf } from './target';
import { onView } from './view-target';

const entry = ({ id, name }: Named, remark = ''): INodeListSearchItems => ({ name: remark ? `${name} (${remark})` : name, value: id });

/** As many as the editor shows at a time; it asks for more when the user scrolls to the end. */
const SHOWN = 100;

/** By name or by id, whatever the case: workspace ids are lower case, model ids upper case. */
const matching = (items: readonly INodeListSearchItems[], filter = '', paginationToken?: string): INodeListSearchResult => {
	const wanted = filter.trim().toLowerCase();
	const found = items.filter(({ name, value }) => name.toLowerCase().includes(wanted) || String(value).toLowerCase().includes(wanted));
	const from = Number(paginationToken ?? 0);
	const next = from + SHOWN;
	return { results: found.slice(from, next), ...(next < found.length ? { paginationToken: String(next) } : {}) };
};

type Entries = (context: ILoadOptionsFunctions, client: AnaplanClient) => Promise<readonly INodeListSearchItems[]>;
type Search = (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>;

const search = (entries: Entries): Search =>
	async function (filter, paginationToken) {
		return await forEditor(this, async () => matching(await entries(this, await editorClient(this)), filter, paginationToken));
	};

/** Nothing to choose from until workspace and model are chosen. */
const inModel = (entries: (client: AnaplanClient, model: ModelRef) => Promise<readonly INodeListSearchItems[]>): Search =>
	search(async (context, client) => {
		const model = await targetInEditor(context, client);
		return model ? await entries(client, model) : [];
	});

export const searchWorkspaces = search(async (_context, client) => (await client.metadata.workspaces()).map((workspace) => entry(workspace)));

export const searchModels = search(async (context, client) => {
	const workspace = chosenInEditor(context, 'workspace');
	if (!workspace) return [];
	const models = await client.metadata.models(await workspaceIdOf(client, workspace));
	return models.map((model) => entry(model, model.activeState === 'UNLOCKED' ? '' : model.activeState.toLowerCase()));
});

export const searchFiles = inModel(async (client, model) => (await client.metadata.files(model)).map((file) => entry(file)));

const UPLOADED_FILE = /^113/;

/** Ids of uploaded files begin with 113; any other source is a list or view of a model (reference anaplan 4, 7). */
const sourceOf = (sourceId: string, files: ReadonlyMap<string, string>): string =>
	files.get(sourceId) ?? (UPLOADED_FILE.test(sourceId) ? `file ${sourceId}` : sourceId === '' ? 'no file' : 'from another model');

/** Each import says which file it reads: that is where the rows have to go. */
export const searchImports = inModel(async (client, model) => {
	const files = new Map((await client.metadata.files(model)).map(({ id, name }) => [id, name]));
	return (await client.metadata.imports(model)).map((action) => entry(action, sourceOf(action.sourceId, files)));
});

export const searchProcesses = inModel(async (client, model) => (await client.metadata.processes(model)).map((process) => entry(process)));

export const searchActions = inModel(async (client, model) => (await client.metadata.actions(model)).map((action) => entry(action, action.actionType.toLowerCase().replaceAll('_', ' '))));

export const searchExports = inModel(async (client, model) => (await client.metadata.exports(model)).map((action) => entry(action, action.exportFormat)));

export const searchLists = inModel(async (client, model) => (await client.lists.all(model)).map((list) => entry(list)));

export const searchModules = inModel(async (client, model) => (await client.metadata.modules(model)).map((module) => entry(module)));

export const searchViews = inModel(async (client, model) => (await client.metadata.views(model)).map((view) => entry(view)));

/** The dimensions of the view that is chosen, with the axis on which each stands. */
export const searchViewDimensions = search(async (context, client) => {
	const model = await targetInEditor(context, client);
	const wanted = chosenInEditor(context, 'view');
	if (!model || !wanted) return [];
	const view = await onView(client, model, wanted, async (viewId) => await client.views.get({ ...model, viewId }));
	return [...view.rows.map((each) => entry(each, 'rows')), ...view.columns.map((each) => entry(each, 'columns')), ...view.pages.map((each) => entry(each, 'pages'))];
});
