import { textIn } from '../../sign-in/credential-text';
import type { CredentialWay } from './trial';

/** User and password with every request (reference sage-x3 2.4). */
export const basic: CredentialWay = {
	signIn: (credentials) => ({ way: 'basic', user: textIn(credentials, 'user'), password: textIn(credentials, 'password') }),
	secrets: (credentials) => {
		const [user, password] = [textIn(credentials, 'user').trim(), textIn(credentials, 'password')];
		return password === '' ? [] : [password, Buffer.from(`${user}:${password}`, 'utf8').toString('base64')];
	},
};
