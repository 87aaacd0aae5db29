import { connectedApplication } from '../../nodes/shared/sagex3/sign-in/connected-application';

const audienceOf = (serverUrl: string, audience = ''): unknown => {
	const signIn = connectedApplication.signIn({ serverUrl, audience, clientId: 'c', clientSecret: 's', user: 'u' });
	return 'audience' in signIn ? signIn.audience : undefined;
};

describe('the registered URL of a connected application, where none is written', () => {
	it.each(['https://x3.example.com:8124', 'https://x3.example.com:8124/', 'https://x3.example.com:8124/xtrem/api', 'https://x3.example.com:8124/xtrem/api/', 'https://x3.example.com:8124/xtrem', 'https://x3.example.com:8124/api1/x3/erp'])('is that of the API, whichever address of the server was copied: %s', (serverUrl) => {
		expect(audienceOf(serverUrl)).toBe('https://x3.example.com:8124/xtrem/api');
	});

	it('behind a proxy with a path of its own', () => {
		expect(audienceOf('https://erp.example.com/x3')).toBe('https://erp.example.com/x3/xtrem/api');
	});

	it('one that is written counts letter by letter', () => {
		expect(audienceOf('https://x3.example.com:8124', 'http://X3:8124/xtrem/api/')).toBe('http://X3:8124/xtrem/api/');
	});
});
