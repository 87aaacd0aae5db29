import { flagOf, listOf, memberOf, numberOf, textOf, textsOf, type Json } from './json';
import { path, type AnaplanWire, type Call } from './wire';

/** Where a model lives. Workspace ids are lower case, model ids upper case, and both are case-sensitive. */
export interface ModelRef {
	readonly workspaceId: string;
	readonly modelId: string;
}

export interface Named {
	readonly id: string;
	readonly name: string;
}

export interface AnaplanUser {
	readonly id: string;
	readonly email: string;
	readonly customerId: string;
}

export interface Workspace extends Named {
	readonly active: boolean;
}

export interface Model extends Named {
	/** An open set: UNLOCKED, LOCKED, PRODUCTION, MAINTENANCE, ARCHIVED, … (reference anaplan 5). */
	readonly activeState: string;
	readonly workspaceId: string;
}

export interface ModelStatus {
	/** `Open`, `Closed`, `Processing ...`, … an open set. */
	readonly currentStep: string;
	/** -1 when idle, 0 to 1 while working. */
	readonly progress: number;
	/** While an import runs: what and who. */
	readonly tooltip: string;
}

export interface ServerFile extends Named {
	readonly chunkCount: number;
	readonly encoding: string;
	readonly separator: string;
	readonly delimiter: string;
	readonly headerRow: number | undefined;
	readonly firstDataRow: number | undefined;
}

export interface ImportAction extends Named {
	/** The file (prefix 113) that feeds it, or the id of a model source. */
	readonly sourceId: string;
	readonly importType: string;
}

export interface ExportAction extends Named {
	readonly exportType: string;
	readonly exportFormat: string;
	readonly encoding: string;
}

/** A saved view, or the default view of a module, which bears the module's id and name. */
export interface View extends Named {
	readonly moduleId: string;
}

export interface OtherAction extends Named {
	readonly actionType: string;
}

/** How the file of an import must look. */
export interface ImportMetadata {
	readonly name: string;
	/** `FILE`, or `MODEL` for an import from another model, which has no file. */
	readonly type: string;
	readonly encoding: string;
	readonly separator: string;
	readonly delimiter: string;
	/** Counted from 1; 0 when the file has no header. */
	readonly headerRow: number;
	readonly firstDataRow: number;
	readonly decimalSeparator: string;
	readonly headerNames: readonly string[];
}

const named = (item: Json): Named => ({ id: textOf(item, 'id'), name: textOf(item, 'name') });

const serverFile = (item: Json): ServerFile => ({
	...named(item),
	chunkCount: numberOf(item, 'chunkCount') ?? 0,
	encoding: textOf(item, 'encoding'),
	separator: textOf(item, 'separator'),
	delimiter: textOf(item, 'delimiter'),
	headerRow: numberOf(item, 'headerRow'),
	firstDataRow: numberOf(item, 'firstDataRow'),
});

const importAction = (item: Json): ImportAction => ({
	...named(item), sourceId: textOf(item, 'importDataSourceId'), importType: textOf(item, 'importType'),
});

const exportAction = (item: Json): ExportAction => ({
	...named(item), exportType: textOf(item, 'exportType'), exportFormat: textOf(item, 'exportFormat'), encoding: textOf(item, 'encoding'),
});

const otherAction = (item: Json): OtherAction => ({ ...named(item), actionType: textOf(item, 'actionType') });

const model = (item: Json): Model => ({
	...named(item), activeState: textOf(item, 'activeState'), workspaceId: textOf(item, 'currentWorkspaceId'),
});

const look = (place: string, purpose: string, timeoutMs: number): Call => ({ method: 'GET', path: place, purpose, repeatable: true, timeoutMs });

/** What there is in the tenant and in a model. Reading only. */
export class Metadata {
	constructor(private readonly wire: AnaplanWire) {}

	async me(): Promise<AnaplanUser> {
		const user = memberOf(await this.wire.json(look('/users/me', 'read the own user', this.wire.timeouts.promptMs)), 'user');
		return { id: textOf(user, 'id'), email: textOf(user, 'email'), customerId: textOf(user, 'customerId') };
	}

	async workspaces(): Promise<readonly Workspace[]> {
		const items = await this.wire.collection(look('/workspaces', 'list workspaces', this.wire.timeouts.promptMs), 'workspaces');
		return items.map((item) => ({ ...named(item), active: flagOf(item, 'active') }));
	}

