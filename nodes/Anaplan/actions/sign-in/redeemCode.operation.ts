import type { IExecuteFunctions } from 'n8n-workflow';
import { FatalError } from '../../../../src/core/errors';
import { DeviceSignInPending } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { nodeClock } from '../../../shared/context/node-clock';
import type { Outputs } from '../../../shared/routing/operation';
import { demandDevice, signedInAs, whoIsIt } from './signed-in';

export const scope = 'item';

const MINUTE_MS = 60_000;

const tooLate = (pending: DeviceSignInPending, minutes: number): FatalError => new FatalError({
	...pending.facts, operation: 'redeem the sign-in code', said: `nobody has entered the code ${pending.challenge.userCode} within ${minutes} min`,
	remedy: `It can be entered at ${pending.challenge.verificationUri} until ${pending.challenge.expiresAt}: then run Sign-In: Redeem Code again. Later, begin with Sign-In: Request Code.`,
});

/** Asks at the pace that Anaplan has set until the code is entered, denied or expired, or the time is up. Each question redeems the code once. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	demandDevice(context, itemIndex);
	const { deadlineMinutes = 15 } = context.getNodeParameter('options', itemIndex, {}) as { deadlineMinutes?: number };
	const untilMs = nodeClock.now() + deadlineMinutes * MINUTE_MS;
	const client = await executionClient(context);
	for (;;) {
		const answer = await whoIsIt(client);
		if (!(answer instanceof DeviceSignInPending)) return [[{ json: signedInAs(answer) }]];
		const pauseMs = Math.max(answer.challenge.intervalSeconds, 1) * 1000;
		if (nodeClock.now() + pauseMs > untilMs) throw tooLate(answer, deadlineMinutes);
		await nodeClock.sleep(pauseMs, context.getExecutionCancelSignal());
	}
};
