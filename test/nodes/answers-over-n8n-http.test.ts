import { gzipSync } from 'node:zlib';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import type { HttpResponse } from '../../src/contracts';
import { nodeHttp } from '../../nodes/shared/context/node-http';
import { errorsOf, outputOf, runWorkflow } from './engine/run-workflow';
import { Site } from './site';
import { vendorFlow, vendorsMissing, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

/** Long enough to come in many pieces, and much shorter when compressed. */
const DOCUMENT = Buffer.from(JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ index, text: `row ${index} — größer` }))), 'utf8');
const PACKED = gzipSync(DOCUMENT);

type Answering = Parameters<typeof createServer>[1];

const serving = async (answer: Answering): Promise<{ server: Server; url: string }> => {
	const server = createServer(answer as never);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
};

/** Sends one request from inside a node, through n8n's own HTTP. */
const fetchInNode = async (url: string, headers: Record<string, string> = {}): Promise<HttpResponse | Error> => {
	let found: HttpResponse | Error | undefined;
	const asking: INodeType = {
		description: { displayName: 'Ask', name: 'ask', group: ['input'], version: 1, description: '', defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] },
		async execute(this: IExecuteFunctions) {
			found = await nodeHttp(this).send({ method: 'GET', url, headers, purpose: 'read', repeatable: true }).catch((error: unknown) => error as Error);
			return [[{ json: {} }]];
		},
	};
	await runWorkflow(workflowOf([{ name: 'Ask', type: 'supply' }]), { nodeTypes: { 'test.supply': asking }, credentialTypes: {}, credentials: {}, startNode: 'Test this workflow' });
	if (!found) throw new Error('nothing was asked');
	return found;
};

describe('answers over n8n\'s own HTTP', () => {
	const opened: Server[] = [];
	const answer = async (write: Answering): Promise<HttpResponse | Error> => {
		const { server, url } = await serving(write);
		opened.push(server);
		return await fetchInNode(url);
	};
	afterAll(() => opened.forEach((server) => {
		server.closeAllConnections();
		server.close();
	}));

	it('a gzip answer is read whole, although its content-length is that of the packed one', async () => {
		const response = await answer((_request, reply) => {
			reply.writeHead(200, { 'content-encoding': 'gzip', 'content-length': String(PACKED.length) });
			reply.end(PACKED);
		});
		expect(response).toMatchObject({ status: 200 });
		expect(Buffer.compare((response as HttpResponse).body, DOCUMENT)).toBe(0);
	});

	it('a gzip answer without a length is read whole', async () => {
		const response = await answer((_request, reply) => {
			reply.writeHead(200, { 'content-encoding': 'gzip' });
			for (let at = 0; at < PACKED.length; at += 1_000) reply.write(PACKED.subarray(at, at + 1_000));
			reply.end();
		});
		expect(Buffer.compare((response as HttpResponse).body, DOCUMENT)).toBe(0);
	});

	it.each([
		['a gzip answer that breaks off with the connection', (reply: Parameters<NonNullable<Answering>>[1], cut: Buffer) => {
			reply.writeHead(200, { 'content-encoding': 'gzip', 'content-length': String(PACKED.length) });
			reply.write(cut, () => setTimeout(() => reply.destroy(), 5));
		}],
		['a chunked answer that breaks off with the connection', (reply: Parameters<NonNullable<Answering>>[1]) => {
			reply.writeHead(200, {});
			reply.write(DOCUMENT.subarray(0, 5_000), () => setTimeout(() => reply.destroy(), 5));
		}],
		['a plain answer shorter than its length', (reply: Parameters<NonNullable<Answering>>[1]) => {
			reply.writeHead(200, { 'content-length': String(DOCUMENT.length) });
			reply.write(DOCUMENT.subarray(0, 5_000), () => setTimeout(() => reply.destroy(), 5));
		}],
	])('%s is a lost connection and never short data', async (_what, write) => {
		const response = await answer((_request, reply) => write(reply as never, PACKED.subarray(0, PACKED.length / 2)));
		expect(response).toBeInstanceOf(Error);
		expect((response as Error).name).toBe('ConnectionLostError');
	});

	it('asks for bytes uncompressed, because a cut one would be unpacked without a word, and for documents compressed', async () => {
		const asked: Array<string | undefined> = [];
		const { server, url } = await serving((request, reply) => {
			asked.push(request.headers['accept-encoding'] as string | undefined);
			reply.end('x');
		});
		opened.push(server);
		for (const accept of ['*/*', 'application/octet-stream', 'application/json', 'application/xml, text/xml']) await fetchInNode(url, { accept });
		expect(asked).toEqual(['identity', 'identity', expect.stringContaining('gzip'), expect.stringContaining('gzip')]);
	});

	describe('through a proxy that packs answers and cuts some of them', () => {
		const cuts = { left: 0 };
		/** Passes everything on; answers come back as gzip, the next `cuts.left` of them without their end. */
		const packing = async (target: string) => await serving((request, reply) => {
			void (async () => {
				const parts: Buffer[] = [];
				for await (const part of request) parts.push(part as Buffer);
				const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => ['authorization', 'content-type', 'accept'].includes(name))) as Record<string, string>;
				const body = Buffer.concat(parts);
				const answered = await fetch(target + (request.url ?? ''), { method: request.method, headers, ...(body.length > 0 ? { body } : {}) });
				const packed = gzipSync(Buffer.from(await answered.arrayBuffer()));
				const plain = !String(request.headers['accept-encoding']).includes('gzip');
				const cut = !plain && cuts.left > 0 && packed.length > 200;
				if (cut) cuts.left -= 1;
				const sent = cut ? packed.subarray(0, packed.length - 100) : packed;
				reply.writeHead(answered.status, { 'content-encoding': 'gzip', 'content-length': String(sent.length) });
				reply.end(sent);
			})();
		});

		let site: Site;
		beforeEach(async () => {
			site = await Site.open();
		});
		afterEach(async () => await site.close());

		it('every record arrives all the same', async () => {
			const anaplan = await packing(site.urls.anaplan);
			opened.push(anaplan.server);
			site.credentials.anaplanApi.apiUrl = anaplan.url.replace(/\/$/, '');
			cuts.left = 2;
			const run = await site.run(vendorFlow());
			expect(errorsOf(run)).toEqual({});
			expect(cuts.left).toBe(0);
			expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', rowsSent: 8, cursors: [{ moved: true }] });
			expect(await vendorsMissing(site)).toEqual([]);
		});
	});

	describe('through the whole flow', () => {
		let site: Site;
		beforeEach(async () => {
			site = await Site.open();
		});
		afterEach(async () => await site.close());

		it.each(['intacct', 'anaplan'] as const)('answers of %s that break off now and then are asked for again, and everything arrives', async (system) => {
			await site[system].post('faults', { kind: 'truncate', match: system === 'intacct' ? 'POST' : 'GET', skip: 2, times: 2, keep: 0.5 });
			const run = await site.run(vendorFlow());
			expect(errorsOf(run)).toEqual({});
			expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', rowsSent: 8, cursors: [{ moved: true }] });
			expect(await vendorsMissing(site)).toEqual([]);
		});

		it('an answer to the start of a task that breaks off starts no second task', async () => {
			await site.anaplan.post('faults', { kind: 'truncate', match: 'POST .*/tasks$', times: 1, keep: 0.3 });
			const run = await site.run(vendorFlow());
			expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', steps: [{ startAnswerLost: 'the task was found in the list' }] });
			expect((await site.effects('anaplan')).filter((what) => what === 'task-created')).toHaveLength(1);
		});
	});
});
