import { IntegrationError } from '../../../src/core/errors';
import { pickView, type AnaplanClient, type ModelRef } from '../../../src/systems/anaplan';

const VIEW_ID = /^\d+$/;

const viewNamed = async (client: AnaplanClient, target: ModelRef, wanted: string): Promise<string> => pickView(await client.metadata.views(target), wanted).id;

/**
 * Works on the view that is named by id or by name. An id is used as it is, which saves a call that a busy model would
 * keep waiting; when Anaplan does not know it, the error says which views exist.
 */
export const onView = async <T>(client: AnaplanClient, target: ModelRef, wanted: string, work: (viewId: string) => Promise<T>): Promise<T> => {
	if (!VIEW_ID.test(wanted)) return await work(await viewNamed(client, target, wanted));
	return await work(wanted).catch(async (caught: unknown) => {
		if (caught instanceof IntegrationError && caught.facts.status === 404) await viewNamed(client, target, wanted);
		return await Promise.reject(caught);
	});
};
