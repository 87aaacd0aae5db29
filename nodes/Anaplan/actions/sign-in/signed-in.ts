import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { DeviceSignInPending, type AnaplanClient, type AnaplanUser } from '../../../../src/systems/anaplan';
import { parameterError } from '../../../shared/context/node-errors';

/** What both operations put out once somebody is signed in. */
export const signedInAs = ({ id, email }: AnaplanUser): IDataObject => ({ signedIn: true, user: { id, email } });

/** The pending sign-in stands for an answer: nobody is signed in yet. Everything else that prevents an answer is thrown. */
export const whoIsIt = async (client: AnaplanClient): Promise<AnaplanUser | DeviceSignInPending> =>
	await client.metadata.me().catch((caught: unknown) => {
		if (caught instanceof DeviceSignInPending) return caught;
		throw caught;
	});

/** Only a device credential has codes. */
export const demandDevice = (context: IExecuteFunctions, itemIndex: number): void => {
	if (context.getNodeParameter('authentication', itemIndex, '') === 'device') return;
	throw parameterError(context, 'Sign-in codes exist for device clients only', 'Choose a credential of the type Anaplan Device API in this node (Authentication: Device Code).', itemIndex);
};
