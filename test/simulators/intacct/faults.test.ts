import { FAULTS } from '../../../simulators/intacct';
import { at, Bench, errorsOf, fn, parseXml, queryXml, requestXml } from './gateway-client';

const BODY = requestXml(fn(queryXml('VENDOR', ['VENDORID'])));
const OTHER = requestXml(fn(queryXml('APTERM', ['NAME'])));

describe('faults and concurrency', () => {
	let bench: Bench;

	beforeEach(async () => {
		bench = await Bench.start();
	});
	afterEach(() => bench.close());

	const arm = (fault: Readonly<Record<string, unknown>>): Promise<unknown> =>
		bench.control('faults', { ...fault, match: 'POST /ia/xml', bodyMatch: '<object>VENDOR</object>', times: 1 });
	const fine = async (): Promise<void> => {
		expect(at(parseXml((await bench.send(BODY)).body), 'operation', 'result', 'status').text).toBe('success');
	};

	it('40a. HTTP 429 GW-0010, for the function aimed at and no other', async () => {
		await arm(FAULTS.rateLimited);
		expect((await bench.send(OTHER)).status).toBe(200);
		const answer = await bench.send(BODY);
		expect(answer.status).toBe(429);
		expect(errorsOf(parseXml(answer.body))).toEqual([{ errorno: 'GW-0010', description: 'API rate limit exceeded' }]);
		await fine();
	});

	it.each([
		['40b. HTTP 200 with "API rate limit exceeded"', FAULTS.rateLimitInBody, 200, /^API rate limit exceeded$/],
		['40c. HTTP 503 HTML', FAULTS.unavailablePage, 503, /^<html>/],
		['40d. HTTP 500 empty', FAULTS.emptyError, 500, /^$/],
		['40e. HTTP 524', FAULTS.cdnTimeout, 524, /524/],
	])('%s', async (_line, fault, status, body) => {
		await arm(fault);
		const answer = await bench.send(BODY);
		expect(answer.status).toBe(status);
		expect(answer.body).toMatch(body);
		expect(await bench.effects('query')).toEqual([]);
		await fine();
	});

	it('40f. a dropped connection, before the work and after it', async () => {
		await arm(FAULTS.droppedBefore);
		await expect(bench.send(BODY)).rejects.toThrow();
		expect(await bench.effects('query')).toEqual([]);
		await arm(FAULTS.answerLost);
		await expect(bench.send(BODY)).rejects.toThrow();
		expect(await bench.effects('query')).toHaveLength(1);
		await fine();
	});

	it('40g. a slow answer', async () => {
		await arm({ ...FAULTS.slow, delayMs: 60 });
		const order: string[] = [];
		await Promise.all([bench.send(BODY).then(() => order.push('slow')), bench.send(OTHER).then(() => order.push('other'))]);
		expect(order).toEqual(['other', 'slow']);
	});

	it('40h. a truncated answer, and a document cut short in a complete one', async () => {
		await arm(FAULTS.truncated);
		await expect(bench.send(BODY)).rejects.toThrow();
		await arm(FAULTS.cutBody);
		const cut = await bench.send(BODY);
		expect(cut.status).toBe(200);
		expect(cut.body).toMatch(/^<\?xml/);
		expect(cut.body).not.toContain('</response>');
	});

	it('41. with limit 2, a third parallel request gets 429, and none without a limit', async () => {
		await bench.switches({ processingMs: 80 });
		const statuses = async (): Promise<number[]> =>
			(await Promise.all([BODY, BODY, BODY].map((body) => bench.send(body)))).map(({ status }) => status).sort();
		expect(await statuses()).toEqual([200, 200, 200]);
		await bench.switches({ concurrency: 2 });
		expect(await statuses()).toEqual([200, 200, 429]);
		expect(await bench.switches({ processingMs: 0 })).toMatchObject({ concurrency: { value: 2, default: 0 } });
		await fine();
	});
});
