import { ABC } from '../../agent/fake-com/server/model/companies/abc';
import type { CompanyDefinition } from '../../simulators/sage100';
import type { Posting } from '../checker/sage100-entries';
import { exampleByWebhook, type ExampleFile } from './workflow-copies';

const FILE = 'anaplan-budget-to-sage100.json';
export const CREATE = 'Create journal entries';
const FILTER = 'Only approved';
const MAP = 'Map to journal lines';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The books of ABC with a third segment, another delimiter and batches: what differs between companies of one site. */
export const THREE: CompanyDefinition = {
	...ABC, code: 'TRI', name: 'Three Segments Inc', delimiter: '.', batches: true, records: {}, journals: [], retainedEarnings: '33000.000.00',
	segments: [...ABC.segments, { name: 'Region', kind: 'N', length: 2, values: [['00', 'None'], ['01', 'Europe']] }],
	accounts: ABC.accounts.map((account) => ({ ...account, parts: [...account.parts, '00'] })),
};

/** What a copy of the example does otherwise than the delivered one. */
export interface Sage100Copy {
	/** How its references begin, so that it is told apart from the other copies. */
	readonly prefix: string;
	/** Parameters and options of the node that writes. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly options?: Readonly<Record<string, unknown>>;
	/** Only the first so many months of the budget. */
	readonly months?: number;
	/** In the company with three segments. */
	readonly inThree?: boolean;
	readonly credential?: { readonly id: string; readonly name: string };
}

type Parameters = Readonly<Record<string, unknown>>;

const parametersOf = (file: ExampleFile, name: string): Parameters => {
	const node = file.nodes.find((one) => one.name === name);
	if (node?.parameters === undefined) throw new Error(`${FILE} has no node ${name}`);
	return node.parameters;
};

/** Only these months pass the filter, beside what it asks for anyway. */
const filterOf = (file: ExampleFile, months: number): Parameters => {
	const parameters = parametersOf(file, FILTER) as { readonly conditions: { readonly conditions: readonly unknown[] } };
	const wanted = JSON.stringify(MONTHS.slice(0, months).map((month) => `${month} 26`)).replaceAll('"', "'");
	const ofMonths = { id: 'months', leftValue: `={{ ${wanted}.includes($json.Time) }}`, rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } };
	return { ...parameters, conditions: { ...parameters.conditions, conditions: [...parameters.conditions.conditions, ofMonths] } };
};

/** As a user of that company sets the mapping up: all three segments with its delimiter. */
const threeSegments = (file: ExampleFile): Parameters => {
	const parameters = parametersOf(file, MAP) as { readonly columns: { readonly column: readonly Parameters[] } };
	const code = (column: string, field: string): Parameters => ({ column, from: 'field', field, transform: 'none', whenEmpty: 'reject' });
	const account: Parameters = { column: 'Account', from: 'columns', joinColumns: 'Main, Department, Region', joinWith: '.', transform: 'text', trim: true, whenEmpty: 'reject' };
	return {
		...parameters, columns: {
			column: [
				code('Main', 'GL Accounts code'), code('Department', 'Departments code'), { column: 'Region', from: 'constant', constant: '00', transform: 'none' },
				...parameters.columns.column.map((one) => (one.column === 'Account' ? account : one)),
			],
		},
	};
};

const writerOf = (file: ExampleFile, { prefix, parameters = {}, options = {}, inThree }: Sage100Copy): Parameters => {
	const delivered = parametersOf(file, CREATE) as { readonly options: object };
	return { ...delivered, ...parameters, options: { ...delivered.options, referencePrefix: prefix, ...(inThree ? { offsetAccount: '99000.000.00' } : {}), ...options } };
};

/** The example under another id, started by a webhook or by hand; everything that `copy` does not name is as delivered. */
export const sage100Copy = (id: string, copy: Sage100Copy): ExampleFile => {
	const delivered = exampleByWebhook(id, FILE);
	const file = exampleByWebhook(id, FILE, {
		[CREATE]: writerOf(delivered, copy), ...(copy.months === undefined ? {} : { [FILTER]: filterOf(delivered, copy.months) }), ...(copy.inThree ? { [MAP]: threeSegments(delivered) } : {}),
	});
	const { credential } = copy;
	return credential === undefined ? file : {
		...file, nodes: file.nodes.map((node) => (node.credentials?.sage100Api === undefined ? node : { ...node, credentials: { sage100Api: credential } })),
	};
};

/** What the checker has to find of a copy. */
export const postingOf = ({ prefix, months, inThree }: Sage100Copy): Posting => ({
	prefix, ...(months === undefined ? {} : { months }),
	...(inThree
		? { company: 'TRI', accountOf: (account, department) => `${account}.${department}.00`, offset: '99000.000.00' }
		: { company: 'ABC', accountOf: (account, department) => `${account}-${department}`, offset: '99000-000' }),
});
