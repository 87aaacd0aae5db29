import { randomUUID } from 'node:crypto';

/** The caller's own id when it is harmless in a log and in a header, else a new one. */
export const requestIdOf = (given: string | readonly string[] | undefined): string =>
	typeof given === 'string' && /^[A-Za-z0-9._:-]{1,64}$/.test(given) ? given : randomUUID();
