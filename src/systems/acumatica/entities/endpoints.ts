import { FatalError } from '../../../core/errors';
import { isJsonObject, jsonList, jsonObject, jsonText, type ExactJson } from '../../../core/json';
import { SYSTEM, type AcumaticaPlace } from '../identity';

export interface EndpointVersion {
	readonly name: string;
	readonly version: string;
}

export interface SiteEndpoints {
	/** `25.201.0111`, '' when the site does not tell. */
	readonly build: string;
	/** Newest version first within a name; system endpoints only, unless somebody was signed in. */
	readonly endpoints: readonly EndpointVersion[];
}

const byNameThenNewest = (a: EndpointVersion, b: EndpointVersion): number =>
	a.name === b.name ? b.version.localeCompare(a.version, 'en', { numeric: true }) : a.name.localeCompare(b.name, 'en');

/** The answer of `GET /entity`; some builds send the bare list (reference acumatica 1). @throws FatalError when it is none */
export const readEndpoints = (answer: ExactJson): SiteEndpoints => {
	const rows = Array.isArray(answer) ? jsonList(answer) : jsonList(jsonObject(answer).endpoints);
	const endpoints = rows.filter(isJsonObject).map((row) => ({ name: jsonText(row.name), version: jsonText(row.version) }))
		.filter(({ name, version }) => name !== '' && version !== '').sort(byNameThenNewest);
	if (endpoints.length === 0) {
		throw new FatalError({
			system: SYSTEM, operation: 'ask which endpoints the site has', said: 'the answer lists none',
			remedy: 'Check the site address in the credential: with the virtual directory, if the site has one.',
		});
	}
	return { build: jsonText(jsonObject(jsonObject(answer).version).acumaticaBuildVersion), endpoints };
};

/**
 * Whether the site has what the credential names, as an error that says what it has instead; `undefined` when it has it.
 * Names are compared exactly.
 */
export const endpointProblem = ({ endpoints, build }: SiteEndpoints, { endpoint, version }: AcumaticaPlace): FatalError | undefined => {
	if (endpoints.some((each) => each.name === endpoint && each.version === version)) return undefined;
	const versions = endpoints.filter(({ name }) => name === endpoint).map((each) => each.version);
	const names = [...new Set(endpoints.map(({ name }) => name))];
	const has = versions.length > 0 ? `of ${endpoint} it has ${versions.join(', ')}` : `it has the endpoints ${names.join(', ')}`;
	return new FatalError({
		system: SYSTEM, operation: 'find the endpoint', said: `this site${build ? ` (build ${build})` : ''} has no ${endpoint}/${version}; ${has}`,
		remedy: versions.length > 0 ? `Set the endpoint version in the credential to ${versions[0]}, or another of these.`
			: 'Choose one of these in the credential. An endpoint of your own is listed only if the user belongs to its tenant.',
	});
};
