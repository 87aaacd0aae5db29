import { randomBytes } from 'node:crypto';
import { node, type XmlNode } from './xml-text';

export interface IntacctError {
	/** null leaves the element out altogether (seen when audit history may not be viewed, reference 5). */
	readonly errorno: string | null;
	readonly description?: string;
	readonly description2?: string;
	readonly correction?: string;
	/** Gateway errors have only errorno and description (reference 5). */
	readonly gateway?: boolean;
	/** Facts for `showadditionalerrorinfo`. */
	readonly errorid?: string;
	readonly field?: string;
}

/** `<control><status>failure`: nothing of the operation is looked at. */
export class ControlFailure extends Error {
	constructor(
		readonly httpStatus: number,
		readonly errors: readonly IntacctError[],
		readonly bareStatus = false,
	) {
		super('control failure');
	}
}

/** The request does not fit the schema; where it is reported is a switch. */
export class SchemaViolation extends Error {
	constructor(readonly complaint: string) {
		super(complaint);
	}
}

/** `<authentication><status>failure`: the echoed identity is empty for a bad session. */
export class AuthenticationFailure extends Error {
	constructor(
		readonly errors: readonly IntacctError[],
		readonly identity: { readonly userid: string; readonly companyid: string },
	) {
		super('authentication failure');
	}
}

/** `<result><status>failure`, with data when some objects had been saved before the failing one. */
export class FunctionFailure extends Error {
	constructor(
		readonly errors: readonly IntacctError[],
		readonly data?: XmlNode,
	) {
		super(errors[0]?.description2 ?? errors[0]?.errorno ?? 'function failure');
	}
}

/** Differs on every call and is URL-encoded (reference 5). */
const supportId = (): string => `[Support ID: ${randomBytes(3).toString('hex')}%7E${randomBytes(12).toString('hex')}]`;

/** The generic refusal of a bad field, a bad filter value, ORDER BY, an inactive feature (reference 6). */
export const processingError = (detail: string): FunctionFailure =>
	new FunctionFailure([
		{
			errorno: 'DL02000001',
			description: 'Error',
			description2: `There was an error processing the request. ${detail} ${supportId()}`,
			correction: 'Contact the administrator.',
		},
	]);

/** What stands behind a failed create, update or read: the cause first, the wrapper after it (reference 5). */
export const wrapped = (cause: IntacctError, wrapper: string): readonly IntacctError[] => [
	{ ...cause, description2: `${cause.description2 ?? ''} ${supportId()}` },
	{ errorno: 'BL01001973', description: '', description2: `${wrapper} ${supportId()}`, correction: '' },
];

export const schemaErrors = (complaint: string, line: number, column: number): readonly IntacctError[] => [
	{
		errorno: 'XL03000003',
		description: '',
		description2: `XML Parse schema error: ${complaint} Line: ${line}, column: ${column}.`,
		correction: '',
	},
	{ errorno: 'XL03000003', description: '', description2: 'XML Parse schema error: the request was not processed.', correction: '' },
];

const additionalInfo = (error: IntacctError): XmlNode =>
	node('additionalinfo', [
		node('errorid', error.errorid ?? 'GL-0493'),
		node('category', 'Application'),
		node('target', undefined, { domain: 'intacct', requestinfo: '', object: '', field: error.field ?? '', businessinfo: '' }),
		...(['description', 'cdescription', 'correction'] as const).map((part) =>
			node(part, [
				node('messageid', `IA.${part.toUpperCase()}`),
				node('target', ''),
				node('placeholders', [node('placeholder', undefined, { name: 'FIELD', value: error.field ?? '' })]),
			]),
		),
	]);

export const errorMessage = (errors: readonly IntacctError[], additional: boolean): XmlNode =>
	node(
		'errormessage',
		errors.map((error) =>
			node('error', [
				...(error.errorno === null ? [] : [node('errorno', error.errorno)]),
				node('description', error.description ?? ''),
				...(error.gateway ? [] : [node('description2', error.description2 ?? ''), node('correction', error.correction ?? '')]),
				...(additional && !error.gateway ? [additionalInfo(error)] : []),
			]),
		),
	);
