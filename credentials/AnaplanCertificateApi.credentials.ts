import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { logInWithCertificate } from '../src/systems/anaplan/certificate/certificate-login';
import { hostField, regionField } from '../nodes/shared/anaplan/sign-in/host-fields';
import { freshToken, signWithToken, testByLogin, textIn, tokenField } from '../nodes/shared/anaplan/sign-in/token-login';
import { nodeClock } from '../nodes/shared/context/node-clock';
import { nodeHttp } from '../nodes/shared/context/node-http';

/** Anaplan with a certificate: what is sent is the certificate and a message signed with its key, never the key. */
export class AnaplanCertificateApi implements ICredentialType {
	name = 'anaplanCertificateApi';

	displayName = 'Anaplan Certificate API';

	icon: Icon = { light: 'file:../nodes/Anaplan/Anaplan.svg', dark: 'file:../nodes/Anaplan/Anaplan.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		tokenField,
		{
			displayName: 'Certificate',
			name: 'certificate',
			type: 'string',
			typeOptions: { password: true, rows: 5 },
			default: '',
			required: true,
			placeholder: '-----BEGIN CERTIFICATE-----',
			description: 'Certificate as PEM. Of a chain the certificate that fits the key is used; text around it does not matter, nor do lost line breaks.',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true, rows: 5 },
			default: '',
			required: true,
			placeholder: '-----BEGIN PRIVATE KEY-----',
			description: 'RSA key of the certificate as PEM (PKCS#8 or PKCS#1), also encrypted',
		},
		{
			displayName: 'Passphrase',
			name: 'passphrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Passphrase of the private key; empty if the key is not encrypted',
		},
		{
			displayName: 'Message Version',
			name: 'messageVersion',
			type: 'options',
			options: [
				{ name: 'Version 1', value: 'v1', description: 'Without timestamp, as older clients send it. Anaplan has announced to refuse it.' },
				{ name: 'Version 2', value: 'v2', description: 'With timestamp' },
			],
			default: 'v2',
			description: 'Form of the signed message. Version 2 needs a clock that is right; a wrong one is noticed and compensated for once.',
		},
		regionField,
		hostField('api'),
		hostField('auth'),
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await freshToken(credentials, async (authUrl) => await logInWithCertificate(nodeHttp(this), nodeClock, authUrl, {
			certificate: textIn(credentials, 'certificate'),
			privateKey: textIn(credentials, 'privateKey'),
			passphrase: textIn(credentials, 'passphrase'),
			messageVersion: credentials.messageVersion === 'v1' ? 'v1' : 'v2',
		}));
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await signWithToken(credentials, request);
	}

	test: ICredentialTestRequest = testByLogin;
}
