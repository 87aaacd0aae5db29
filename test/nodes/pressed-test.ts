import type { ICredentialDataDecryptedObject, ICredentialType, IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { workflowFor } from './engine/run-workflow';
import type { Site } from './site';
import { anaplan, workflowOf } from './workflows';

const workflow = workflowFor(workflowOf([]), { nodeTypes: {} });
const node = workflow.getNode('Test this workflow');

/** As n8n's credential test resolves its request, and as it resolves the fields of a credential. */
export const resolved = (expression: string, values: IDataObject): string => {
	if (!node) throw new Error('no node');
	const { text } = workflow.expression.getComplexParameterValue(node, { text: expression }, 'internal', { $credentials: values } as never, undefined, undefined, values as never) as { text: string };
	return text;
};

const requestOf = ({ test }: ICredentialType, values: IDataObject): IHttpRequestOptions => {
	const { request } = test ?? { request: {} };
	const texts = Object.entries(request).filter(([, value]) => typeof value === 'string').map(([name, value]) => [name, resolved(String(value), values)]);
	return { ...request, ...Object.fromEntries(texts), headers: { ...request.headers } } as IHttpRequestOptions;
};

const defaultsOf = ({ properties }: ICredentialType): IDataObject => Object.fromEntries(properties.map(({ name, default: value }) => [name, value as string]));

/**
 * n8n's button: the test's request with what is stored and what was changed in the form, over n8n's own signed HTTP, which
 * decides when to run `preAuthentication`. What that returns is stored, as in a real n8n.
 */
export const pressTest = async (site: Site, type: ICredentialType, changes: IDataObject = {}): Promise<void> =>
	await site.ask(workflowOf([anaplan('Node', 'workspace', 'getMany')]), 'Node', async (_type, context) => {
		const data = { ...defaultsOf(type), ...site.credentials[type.name], ...changes } as ICredentialDataDecryptedObject;
		const credentialsDecrypted = { id: '1', name: type.name, type: type.name, data };
		await context.helpers.httpRequestWithAuthentication.call(context as never, type.name, requestOf(type, data as IDataObject), { credentialsDecrypted });
	});
