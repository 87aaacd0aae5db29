import type { Http, HttpRequest, HttpResponse } from '../../../src/contracts';
import { keepSecret } from '../context/discretion';

/** Cookies that are the session, of every system on ASP.NET; the others name tenant, branch and language, which errors have to name too. */
const SESSION_COOKIE = /^\s*(?:\.ASPXAUTH|ASP\.NET_SessionId)=([^;]+)/i;

const sessionCookies = (lines: readonly string[]): readonly string[] => lines.map((line) => SESSION_COOKIE.exec(line)?.[1]?.trim() ?? '');

/** A token that was signed or fetched on this side is in no field of the credential. */
const sentToken = ({ headers }: HttpRequest): string => /^Bearer\s+(\S+)$/i.exec(headers?.authorization ?? '')?.[1] ?? '';

/**
 * Notes the secrets that come into being while a run talks: cookies as they are set and sent, tokens as they are sent, and as n8n renews them.
 * What a server refuses it may quote, and that becomes the words of an error.
 *
 * @param renewed secrets of the credential as it is stored now
 */
export const learning = (context: object, http: Http, renewed: () => Promise<readonly string[]> = async () => []): Http => {
	const learnTokens = async (): Promise<void> => await renewed().then((secrets) => keepSecret(context, ...secrets), () => undefined);
	const learnCookies = ({ headers }: HttpRequest, response?: HttpResponse): void =>
		keepSecret(context, ...sessionCookies([...(headers?.cookie ?? '').split(';'), ...(response?.setCookies ?? [])]));
	return {
		async send(request) {
			keepSecret(context, sentToken(request));
			learnCookies(request);
			const response = await http.send(request).catch(async (caught: unknown) => {
				await learnTokens();
				throw caught;
			});
			learnCookies(request, response);
			if (response.status >= 300) await learnTokens();
			return response;
		},
	};
};
