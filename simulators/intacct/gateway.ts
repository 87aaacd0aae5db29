import type { SimRequest, SimResponse } from '../harness/server';
import { authenticate, checkSender } from './authentication';
import { guessEcho, readRequest, type RequestReading } from './control-block';
import { authenticationFailureBody, controlFailureBody, operationBody } from './envelope';
import { AuthenticationFailure, ControlFailure, schemaErrors, SchemaViolation } from './failures';
import { prepareAll, runOperation } from './operation';
import { ENDPOINT_PATH, LOGIN_PATH, type World } from './world';
import { isFault, readXml, type XmlElement } from './xml-tree';

const XML = { 'content-type': 'text/xml; encoding="UTF-8"' };

const plain = (status: number, text: string): SimResponse => ({
	status,
	headers: { 'content-type': 'text/html; charset=UTF-8' },
	body: `<html><body><h1>${status}</h1><p>${text}</p></body></html>`,
});

/** Facts for the history: which functions on which objects, never values. */
const noteOf = (reading: RequestReading): Record<string, unknown> => ({
	functions: reading.functions.map(({ body }) => body.name),
	objects: reading.functions.map(({ body }) => body.children.find(({ name }) => name === 'object')?.text.trim() ?? ''),
	authentication: reading.authentication.children[0]?.name ?? '',
});

const failed = (world: World, error: unknown, text: string, reading: RequestReading | undefined): SimResponse => {
	const echo = reading?.control ?? guessEcho(text);
	const whitespace = reading?.control.whitespace ?? true;
	if (error instanceof AuthenticationFailure && reading) {
		return {
			status: 200,
			headers: XML,
			body: authenticationFailureBody(reading.control, error.identity, error.errors),
			note: { failed: 'authentication' },
		};
	}
	if (error instanceof ControlFailure) {
		return {
			status: error.httpStatus,
			headers: XML,
			body: controlFailureBody(echo, error.errors, whitespace, error.bareStatus),
			note: { failed: 'control' },
		};
	}
	if (error instanceof SchemaViolation) {
		const body = controlFailureBody(echo, schemaErrors(error.complaint, 0, 0), whitespace, false);
		return { status: world.switches.number('malformedStatus'), headers: XML, body, note: { failed: 'schema', complaint: error.complaint } };
	}
	throw error;
};

const answer = (world: World, root: XmlElement, path: string, text: string): SimResponse => {
	let reading: RequestReading | undefined;
	try {
		reading = readRequest(root);
		const prepared = prepareAll(world, reading);
		checkSender(world, reading.control);
		const caller = authenticate(world, reading.authentication, path);
		const { results, bare } = runOperation({ world, caller, control: reading.control }, reading, prepared);
		const note = { ...noteOf(reading), entity: caller.entity, statuses: results.map(({ status }) => status) };
		if (bare) return { status: 200, headers: { 'content-type': bare.contentType }, body: bare.body, note };
		return {
			status: 200,
			headers: XML,
			body: operationBody(reading.control, caller, results, world.switches.flag('omitSessionTimeout')),
			note,
		};
	} catch (error) {
		return failed(world, error, text, reading);
	}
};

const isXml = (contentType: string | undefined): boolean => /^application\/xml\s*(;|$)/i.test(contentType ?? '');

export const RATE_LIMIT_BODY = controlFailureBody(
	{ senderid: '', controlid: '' },
	[{ errorno: 'GW-0010', description: 'API rate limit exceeded', gateway: true }],
	false,
	true,
);

/** One address per purpose: any gateway path takes a login, a session belongs to its endpoint. */
export class Gateway {
	private running = 0;

	constructor(private readonly world: World) {}

	async handle(request: SimRequest): Promise<SimResponse> {
		if (request.path !== LOGIN_PATH && request.path !== ENDPOINT_PATH) return plain(404, 'There is nothing here.');
		if (request.method !== 'POST') return plain(405, 'Only POST is served.');
		if (!isXml(request.headers['content-type'])) return plain(415, 'The content type must be application/xml.');
		const limit = this.world.switches.number('concurrency');
		if (limit > 0 && this.running >= limit) return { status: 429, headers: XML, body: RATE_LIMIT_BODY, note: { failed: 'concurrency' } };
		this.running += 1;
		try {
			const pause = this.world.switches.number('processingMs');
			if (pause > 0)
				await new Promise((resolve) => {
					setTimeout(resolve, pause);
				});
			return this.work(request.path, request.body.toString('utf8'));
		} finally {
			this.running -= 1;
		}
	}

	private work(path: string, text: string): SimResponse {
		const { world } = this;
		world.database.settle(world.now());
		const root = readXml(text);
		if (!isFault(root)) return answer(world, root, path, text);
		const errors = schemaErrors(`Fatal Error 76 ${root.message}`, root.line, root.column);
		return {
			status: world.switches.number('malformedStatus'),
			headers: XML,
			body: controlFailureBody(guessEcho(text), errors, true, false),
			note: { failed: 'xml' },
		};
	}
}
