import { FatalError } from '../../../core/errors';
import { addressOf, SYSTEM, type CompletePlace } from '../identity';
import { queryText } from './query-text';
import type { Sage100Request } from './requests';

/** A GET that nobody has foreseen. */
export interface OwnQuery {
	/** Below the version: `gl/accounts`, `gl/segments/02/values`. */
	readonly path: string;
	/** Sent as they are, escaped once. */
	readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * **The path stays below the version.** It is taken apart at its slashes and every part is escaped by itself, so that no part can end it
 * or begin a query or another host; parts that an address resolves away, backslashes and halves of a letter are refused.
 *
 * @throws FatalError for a path that would not stay below
 */
export const ownQueryRequest = (place: CompletePlace, { path, parameters = {} }: OwnQuery): Sage100Request => {
	const parts = path.trim().replace(/^\//, '').split('/');
	if (parts.some((part) => part === '' || /^\.+$/.test(part) || /[\\\uD800-\uDFFF]/u.test(part))) {
		throw new FatalError({
			system: SYSTEM, operation: `query ${path}`, said: `"${path}" is no path of the agent`,
			remedy: 'Write it as the contract has it, without /v1: gl/accounts or gl/segments/02/values. What stands behind a question mark has fields of its own.',
		});
	}
	const below = `/${parts.map((part) => encodeURIComponent(part)).join('/')}`;
	return {
		method: 'GET', url: `${addressOf(place, below)}${queryText(Object.entries(parameters))}`, headers: {}, purpose: `query ${path.trim()}`,
		repeatable: true, ofCompany: true,
	};
};
