import { FatalError } from '../../core/errors';

export const SYSTEM = 'Sage Intacct';
export const DEFAULT_GATEWAY_URL = 'https://api.intacct.com/ia/xml/xmlgw.phtml';
export const DEFAULT_TRUSTED_DOMAIN = 'intacct.com';

/** Everything that decides whose data a session shows (reference sage-intacct 3 and 4). */
export interface IntacctIdentity {
	readonly gatewayUrl?: string;
	/** Web Services sender: a licence, not a user. Case-sensitive. */
	readonly senderId: string;
	readonly senderPassword: string;
	readonly companyId: string;
	/** Client company, when `companyId` is a console and the user slides into one of its clients. */
	readonly clientCompanyId?: string;
	readonly userId: string;
	readonly userPassword: string;
	/** Entity (LOCATIONENTITY) to work in; absent or empty for the top level. */
	readonly entityId?: string;
	/** The host that the login hands back is followed only inside this domain. */
	readonly trustedDomain?: string;
}

const REQUIRED: ReadonlyArray<readonly [keyof IntacctIdentity, string]> = [
	['senderId', 'the sender id'], ['senderPassword', 'the sender password'], ['companyId', 'the company id'],
	['userId', 'the user id'], ['userPassword', 'the user password'],
];

/** Empty optional parts count as absent: credential forms send ''. Throws `FatalError` when a required part is empty. */
export const completeIdentity = (identity: IntacctIdentity): IntacctIdentity & { gatewayUrl: string; trustedDomain: string } => {
	const missing = REQUIRED.filter(([part]) => !identity[part]).map(([, label]) => label);
	if (missing.length > 0) {
		throw new FatalError({
			system: SYSTEM, operation: 'log in', said: `the credential lacks ${missing.join(', ')}`, remedy: 'Fill in the missing parts of ' +
				'the credential.',
		});
	}
	return {
		...identity,
		gatewayUrl: identity.gatewayUrl || DEFAULT_GATEWAY_URL,
		trustedDomain: identity.trustedDomain || DEFAULT_TRUSTED_DOMAIN,
		clientCompanyId: identity.clientCompanyId || undefined,
		entityId: identity.entityId || undefined,
	};
};

/**
 * Names the session of this identity. A session belongs to sender, company, client company, user, entity and login
 * address (reference sage-intacct 4), so all of them are part of the name; the trusted domain too, because it decides
 * where the session's endpoint may be.
 */
export const sessionIdentity = (identity: IntacctIdentity): string => {
	const { gatewayUrl, trustedDomain, senderId, companyId, clientCompanyId, userId, entityId } = completeIdentity(identity);
	return JSON.stringify(['intacct session 2', gatewayUrl, trustedDomain, senderId, companyId, clientCompanyId ?? '', userId, entityId ?? '']);
};

/** What proves the identity. A changed password must not meet a session made with the old one. */
export const sessionSecret = ({ senderPassword, userPassword }: IntacctIdentity): string => JSON.stringify([senderPassword, userPassword]);

/** Company and entity as streams name them: `BluefinTools/E200`, `Console|ChildCo/top`. */
export const realmOf = ({ companyId, clientCompanyId, entityId }: IntacctIdentity): string =>
	`${clientCompanyId ? `${companyId}|${clientCompanyId}` : companyId}/${entityId || 'top'}`;
