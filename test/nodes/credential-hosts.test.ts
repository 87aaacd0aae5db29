import type { ICredentialType, IDataObject } from 'n8n-workflow';
import { AnaplanApi } from '../../credentials/AnaplanApi.credentials';
import { AnaplanCertificateApi } from '../../credentials/AnaplanCertificateApi.credentials';
import { AnaplanDeviceApi } from '../../credentials/AnaplanDeviceApi.credentials';
import { AnaplanOAuth2Api } from '../../credentials/AnaplanOAuth2Api.credentials';
import { REGIONS, hostOf } from '../../src/systems/anaplan';
import { workflowFor } from './engine/run-workflow';
import { workflowOf } from './workflows';

const workflow = workflowFor(workflowOf([]), { nodeTypes: {} });
const node = workflow.getNode('Test this workflow');

/** As n8n's credential test resolves `baseURL`, and as it resolves the fields of a credential. */
const resolved = (expression: string, values: IDataObject): string => {
	if (!node) throw new Error('no node');
	const { text } = workflow.expression.getComplexParameterValue(node, { text: expression }, 'internal', { $credentials: values } as never, undefined, undefined, values as never) as { text: string };
	return text;
};

const baseOf = ({ test }: ICredentialType): string => String(test?.request.baseURL);
const defaultOf = ({ properties }: ICredentialType, name: string): string => String(properties.find((property) => property.name === name)?.default);

const SETTINGS: ReadonlyArray<[string, IDataObject]> = [
	...Object.keys(REGIONS).map((region): [string, IDataObject] => [region, { region }]),
	['nothing', {}], ['empty addresses', { region: 'eu3', apiUrl: '', appUrl: '' }],
	['addresses', { region: 'eu3', apiUrl: 'https://api.example.com/x/', appUrl: 'https://app.example.com/' }], ['a loopback', { apiUrl: 'http://127.0.0.1:4711', appUrl: 'http://localhost:4711' }],
];

describe('expressions for hosts decide as the code does', () => {
	it.each(SETTINGS)('in the test of each credential: %s', (_what, values) => {
		for (const credential of [new AnaplanApi(), new AnaplanCertificateApi(), new AnaplanDeviceApi(), new AnaplanOAuth2Api()]) {
			expect(resolved(baseOf(credential), values)).toBe(hostOf(values, 'api'));
		}
	});

	it.each(SETTINGS)('in the addresses that n8n\'s OAuth2 goes to: %s', (_what, values) => {
		const credential = new AnaplanOAuth2Api();
		expect(resolved(defaultOf(credential, 'authUrl'), values)).toBe(`${hostOf(values, 'app')}/auth/authorize`);
		expect(resolved(defaultOf(credential, 'accessTokenUrl'), values)).toBe(`${hostOf(values, 'app')}/oauth/token`);
	});

	it.each(['http://app.example.com', 'http://localhost.example.com', 'http://127.0.0.1.example.com', 'ftp://x', 'javascript:alert(1)', 'app.example.com'])('%s is nothing that n8n would send a secret to', (address) => {
		const credential = new AnaplanOAuth2Api();
		for (const text of [resolved(defaultOf(credential, 'accessTokenUrl'), { appUrl: address }), resolved(baseOf(credential), { apiUrl: address })]) expect(text).toMatch(/^unencrypted-address-refused:/);
		expect(() => hostOf({ appUrl: address }, 'app')).toThrow();
	});
});
