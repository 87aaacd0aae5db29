import { FatalError } from '../../core/errors';
import { checkBaseUrl } from '../../core/http/trusted-hosts';

export const SYSTEM = 'Sage 100';

/** Where the agent listens and whose books it shows. */
export interface Sage100Place {
	/** `https://sage100-agent.internal:8443` */
	readonly agentUrl: string;
	/** Three letters or digits: `ABC`. */
	readonly company: string;
}

export type CompletePlace = Readonly<Sage100Place>;

export interface Sage100Identity {
	readonly apiKey: string;
}

const VERSION = 'v1';

const wrong = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'use the credential', said, remedy });

/** Origin and whatever stands before the version; what somebody has copied behind it is cut off. */
const rootOf = (address: string): string => {
	const { origin, pathname } = checkBaseUrl(address, { system: SYSTEM });
	return `${origin}${pathname.replace(/(^|\/)v\d+(?:\/.*)?$/i, '').replace(/\/+$/, '')}`;
};

/** Checked, blanks taken off, company in capitals. @throws FatalError when a part is missing or strange */
export const completePlace = ({ agentUrl, company }: Sage100Place): CompletePlace => {
	const code = company.trim().toUpperCase();
	if (agentUrl.trim() === '') throw wrong('it lacks the address of the agent', 'Fill in the address, for example https://sage100-agent.internal:8443.');
	if (!/^[0-9A-Z]{3}$/.test(code)) {
		throw wrong(`"${company.trim()}" is not the code of a company`, 'Give the three letters or digits under which Sage 100 lists the company, for example ABC.');
	}
	return { agentUrl: rootOf(agentUrl.trim()), company: code };
};

/** The key as it can stand in a header. @throws FatalError, without repeating it */
export const apiKeyOf = ({ apiKey }: Sage100Identity): string => {
	const key = apiKey.trim();
	if (key === '') throw wrong('it lacks the API key', 'The administrator of the agent makes one with "key add"; it is shown once.');
	if (!/^[\x21-\x7e]+$/.test(key)) throw wrong('the API key holds blanks or letters that no key has', 'Copy it again as the agent has shown it.');
	return key;
};

/** `https://sage100-agent.internal:8443/v1/gl/accounts` */
export const addressOf = ({ agentUrl }: CompletePlace, path: string): string => `${agentUrl}/${VERSION}${path}`;

/** Agent and company, as streams name them. */
export const realmOf = ({ agentUrl, company }: CompletePlace): string => `${agentUrl.replace(/^https?:\/\//, '').toLowerCase()}/${company}`;

/** One request at a time per company, whoever asks. */
export const queueOf = (place: CompletePlace): string => `sage100 ${realmOf(place)}`;