	async models(workspaceId: string): Promise<readonly Model[]> {
		const call = look(path`/workspaces/${workspaceId}/models`, 'list models', this.wire.timeouts.promptMs);
		return (await this.wire.collection(call, 'models')).map(model);
	}

	/** The only answer without an envelope. Answered even while the model is busy. */
	async modelStatus(ref: ModelRef): Promise<ModelStatus> {
		const call = look(path`/workspaces/${ref.workspaceId}/models/${ref.modelId}/status`, 'read the status of the model', this.wire.timeouts.promptMs);
		const status = memberOf(await this.wire.json(call), 'requestStatus');
		return { currentStep: textOf(status, 'currentStep'), progress: numberOf(status, 'progress') ?? -1, tooltip: textOf(status, 'tooltip') };
	}

	async files(ref: ModelRef): Promise<readonly ServerFile[]> {
		return (await this.inModel(ref, 'files', 'list files')).map(serverFile);
	}

	async imports(ref: ModelRef): Promise<readonly ImportAction[]> {
		return (await this.inModel(ref, 'imports', 'list imports')).map(importAction);
	}

	async exports(ref: ModelRef): Promise<readonly ExportAction[]> {
		return (await this.inModel(ref, 'exports', 'list exports')).map(exportAction);
	}

	async actions(ref: ModelRef): Promise<readonly OtherAction[]> {
		return (await this.inModel(ref, 'actions', 'list actions')).map(otherAction);
	}

	async processes(ref: ModelRef): Promise<readonly Named[]> {
		return (await this.inModel(ref, 'processes', 'list processes')).map(named);
	}

	async modules({ modelId }: ModelRef): Promise<readonly Named[]> {
		return (await this.wire.collection(look(path`/models/${modelId}/modules`, 'list modules', this.wire.timeouts.modelMs), 'modules')).map(named);
	}

	/** Default views and saved ones. Names with special characters come in single quotes (reference anaplan 10). */
	async views({ modelId }: ModelRef): Promise<readonly View[]> {
		const call = look(path`/models/${modelId}/views?includesubsidiaryviews=true`, 'list views', this.wire.timeouts.modelMs);
		return (await this.wire.collection(call, 'views')).map((item) => ({ ...named(item), moduleId: textOf(item, 'moduleId') }));
	}

	/** An unknown import id is answered with 500 (reference anaplan 7), so look it up in `imports` first. */
	async importMetadata(ref: ModelRef, importId: string): Promise<ImportMetadata> {
		const place = path`/workspaces/${ref.workspaceId}/models/${ref.modelId}/imports/${importId}`;
		const answer = await this.wire.json(look(place, `read the definition of import ${importId}`, this.wire.timeouts.modelMs));
		return importMetadata(memberOf(answer, 'importMetadata'));
	}

	/** The actions of a process in the order in which they run. */
	async processSteps(ref: ModelRef, processId: string): Promise<readonly OtherAction[]> {
		const place = path`/workspaces/${ref.workspaceId}/models/${ref.modelId}/processes/${processId}`;
		const answer = await this.wire.json(look(place, `read the definition of process ${processId}`, this.wire.timeouts.modelMs));
		return listOf(memberOf(answer, 'processMetadata'), 'actions').map(otherAction);
	}

	private inModel(ref: ModelRef, kind: string, purpose: string): Promise<readonly Json[]> {
		return this.wire.collection(look(path`/workspaces/${ref.workspaceId}/models/${ref.modelId}/${kind}`, purpose, this.wire.timeouts.modelMs), kind);
	}
}

const importMetadata = (metadata: Json): ImportMetadata => {
	const source = memberOf(metadata, 'source');
	return {
		name: textOf(metadata, 'name'),
		type: textOf(metadata, 'type'),
		encoding: textOf(source, 'textEncoding'),
		separator: textOf(source, 'columnSeparator'),
		delimiter: textOf(source, 'textDelimiter'),
		headerRow: numberOf(source, 'headerRow') ?? 1,
		firstDataRow: numberOf(source, 'firstDataRow') ?? 2,
		decimalSeparator: textOf(source, 'decimalSeparator'),
		headerNames: textsOf(source, 'headerNames'),
	};
};
