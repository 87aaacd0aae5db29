import type { INodeProperties } from 'n8n-workflow';

type Display = NonNullable<INodeProperties['displayOptions']>;

/** The words of Sage Intacct where the operators are the same. */
export const conditionsField = (displayOptions: Display): INodeProperties => ({
	displayName: 'Conditions',
	name: 'conditions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Condition',
	default: {},
	description: 'All of them must hold',
	displayOptions,
	options: [
		{
			displayName: 'Condition',
			name: 'condition',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'string',
					default: '',
					placeholder: 'Status',
					description: 'Name of a field of the record, of a linked record (MainContact/Email) or of a custom field (Document.UsrRegion). Fields of lines cannot be conditions in Acumatica.',
				},
				{
					displayName: 'Operator',
					name: 'operator',
					type: 'options',
					options: [
						{ name: 'Contains', value: 'contains' },
						{ name: 'Ends With', value: 'endswith' },
						{ name: 'Equal', value: 'equalto' },
						{ name: 'Greater or Equal', value: 'greaterthanorequalto' },
						{ name: 'Greater Than', value: 'greaterthan' },
						{ name: 'Less or Equal', value: 'lessthanorequalto' },
						{ name: 'Less Than', value: 'lessthan' },
						{ name: 'Not Equal', value: 'notequalto' },
						{ name: 'Not One Of', value: 'notin' },
						{ name: 'One Of', value: 'in' },
						{ name: 'Starts With', value: 'startswith' },
					],
					default: 'equalto',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'Open',
					description: 'As the form shows it: the label of a drop-down, dates as YYYY-MM-DD, moments like 2026-03-01T00:00:00Z, periods as MMYYYY. Several values for "One Of" are separated by a comma.',
				},
			],
		},
	],
});
