import { runImport } from '../imports/run-import';
import type { UserDefinition } from '../model/types';
import type { ModelWorld } from '../world';
import { runDelete, runExport } from './run-actions';
import type { Finished, StepResult, TaskControl } from './task';

export interface StepWork {
	readonly mutating: boolean;
	run(control: TaskControl): Promise<Finished<StepResult>>;
}

/** The work behind an import, export or other action, whether started alone or by a process. */
export const actionWork = (model: ModelWorld, id: string, user: UserDefinition, prompts: ReadonlyMap<string, string>): StepWork | undefined => {
	const { definition } = model;
	const theImport = model.state.import(id);
	if (theImport !== undefined) return { mutating: true, run: (control) => runImport(model, theImport, user, prompts, control) };
	const theExport = definition.exports.find((one) => one.id === id);
	if (theExport !== undefined) return { mutating: false, run: (control) => runExport(model, theExport, user, control) };
	const action = definition.actions.find((one) => one.id === id);
	if (action !== undefined) return { mutating: true, run: async (control) => runDelete(model, action, control) };
	return undefined;
};
