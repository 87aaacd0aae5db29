import { requireAll, requireChild, requireSequence, booleanChild } from './element-order';
import { SchemaViolation } from './failures';
import { childText, type XmlElement } from './xml-tree';

/** What `<control>` says (reference 3). */
export interface ControlReading {
	readonly senderid: string;
	readonly password: string;
	readonly controlid: string;
	readonly uniqueid: boolean;
	readonly dtdversion: string;
	readonly policyid: string;
	readonly whitespace: boolean;
	readonly additionalInfo: boolean;
}

export const readControl = (control: XmlElement): ControlReading => {
	requireAll(control, [
		'senderid',
		'password',
		'controlid',
		'uniqueid',
		'dtdversion',
		'policyid',
		'includewhitespace',
		'showadditionalerrorinfo',
		'debug',
	]);
	const text = (name: string): string => requireChild(control, name).text.trim();
	const reading: ControlReading = {
		senderid: text('senderid'),
		password: requireChild(control, 'password').text,
		controlid: text('controlid'),
		dtdversion: text('dtdversion'),
		uniqueid: booleanChild(control, 'uniqueid', true),
		policyid: childText(control, 'policyid') ?? '',
		whitespace: booleanChild(control, 'includewhitespace', true),
		additionalInfo: booleanChild(control, 'showadditionalerrorinfo', false),
	};
	if (reading.dtdversion !== '3.0')
		throw new SchemaViolation(`Error 1824 Element 'dtdversion': '${reading.dtdversion}' is not served here.`);
	return reading;
};

/** Echoed even from a document that is not well-formed, as far as it can be read (checklist 2). */
export const guessEcho = (text: string): { senderid: string; controlid: string } => ({
	senderid: /<senderid>([^<]*)<\/senderid>/.exec(text)?.[1] ?? '',
	controlid: /<controlid>([^<]*)<\/controlid>/.exec(text)?.[1] ?? '',
});

export interface FunctionElement {
	readonly controlid: string;
	readonly body: XmlElement;
}

export interface RequestReading {
	readonly control: ControlReading;
	readonly transaction: boolean;
	readonly authentication: XmlElement;
	readonly functions: readonly FunctionElement[];
}

const readFunction = (element: XmlElement): FunctionElement => {
	const { controlid } = element.attributes;
	if (element.name !== 'function')
		throw new SchemaViolation(`Error 1871 Element '${element.name}': This element is not expected in 'content'.`);
	if (controlid === undefined)
		throw new SchemaViolation("Error 1868 Element 'function': The attribute 'controlid' is required but missing.");
	const [body, ...others] = element.children;
	if (!body || others.length > 0) throw new SchemaViolation("Error 1871 Element 'function': exactly one child element is expected.");
	return { controlid, body };
};

/** The outer form of a request: `<control>` before `<operation>`, one function element in each `<function>` (reference 2, 3). */
export const readRequest = (root: XmlElement): RequestReading => {
	if (root.name !== 'request')
		throw new SchemaViolation(`Error 1845 Element '${root.name}': No matching global declaration available for the validation root.`);
	requireSequence(root, ['control', 'operation']);
	const control = readControl(requireChild(root, 'control'));
	const operation = requireChild(root, 'operation');
	requireSequence(operation, ['authentication', 'content']);
	const transaction = operation.attributes.transaction ?? 'false';
	if (transaction !== 'true' && transaction !== 'false')
		throw new SchemaViolation(`Error 1824 Attribute 'transaction': '${transaction}' is not a valid value.`);
	const functions = requireChild(operation, 'content').children.map(readFunction);
	if (functions.length === 0)
		throw new SchemaViolation("Error 1871 Element 'content': Missing child element(s). Expected is ( function ).");
	return { control, transaction: transaction === 'true', authentication: requireChild(operation, 'authentication'), functions };
};

/** In `<login>` the order userid, companyid, password, clientid, locationid is kept (reference 2 [peer]). */
export const readLogin = (
	login: XmlElement,
): { userid: string; companyid: string; password: string; clientid: string; locationid: string } => {
	requireSequence(login, ['userid', 'companyid', 'password', 'clientid', 'locationid']);
	return {
		userid: requireChild(login, 'userid').text.trim(),
		companyid: requireChild(login, 'companyid').text.trim(),
		password: requireChild(login, 'password').text,
		clientid: childText(login, 'clientid') ?? '',
		locationid: childText(login, 'locationid') ?? '',
	};
};
