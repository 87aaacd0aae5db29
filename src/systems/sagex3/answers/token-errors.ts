/** What a number behind "Error NN: Invalid token" says, in the administrator's words (reference sage-x3 2.1). */
export interface TokenError {
	readonly means: string;
	readonly remedy: string;
	/** A token signed anew, by the server's own clock, may be accepted. */
	readonly isCurable: boolean;
}

const FORM = 'Administration > Settings > Authentication > Connected applications';

const TABLE: Readonly<Record<string, TokenError>> = {
	21: {
		means: 'the token was issued in the future by the clock of the Sage server', isCurable: true,
		remedy: 'Check the clock of the Sage server and of what stands before it: the token was already signed by the time that the server itself told.',
	},
	41: {
		means: 'the issuer of the token is not the client ID of the connected application', isCurable: false,
		remedy: `Copy the client ID again from ${FORM}.`,
	},
	42: {
		means: 'the subject of the token is not the allowed user of the connected application', isCurable: false,
		remedy: `Write the user in the credential exactly as it stands under Allowed user in ${FORM}, capitals and small letters included; leave it empty where none is named.`,
	},
	45: {
		means: 'the audience of the token is not the address registered in the connected application', isCurable: false,
		remedy: `Copy the URL from ${FORM} into the field Registered URL, letter by letter: it is compared as text, so http or https, the host name, the port and a slash at ` +
			'the end all count. It need not be the address by which you reach the server.',
	},
	50: {
		means: 'the signature of the token is wrong, or the token has expired', isCurable: true,
		remedy: `Copy the secret again from ${FORM}, and give the token no longer life than the validity registered there.`,
	},
};

const SAYING = /^\s*Error\s+(\d+)\s*:/i;

/** The number in the plain text of a refused token; undefined where there is none. */
export const tokenErrorNumber = (text: string): string | undefined => SAYING.exec(text)?.[1];

/** @returns undefined for a number that nobody has explained */
export const tokenErrorOf = (number: string | undefined): TokenError | undefined => (number === undefined ? undefined : TABLE[number]);
