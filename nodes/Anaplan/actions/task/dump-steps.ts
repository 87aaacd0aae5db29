import { isNotFound, judgeTask, pick, type AnaplanClient, type Named, type TaskRef } from '../../../../src/systems/anaplan';

/** One dump to read: of an import that was run by itself, or of one inside a process. */
export interface WantedDump {
	readonly objectId: string | undefined;
	/** The import inside the process. */
	readonly step: Named | undefined;
}

/** Steps of a process whose dump is wanted: the one that is named, or all that announce one. */
const stepsOf = async (client: AnaplanClient, ref: TaskRef, wanted: string): Promise<Named[]> => {
	const steps = await client.metadata.processSteps(ref, ref.actionId);
	if (wanted !== '') {
		const { id, name } = pick(steps.filter(({ actionType }) => actionType === 'IMPORT'), wanted, 'import of the process');
		return [{ id, name }];
	}
	const names = new Map(steps.map(({ id, name }) => [id, name]));
	const announced = judgeTask(await client.getTask(ref)).steps.filter(({ dumpAvailable }) => dumpAvailable).map(({ objectId }) => objectId);
	return [...new Set(announced)].map((id) => ({ id, name: names.get(id) ?? id }));
};

/** @throws what explains it, when there is no such task */
export const wantedDumps = async (client: AnaplanClient, ref: TaskRef, wanted: string): Promise<WantedDump[]> => {
	if (ref.kind !== 'processes') return [{ objectId: undefined, step: undefined }];
	try {
		return (await stepsOf(client, ref, wanted)).map((step) => ({ objectId: step.id, step }));
	} catch (error) {
		throw isNotFound(error) ? await client.explainMissingTask(ref) : error;
	}
};
