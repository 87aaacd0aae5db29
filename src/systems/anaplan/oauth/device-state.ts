import { createHash } from 'node:crypto';
import type { Json } from '../json';
import { memberOf, numberOf, objectOf, parseJson, textOf } from '../json';
import type { DeviceCode } from './device-grant';

/** Where a device sign-in stands. One value and not a field for each part, so that no mixture of two states can be stored. */
export type DeviceState =
	| { readonly step: 'signedOut'; /** Why the last attempt ended, for people; empty when there was none. */ readonly problem: string }
	| { readonly step: 'pending'; readonly code: DeviceCode; /** By the worker's clock, which serves for durations only. */ readonly askedAtMs: number; readonly nextPollAtMs: number }
	| { readonly step: 'signedIn'; readonly refreshToken: string };

export interface DeviceClient {
	/** The app host, checked, without a slash at the end. */
	readonly appUrl: string;
	readonly clientId: string;
}

export const SIGNED_OUT: DeviceState = { step: 'signedOut', problem: '' };

/** Names the chain of tokens, and ties a stored state to the client and host that it was made with. */
export const clientKey = ({ appUrl, clientId }: DeviceClient): string => createHash('sha256').update(JSON.stringify([appUrl, clientId])).digest('hex').slice(0, 32);

/** Text for the credential, versioned. */
export const writeDeviceState = (state: DeviceState, client: DeviceClient): string => JSON.stringify({ v: 1, client: clientKey(client), ...state });

const readCode = (code: Json): DeviceCode => ({
	deviceCode: textOf(code, 'deviceCode'), userCode: textOf(code, 'userCode'), verificationUri: textOf(code, 'verificationUri'),
	verificationUriComplete: textOf(code, 'verificationUriComplete'), expiresAt: textOf(code, 'expiresAt'),
	lifeSeconds: numberOf(code, 'lifeSeconds') ?? 0, intervalSeconds: numberOf(code, 'intervalSeconds') ?? 5,
});

const READERS: Readonly<Record<string, (stored: Json) => DeviceState>> = {
	signedOut: (stored) => ({ step: 'signedOut', problem: textOf(stored, 'problem') }),
	pending: (stored) => ({ step: 'pending', code: readCode(memberOf(stored, 'code')), askedAtMs: numberOf(stored, 'askedAtMs') ?? 0, nextPollAtMs: numberOf(stored, 'nextPollAtMs') ?? 0 }),
	signedIn: (stored) => ({ step: 'signedIn', refreshToken: textOf(stored, 'refreshToken') }),
};

/**
 * What the credential holds. A state that was made with another client or another host counts as signed out: its
 * tokens go to nobody else than who has issued them.
 */
export const readDeviceState = (text: unknown, client: DeviceClient): DeviceState => {
	if (typeof text !== 'string' || text === '') return SIGNED_OUT;
	const stored = objectOf(parseJson(Buffer.from(text, 'utf8')));
	const read = Object.hasOwn(READERS, textOf(stored, 'step')) ? READERS[textOf(stored, 'step')] : undefined;
	if (numberOf(stored, 'v') !== 1 || read === undefined) return { step: 'signedOut', problem: 'the stored sign-in cannot be read' };
	if (textOf(stored, 'client') !== clientKey(client)) return { step: 'signedOut', problem: 'client ID, region or app URL of the credential has changed' };
	return read(stored);
};

/** What of a stored state must never be shown, whichever client it belongs to. */
export const secretsOfDeviceState = (text: unknown): readonly string[] => {
	const stored = typeof text === 'string' ? objectOf(parseJson(Buffer.from(text, 'utf8'))) : {};
	return [textOf(stored, 'refreshToken'), textOf(memberOf(stored, 'code'), 'deviceCode')].filter((secret) => secret !== '');
};
