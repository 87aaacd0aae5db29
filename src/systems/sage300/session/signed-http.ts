import type { Http } from '../../../contracts';
import type { CookieJar } from '../../../core/http/cookies';
import { basicAuthorization, type Sage300Identity } from '../identity';

/** Without it the server answers 500, to a GET as well (reference sage-300 4). */
const JSON_TYPE = 'application/json';

/** Every request carries the credentials, the type and the session's cookies, because the vendor asks for the first on each and connectors rely on the last. */
export const signedHttp = (http: Http, identity: Sage300Identity, jar: CookieJar): Http => {
	const authorization = basicAuthorization(identity);
	return {
		async send(request) {
			const cookie = jar.header;
			const headers = { ...request.headers, 'content-type': JSON_TYPE, authorization, ...(cookie !== '' && { cookie }) };
			const response = await http.send({ ...request, headers });
			jar.keep(response);
			return response;
		},
	};
};
