import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { signForDevice, STEP_HEADER, takeStep } from '../nodes/shared/anaplan/sign-in/device-session';
import { hostField, regionField, testBaseUrl } from '../nodes/shared/anaplan/sign-in/host-fields';
import { tokenField } from '../nodes/shared/anaplan/sign-in/token-login';

/**
 * Anaplan with a code that a person enters in a browser once (OAuth device grant). Everything that the sign-in needs is
 * kept in two hidden fields; see nodes/shared/anaplan/sign-in/device-session.
 */
export class AnaplanDeviceApi implements ICredentialType {
	name = 'anaplanDeviceApi';

	displayName = 'Anaplan Device API';

	icon: Icon = { light: 'file:../nodes/Anaplan/Anaplan.svg', dark: 'file:../nodes/Anaplan/Anaplan.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		tokenField,
		{
			displayName: 'Sign-In Secret',
			name: 'signInSecret',
			type: 'hidden',
			// As a password, so that a form that was opened before the last step does not bring back what it has seen.
			typeOptions: { password: true },
			default: '',
		},
		{
			// A form that was not closed since the credential was made tests with the empty fields that it began with.
			displayName: 'Save: the test cannot connect yet, and "More details" beside it shows an address and a code. Enter the code there, close this credential and open it again: that signs in. A workflow does the same with the operations Sign-In: Request Code and Redeem Code.',
			name: 'howTo',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: '0de71ce00000000000000000000000d1',
			description: 'ID of a device client, which the tenant administrator registers. Clients of the kind authorization code are others.',
		},
		regionField,
		hostField('api'),
		hostField('app'),
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await takeStep(this, credentials);
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await signForDevice(credentials, request);
	}

	test: ICredentialTestRequest = {
		request: { baseURL: testBaseUrl('api'), url: '/2/0/users/me', headers: { Accept: 'application/json', [STEP_HEADER]: 'code' } },
	};
}
