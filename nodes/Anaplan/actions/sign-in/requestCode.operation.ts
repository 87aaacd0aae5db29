import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { DeviceSignInPending } from '../../../../src/systems/anaplan';
import { signInClient } from '../../../shared/anaplan/connection';
import { hint } from '../../../shared/context/execution-hints';
import type { Outputs } from '../../../shared/routing/operation';
import { demandDevice, signedInAs, whoIsIt } from './signed-in';

export const scope = 'item';

const waiting = ({ challenge }: DeviceSignInPending): INodeExecutionData => ({ json: { signedIn: false, ...challenge } });

/**
 * Asks who is signed in, with the wish for a code if it is nobody. n8n lets no node write a credential, so the code is
 * requested and stored by the credential itself; here it arrives as the reason why the question could not be asked.
 */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	demandDevice(context, itemIndex);
	const { afresh = false } = context.getNodeParameter('options', itemIndex, {}) as { afresh?: boolean };
	const client = await signInClient(context, afresh ? 'afresh' : 'code');
	const answer = await whoIsIt(client);
	if (answer instanceof DeviceSignInPending) return [[waiting(answer)]];
	hint(context, `${answer.email} is signed in already, so no code was requested. To sign in anew, or as somebody else, use the option Sign In Afresh.`);
	return [[{ json: signedInAs(answer) }]];
};
