import type { Http } from '../../../src/contracts';

/**
 * n8n renews a token once per request. The one it gets then may be another run's that has ended as well, which only the
 * refusal tells; the renewal after that knows it. Nobody has looked at a request that was answered 401.
 */
export const withSecondRenewal = (http: Http): Http => ({
	async send(request) {
		const response = await http.send(request);
		return response.status === 401 ? await http.send(request) : response;
	},
});
