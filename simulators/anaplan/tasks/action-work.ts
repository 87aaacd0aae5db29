import { runImport } from '../imports/run-import';
import type { UserDefinition } from '../model/types';
import type { ModelWorld } from '../world';
import { runAction, runExport } from './run-actions';
import type { Finished, StepResult, TaskControl } from './task';

export interface StepWork {
	readonly mutating: boolean;
	run(control: TaskControl): Promise<Finished<StepResult>>;
}

/** The end of an export or action that is to fail (switch failActions), without having done anything. */
const forcedFailure = ({ world, definition }: ModelWorld, id: string): Finished<StepResult> | undefined => {
	const code = world.switches.values.failActions[id];
	const one = [...definition.exports, ...definition.actions].find((action) => action.id === id);
	if (code === undefined || one === undefined) return undefined;
	const details = [{ type: code, occurrences: 1, localMessageText: `${one.name} failed`, values: [] }];
	return {
		result: { successful: false, failureDumpAvailable: false, objectId: id, objectName: one.name, details },
		commit: () => undefined,
		undo: () => undefined,
	};
};

/** The work behind an import, export or other action, whether started alone or by a process. */
export const actionWork = (model: ModelWorld, id: string, user: UserDefinition, prompts: ReadonlyMap<string, string>): StepWork | undefined => {
	const { definition } = model;
	const theImport = model.state.import(id);
	if (theImport !== undefined) return { mutating: true, run: (control) => runImport(model, theImport, user, prompts, control) };
	const forced = forcedFailure(model, id);
	if (forced !== undefined) return { mutating: false, run: async () => forced };
	const theExport = definition.exports.find((one) => one.id === id);
	if (theExport !== undefined) return { mutating: false, run: (control) => runExport(model, theExport, user, control) };
	const action = definition.actions.find((one) => one.id === id);
	if (action !== undefined) return { mutating: true, run: async (control) => runAction(model, action, user, control) };
	return undefined;
};
