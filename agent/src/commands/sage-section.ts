import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Settings } from '../config/settings';

/** The password of the Sage user may stand in a file of its own, or in the environment of the service. */
const passwordOf = (folder: string, section: Settings['sage'], environment: Readonly<Record<string, string | undefined>>): string | undefined => {
	const { passwordFile } = section;
	if (typeof passwordFile === 'string') {
		try {
			return readFileSync(path.resolve(folder, passwordFile), 'utf8').replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
		} catch {
			throw new Error(`The file ${passwordFile} of the setting sage.passwordFile cannot be read.`);
		}
	}
	return environment.SAGE100_PASSWORD;
};

/** The settings with the `sage` section ready for `openSage`: paths relative to the folder, the password filled in. */
export const withSageSection = (settings: Settings, folder: string, environment: Readonly<Record<string, string | undefined>>): Settings => {
	const { passwordFile: _passwordFile, comModule, ...rest } = settings.sage;
	const password = rest.password ?? passwordOf(folder, settings.sage, environment);
	return {
		...settings,
		sage: {
			...rest,
			...(password === undefined ? {} : { password }),
			...(typeof comModule === 'string' ? { comModule: path.resolve(folder, comModule) } : {}),
		},
	};
};
