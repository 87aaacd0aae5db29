import type { INodeProperties } from 'n8n-workflow';

export const signInOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['signIn'] } },
	options: [
		{ name: 'Redeem Code', value: 'redeemCode', action: 'Redeem a code to sign in', description: 'Wait until somebody has entered the code, and keep the sign-in in the credential' },
		{ name: 'Request Code', value: 'requestCode', action: 'Request a code to sign in', description: 'Get an address and a code for a person to enter there' },
	],
	default: 'requestCode',
};

const deviceOnly: INodeProperties = {
	displayName: 'For credentials of the type Anaplan Device API. Choose one of them above; no other kind has codes.',
	name: 'deviceOnly',
	type: 'notice',
	default: '',
	displayOptions: { show: { resource: ['signIn'] }, hide: { authentication: ['device'] } },
};

export const signInFields: INodeProperties[] = [
	deviceOnly,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { resource: ['signIn'], operation: ['requestCode'] } },
		options: [
			{
				displayName: 'Sign In Afresh',
				name: 'afresh',
				type: 'boolean',
				default: false,
				description: 'Whether to request a new code although somebody is signed in already, or another code is waiting. The present sign-in ends at once: nothing runs with this credential until the new code is redeemed.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { resource: ['signIn'], operation: ['redeemCode'] } },
		options: [
			{
				displayName: 'Deadline (Minutes)',
				name: 'deadlineMinutes',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 15,
				description: 'How long to wait for somebody to enter the code. The code itself usually lives for 15 minutes; 0 asks once.',
			},
		],
	},
];
