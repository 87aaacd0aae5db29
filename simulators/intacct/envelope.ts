import type { Caller } from './call';
import type { ControlReading } from './control-block';
import { errorMessage, type IntacctError } from './failures';
import { node, writeXml, type XmlNode } from './xml-text';

/** ISO 8601 with an offset, as session times are written (reference 7). */
const sessionTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+00:00`;

type Echo = Pick<ControlReading, 'senderid' | 'controlid'> & Partial<Pick<ControlReading, 'uniqueid' | 'dtdversion'>>;

const controlNode = (status: string, echo: Echo): XmlNode =>
	node('control', [
		node('status', status),
		node('senderid', echo.senderid),
		node('controlid', echo.controlid),
		node('uniqueid', echo.uniqueid === undefined ? '' : String(echo.uniqueid)),
		node('dtdversion', echo.dtdversion ?? ''),
	]);

export const controlFailureBody = (echo: Echo, errors: readonly IntacctError[], whitespace: boolean, bareStatus: boolean): string =>
	writeXml(
		node('response', [
			bareStatus ? node('control', [node('status', 'failure')]) : controlNode('failure', echo),
			errorMessage(errors, false),
		]),
		whitespace,
	);

export const authenticationFailureBody = (
	control: ControlReading,
	identity: { userid: string; companyid: string },
	errors: readonly IntacctError[],
): string =>
	writeXml(
		node('response', [
			controlNode('success', control),
			node('operation', [
				node('authentication', [node('status', 'failure'), node('userid', identity.userid), node('companyid', identity.companyid)]),
				errorMessage(errors, control.additionalInfo),
			]),
		]),
		control.whitespace,
	);

export interface FunctionResult {
	status: 'success' | 'failure' | 'aborted';
	readonly function: string;
	readonly controlid: string;
	readonly before?: XmlNode;
	readonly data?: XmlNode;
	errors: readonly IntacctError[];
}

const resultNode = (result: FunctionResult, additional: boolean): XmlNode =>
	node('result', [
		node('status', result.status),
		node('function', result.function),
		node('controlid', result.controlid),
		...(result.before ? [result.before] : []),
		...(result.data ? [result.data] : []),
		...(result.errors.length > 0 ? [errorMessage(result.errors, additional)] : []),
	]);

/** `sessiontimeout` is this call's time plus the duration, so it slides (reference 4). */
export const operationBody = (control: ControlReading, caller: Caller, results: readonly FunctionResult[], omitTimeout: boolean): string =>
	writeXml(
		node('response', [
			controlNode('success', control),
			node('operation', [
				node('authentication', [
					node('status', 'success'),
					node('userid', caller.user),
					node('companyid', caller.company),
					node('locationid', caller.entity),
					node('sessiontimestamp', sessionTime(caller.signedInAt)),
					...(omitTimeout ? [] : [node('sessiontimeout', sessionTime(caller.expiresAt))]),
				]),
				...results.map((result) => resultNode(result, control.additionalInfo)),
			]),
		]),
		control.whitespace,
	);
