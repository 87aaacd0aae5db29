import { randomBytes, randomInt } from 'node:crypto';
import type { SimulatorContext } from '../../harness/server';
import type { OAuthClientDefinition } from '../model/types';
import type { Switches } from '../switches';
import { OAuthError } from './oauth-error';

const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const SLOWER_SECONDS = 5;

interface DeviceCode {
	readonly client: OAuthClientDefinition;
	readonly scope: readonly string[];
	readonly userCode: string;
	readonly expiresAt: number;
	interval: number;
	polledAt: number;
	decision: 'pending' | 'denied' | 'approved';
	email: string;
}

const userCode = (): string => {
	const letters = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
	return `${letters()}-${letters()}`;
};

/** Device codes: pending until somebody decides; polling faster than the interval costs five seconds more each time (reference anaplan 3). */
export class DeviceCodes {
	private readonly codes = new Map<string, DeviceCode>();

	constructor(private readonly context: SimulatorContext, private readonly switches: Switches) {}

	create(client: OAuthClientDefinition, scope: readonly string[]): Record<string, unknown> {
		const { deviceExpirySeconds, deviceIntervalSeconds } = this.switches.values;
		const code = randomBytes(24).toString('base64url');
		const shown = userCode();
		this.codes.set(code, {
			client, scope, userCode: shown, expiresAt: this.context.clock.now() + deviceExpirySeconds * 1000,
			interval: deviceIntervalSeconds, polledAt: Number.NEGATIVE_INFINITY, decision: 'pending', email: '',
		});
		const uri = `${this.context.baseUrl()}/activate`;
		return {
			device_code: code, user_code: shown, verification_uri: uri, verification_uri_complete: `${uri}?user_code=${shown}`,
			expires_in: deviceExpirySeconds, interval: deviceIntervalSeconds,
		};
	}

	/** What the person does on the activation page. */
	decide(shown: string, decision: 'approved' | 'denied', email: string): boolean {
		const code = [...this.codes.values()].find((one) => one.userCode === shown);
		if (code === undefined || code.decision !== 'pending' || code.expiresAt <= this.context.clock.now()) return false;
		code.decision = decision;
		code.email = email;
		return true;
	}

	/** One poll. */
	redeem(text: string, client: OAuthClientDefinition): { email: string; scope: readonly string[] } {
		const { oauthErrorStatus, oauthPendingStatus } = this.switches.values;
		const code = this.codes.get(text);
		const now = this.context.clock.now();
		if (code === undefined || code.client !== client) throw new OAuthError(oauthErrorStatus, 'invalid_grant', 'device code is invalid');
		if (code.expiresAt <= now) throw new OAuthError(oauthErrorStatus, 'expired_token', 'device code has expired');
		const tooFast = now - code.polledAt < code.interval * 1000;
		code.polledAt = now;
		if (tooFast) {
			code.interval += SLOWER_SECONDS;
			throw new OAuthError(oauthPendingStatus, 'slow_down', 'polling too fast');
		}
		if (code.decision === 'pending') throw new OAuthError(oauthPendingStatus, 'authorization_pending', 'user has not decided yet');
		this.codes.delete(text);
		if (code.decision === 'denied') throw new OAuthError(oauthErrorStatus, 'access_denied', 'user has denied');
		return { email: code.email, scope: code.scope };
	}
}
