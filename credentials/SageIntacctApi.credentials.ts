import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, INodeProperties } from 'n8n-workflow';
import { checkBaseUrl } from '../src/core/http/trusted-hosts';
import { loginRequestXml, readLoginAnswer } from '../src/systems/intacct/credential-login';

/**
 * Sage Intacct's XML gateway: a sender (the licensed caller) and a user (whose rights apply). The gateway answers
 * errors with HTTP 200, which a declarative test cannot judge; therefore the test signs in inside
 * `preAuthentication`, reads the XML and says what is wrong (reference n8n-platform 4.2).
 *
 * Guarantee: no test passes without a sign-in with what is in the form. n8n calls `preAuthentication` as long as the
 * expirable field is empty, and nothing is ever stored in it, as no session is kept here. The other way to get there,
 * which nodes/shared/sign-in/trial-step goes, needs an `authenticate`: n8n would then offer the credential in HTTP Request
 * nodes and "Custom API Call" in the node, where it could sign nothing, because who signs in stands inside the body.
 */
export class SageIntacctApi implements ICredentialType {
	name = 'sageIntacctApi';

	displayName = 'Sage Intacct API';

	icon: Icon = { light: 'file:../nodes/SageIntacct/SageIntacct.svg', dark: 'file:../nodes/SageIntacct/SageIntacct.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		// Not called `checkedAt`: under that name credentials that were made before hold something.
		{ displayName: 'Always Empty', name: 'alwaysEmpty', type: 'hidden', typeOptions: { expirable: true }, default: '' },
		{ displayName: 'Sender ID', name: 'senderId', type: 'string', default: '', required: true, description: 'Web Services sender of your licence. It must be on the company\'s list of authorised senders.' },
		{ displayName: 'Sender Password', name: 'senderPassword', type: 'string', typeOptions: { password: true }, default: '', required: true },
		{ displayName: 'Company ID', name: 'companyId', type: 'string', default: '', required: true },
		{ displayName: 'User ID', name: 'userId', type: 'string', default: '', required: true, description: 'A Web Services user with read permission on the objects that are moved' },
		{ displayName: 'User Password', name: 'userPassword', type: 'string', typeOptions: { password: true }, default: '', required: true },
		{ displayName: 'Entity ID', name: 'entityId', type: 'string', default: '', description: 'Start in this entity. Leave empty for the top level.' },
		{ displayName: 'Client Company ID', name: 'clientCompanyId', type: 'string', default: '', description: 'For console users who slide into a client company. Leave empty otherwise.' },
		{ displayName: 'Gateway URL', name: 'gatewayUrl', type: 'string', default: 'https://api.intacct.com/ia/xml/xmlgw.phtml', required: true },
		{ displayName: 'Trusted Domain', name: 'trustedDomain', type: 'string', default: 'intacct.com', required: true, description: 'The gateway may send later calls to another host. It is followed only inside this domain.' },
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const field = (name: string): string => String(credentials[name] ?? '');
		const url = checkBaseUrl(field('gatewayUrl')).href;
		const answer: unknown = await this.helpers.httpRequest({
			method: 'POST',
			url,
			headers: { 'content-type': 'application/xml' },
			body: loginRequestXml({
				gatewayUrl: url, trustedDomain: field('trustedDomain'),
				senderId: field('senderId'), senderPassword: field('senderPassword'),
				companyId: field('companyId'), clientCompanyId: field('clientCompanyId'), entityId: field('entityId'),
				userId: field('userId'), userPassword: field('userPassword'),
			}),
			encoding: 'text',
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
		readLoginAnswer(typeof answer === 'string' ? answer : JSON.stringify(answer));
		return {};
	}

	/** The sign-in above is the test; this request only proves that the gateway still answers after it. */
	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			url: '={{$credentials.gatewayUrl}}',
			headers: { 'Content-Type': 'application/xml' },
			body: '<?xml version="1.0" encoding="UTF-8"?><request/>',
			ignoreHttpStatusErrors: true,
		},
	};
}
