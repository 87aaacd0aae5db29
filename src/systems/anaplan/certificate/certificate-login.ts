import { randomBytes, sign } from 'node:crypto';
import type { Clock, Http, HttpRequest, HttpResponse } from '../../../contracts';
import { tokenCall, readTokenAnswer, type AnaplanToken, type LoginRemedies } from '../authentication';
import { readSigningPair, type CertificateFields, type SigningPair } from './signing-pair';

export type MessageVersion = 'v1' | 'v2';

export interface CertificateLogin extends CertificateFields {
	/** v2 carries a timestamp and is announced as mandatory; v1 is what older clients send (reference anaplan 2.1). */
	readonly messageVersion: MessageVersion;
}

/** At least 100 are asked for; Anaplan Connect sends as many as this. */
const MESSAGE_BYTES = 150;
const NOTABLE_SKEW_MS = 60_000;

/** Random bytes; in v2 the first eight are the Unix time in SECONDS, big-endian (reference anaplan 2.1). */
export const messageToSign = (version: MessageVersion, atMs: number, random: Buffer = randomBytes(MESSAGE_BYTES)): Buffer => {
	const message = Buffer.from(random);
	if (version === 'v2') message.writeBigUInt64BE(BigInt(Math.floor(atMs / 1000)), 0);
	return message;
};

/** @param authUrl base of the authentication service, already checked */
export const certificateLoginRequest = (authUrl: string, { certificatePem, key }: SigningPair, version: MessageVersion, message: Buffer): HttpRequest => {
	const plain = tokenCall(authUrl, 'authenticate', `CACertificate ${Buffer.from(certificatePem, 'utf8').toString('base64')}`, 'log in with the certificate');
	return {
		...plain,
		headers: { ...plain.headers, 'content-type': 'application/json' },
		body: JSON.stringify({
			...(version === 'v2' ? { encodedDataFormat: version } : {}),
			encodedData: message.toString('base64'),
			encodedSignedData: sign('RSA-SHA512', message, key).toString('base64'),
		}),
	};
};

const BAD_CERTIFICATE = [
	'Check that this certificate is registered for the integration user in Anaplan, and that a public certificate authority has issued it (S/MIME): self-signed ones are refused.',
	'In a workspace with single sign-on the user must be an Exception User.',
].join(' ');

const remediesWith = (skewed: string, version: MessageVersion): LoginRemedies => {
	const badCredential = [BAD_CERTIFICATE, version === 'v1' ? 'Message version 1 may no longer be accepted: try version 2.' : '', skewed].filter(Boolean).join(' ');
	return {
		badCredential,
		badHeader: `The service could not read the certificate. ${badCredential} Check also that the authentication URL is that of the tenant's region.`,
	};
};

/** How far the server's clock is ahead of ours; 0 when the answer does not tell. */
const skewOf = ({ headers }: HttpResponse, nowMs: number): number => {
	const serverMs = Date.parse(headers.date ?? '');
	return Number.isNaN(serverMs) ? 0 : serverMs - nowMs;
};

const inWords = (skewMs: number): string => `The clock of this machine is ${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs > 0 ? 'behind' : 'ahead of'} Anaplan's.`;

/**
 * One login. **A wrong clock costs one more request and no login.** The timestamp is the only part that depends on our
 * clock. When the login is refused and the answer's `Date` differs from our clock by more than a minute, the message
 * is signed once more with the server's time; that the clock was the cause shows in the second answer, and if it was
 * not, the remedy tells the difference all the same. A certificate is never tried a third time.
 * @throws FatalError for fields that cannot work, before any request, and for a refused login; RetryableError for an outage
 */
export const logInWithCertificate = async (http: Http, clock: Pick<Clock, 'now'>, authUrl: string, login: CertificateLogin): Promise<AnaplanToken> => {
	const { messageVersion: version } = login;
	const pair = readSigningPair(login, clock.now());
	const ask = (atMs: number): Promise<HttpResponse> => http.send(certificateLoginRequest(authUrl, pair, version, messageToSign(version, atMs)));
	const answer = await ask(clock.now());
	const skewMs = skewOf(answer, clock.now());
	const skewed = Math.abs(skewMs) > NOTABLE_SKEW_MS;
	if (answer.status !== 401 || !skewed || version === 'v1') return readTokenAnswer(answer, remediesWith('', version));
	const hint = `${inWords(skewMs)} A second try with Anaplan's time was refused too; set the clock right to rule it out.`;
	return readTokenAnswer(await ask(clock.now() + skewMs), remediesWith(hint, version));
};
