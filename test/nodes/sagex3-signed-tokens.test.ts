import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { discreet } from '../../nodes/shared/context/discretion';
import { nodeClock } from '../../nodes/shared/context/node-clock';
import { connectionFor } from '../../nodes/SageX3/sign-in/signed-connection';
import { wayOf } from '../../nodes/SageX3/sign-in/ways';
import { createSageX3Client } from '../../src/systems/sagex3';
import { rejection } from '../doubles/results';

const CREDENTIALS = { serverUrl: 'https://x3.example.com:8124', endpoint: 'LINDEN', clientId: 'c', clientSecret: 'linden-connected-secret', user: 'ANAPLAN', audience: '', validitySeconds: 300 };

it('a token that was signed here is a secret too: a server that quotes it is not quoted', async () => {
	const sent: string[] = [];
	const helpers = {
		httpRequest: async ({ headers }: IHttpRequestOptions) => {
			const token = String((headers ?? {}).authorization).replace('Bearer ', '');
			sent.push(token);
			return await Promise.resolve({ statusCode: 403, headers: {}, body: Buffer.from(JSON.stringify({ message: `jwt ${token} may not read` })) });
		},
	};
	const context = { helpers, getNode: () => ({ name: 'X3' }), getNodeParameter: () => 'connectedApplication' } as unknown as IExecuteFunctions;
	const { http, signIn, place } = connectionFor(context, wayOf(context), CREDENTIALS);
	const error = await rejection(createSageX3Client({ http, clock: nodeClock, place: await place({}), signIn }).api().then(async () => {
		await createSageX3Client({ http, clock: nodeClock, place: await place({}), signIn }).serverTime();
	}));
	expect(sent[0]).toMatch(/^eyJ/);
	const shown = discreet(context, error);
	expect(String(shown)).toContain('may not read');
	expect(JSON.stringify(shown, Object.getOwnPropertyNames(shown)) + String(shown)).not.toContain(sent[0]);
});
