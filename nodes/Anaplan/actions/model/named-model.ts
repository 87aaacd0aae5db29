import type { AnaplanClient, ModelRef } from '../../../../src/systems/anaplan';

/** The model by id and name, as result items tell it. Answered at once, also by a busy model. */
export const namedModel = async (client: AnaplanClient, target: ModelRef): Promise<{ id: string; name: string }> => {
	const { id, name } = await client.models.details(target);
	return { id: id || target.modelId, name };
};
