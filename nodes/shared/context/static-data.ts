import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { StateStore } from '../../../src/contracts';
import type { SessionStore } from '../../../src/core/sessions/stored-session';
import { mayWrite, type WritePermission } from '../../../src/sync/write-permission';

type Stateful = Pick<IExecuteFunctions, 'getWorkflowStaticData' | 'getMode'>;

export interface NodeStore extends StateStore {
	keys(): string[];
	/** Whether this run may write at all, with the reason. Nothing may be written without asking. */
	readonly permission: WritePermission;
}

/**
 * n8n's static data as a StateStore. `node` belongs to this node's name, `global` to the workflow.
 * Its rules are hard (reference n8n-platform 3.8): plain text, one column, last writer wins, sometimes empty.
 * Everything kept here must survive being lost; and a run that may not write must not write a single key, because n8n
 * saves the whole column as soon as one key has changed.
 */
export const staticStore = (context: Stateful, scope: 'node' | 'global'): NodeStore => {
	const data: IDataObject = context.getWorkflowStaticData(scope);
	const mode = context.getMode();
	return {
		read: (key) => data[key],
		write: (key, value) => {
			data[key] = value as IDataObject[string];
		},
		keys: () => Object.keys(data),
		permission: mayWrite({ mode, manual: mode === 'manual', storeLooksEmpty: Object.keys(data).length === 0, storeWasLoaded: undefined }),
	};
};

/** Where a sealed session is kept from run to run. Asked for only where it is used: n8n takes even that for a change of static data. */
export const sessionStore = (context: Stateful, scope: 'node' | 'global'): SessionStore => {
	const state = staticStore(context, scope);
	return { state, writable: state.permission.may };
};
