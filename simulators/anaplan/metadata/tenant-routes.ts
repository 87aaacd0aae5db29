import type { SimResponse } from '../../harness/server';
import { param, type Call } from '../http/call';
import { ApiError, collection, found, single } from '../http/reply';
import type { TenantRoute } from '../http/router';
import type { UserDefinition, WorkspaceDefinition } from '../model/types';
import type { ModelWorld } from '../world';
import { searched, sorted } from './sorting';

/** Stamps of this service carry the offset without a colon (reference anaplan 5). */
const stamp = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

const userView = (call: Call, user: UserDefinition): Record<string, unknown> => ({
	id: user.guid, active: true, email: user.email, emailOptIn: false, firstName: user.firstName ?? '', lastName: user.lastName ?? '',
	customerId: call.world.tenant.customerGuid, lastLoginDate: stamp(call.world.context.clock.now()),
});

const users = (call: Call): SimResponse => {
	const all = searched(call, call.world.tenant.users.map((user) => userView(call, user)), 'email');
	return collection(call, 'user', 'users', sorted(call, all, ['id', 'active', 'email', 'firstName', 'lastName']));
};

const oneUser = (call: Call): SimResponse => {
	const id = param(call, 'user');
	const user = id === 'me' ? call.user : found(call.world.tenant.users.find((one) => one.guid === id));
	return single(call, 'user', { user: userView(call, user) });
};

const workspaceView = (call: Call, workspace: WorkspaceDefinition): Record<string, unknown> => {
	const { id, name, sizeAllowance, currentSize } = workspace;
	const sizes = call.request.query.get('tenantDetails') === 'true'
		? { sizeAllowance: sizeAllowance ?? 0, ...(currentSize === undefined || !call.world.switches.values.currentSizeShown ? {} : { currentSize }) } : {};
	return { id, name, active: true, ...sizes };
};

const workspaces = (call: Call): SimResponse => {
	const all = searched(call, call.world.tenant.workspaces.map((one) => workspaceView(call, one)), 'name');
	return collection(call, 'workspace', 'workspaces', sorted(call, all, ['id', 'name', 'active', 'sizeAllowance']));
};

/** 404 for callers who are no admins, although the list shows it (reference anaplan 5). */
const oneWorkspace = (call: Call): SimResponse => {
	const workspace = call.world.tenant.workspaces.find((one) => one.id === param(call, 'workspace'));
	return single(call, 'workspace', { workspace: workspaceView(call, found(call.user.admin === true ? workspace : undefined)) });
};

const CREATED = Date.UTC(2025, 0, 7, 9, 30);

/** The form of these dates is not known: by switch. */
const modelDate = (call: Call, ms: number): string | number => {
	const { modelDateForm } = call.world.switches.values;
	if (modelDateForm === 'epoch') return ms;
	return modelDateForm === 'iso' ? new Date(ms).toISOString() : stamp(ms);
};

const activeState = (call: Call, { state }: ModelWorld): string =>
	(state.mode.word === 'OFFLINE' ? call.world.switches.values.offlineWord : state.mode.word);

const modelView = (call: Call, model: ModelWorld): Record<string, unknown> => {
	const { state, definition } = model;
	const workspace = call.world.tenant.workspaces.find((one) => one.id === definition.workspaceId);
	const base = {
		id: state.id, name: definition.name, activeState: activeState(call, model), currentWorkspaceId: definition.workspaceId,
		currentWorkspaceName: workspace?.name ?? '',
		modelUrl: `${call.world.baseUrl()}/anaplan/framework.jsp?selectedWorkspaceId=${definition.workspaceId}&selectedModelId=${state.id}`,
		categoryValues: [],
	};
	if (call.request.query.get('modelDetails') !== 'true') return base;
	return {
		...base, memoryUsage: 184549376, isoCreationDate: modelDate(call, CREATED), lastModified: modelDate(call, state.lastModified),
		lastModifiedByUserGuid: state.lastModifiedBy || (call.world.tenant.users[0]?.guid ?? ''), lastSavedSerialNumber: String(48_213 + model.tasks.list().length),
		modelTransactionRunning: model.tasks.busy,
	};
};

const modelList = (call: Call, all: readonly ModelWorld[]): SimResponse => {
	const views = searched(call, all.map((model) => modelView(call, model)), 'name');
	const columns = ['id', 'name', 'activeState', 'currentWorkspaceId', 'currentWorkspaceName', 'lastModified'];
	return collection(call, 'model', 'models', sorted(call, views, columns));
};

const models = (call: Call): SimResponse => modelList(call, call.world.models);

const workspaceModels = (call: Call): SimResponse => {
	const id = param(call, 'workspace');
	found(call.world.tenant.workspaces.find((one) => one.id === id));
	return modelList(call, call.world.models.filter((model) => model.definition.workspaceId === id));
};

const oneModel = (call: Call): SimResponse => single(call, 'model', { model: modelView(call, found(call.world.model(param(call, 'model')))) });

/** The workspace form of a single model does not exist (reference anaplan 4). */
const notThisWay = (): SimResponse => {
	throw new ApiError(405);
};

export const TENANT_ROUTES: readonly TenantRoute[] = [
	{ method: 'GET', path: 'users', json: true, handle: users },
	{ method: 'GET', path: 'users/:user', json: true, handle: oneUser },
	{ method: 'GET', path: 'workspaces', json: true, handle: workspaces },
	{ method: 'GET', path: 'workspaces/:workspace', json: true, handle: oneWorkspace },
	{ method: 'GET', path: 'workspaces/:workspace/models', json: true, handle: workspaceModels },
	{ method: 'GET', path: 'workspaces/:workspace/models/:model', handle: notThisWay },
	{ method: 'GET', path: 'models', json: true, handle: models },
	{ method: 'GET', path: 'models/:model', json: true, handle: oneModel },
];
