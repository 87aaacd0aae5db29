import { readAnswerText } from './answers/read-answer';
import { grantOf } from './session/login';

export { loginRequestXml } from './session/login';

/** Who logged in, for the test of a credential. Holds no session id. */
export interface LoginSummary {
	readonly companyId: string;
	readonly userId: string;
	/** '' at the top level. */
	readonly entityId: string;
	readonly serverTime: string | undefined;
	readonly sessionTimeout: string | undefined;
	/** The address that the company's requests go to. */
	readonly endpoint: string;
}

export const summaryOf = ({ companyId, userId, entityId, serverTime, sessionTimeout, endpoint }: LoginSummary): LoginSummary =>
	({ companyId, userId, entityId, serverTime, sessionTimeout, endpoint });

/** The text of the answer to a login → who logged in, or the error that an administrator understands. */
export const readLoginAnswer = (document: string, status = 200): LoginSummary => summaryOf(grantOf(readAnswerText(document), status));
