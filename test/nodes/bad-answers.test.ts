import { FAULTS } from '../../simulators/intacct';
import { errorsOf, forgetHighest, outputOf } from './engine/run-workflow';
import { losesNothing, toldBy } from './held-cursor';
import { Site } from './site';
import { vendorFlow, vendorsMissing } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const XML = { 'content-type': 'text/xml; encoding="UTF-8"' };
const HTML = { 'content-type': 'text/html' };
const answer = (status: number, body: string, headers: Record<string, string> = XML) => ({ kind: 'answer', status, body, headers });

/** Requests for records; the login and the user's formatting stay whole. */
const ON_QUERY = { match: 'POST', bodyMatch: '<query>' };

const SPOILT: ReadonlyArray<readonly [what: string, fault: object, said: RegExp]> = [
	['unbalanced XML', answer(200, '<?xml version="1.0"?><response><control><status>success</status></response>'), /not a complete document/],
	['XML that ends in the middle', { kind: 'cut-body', keep: 0.6 }, /not a complete document|says that it holds/],
	['XML that ends in the middle of a character', { kind: 'cut-body', keep: 0.37 }, /not a complete document/],
	['a connection that breaks in the middle of a page', { kind: 'truncate', keep: 0.6 }, /tried 6 times/],
	['a web page instead of XML', answer(200, '<!DOCTYPE html><html><body>Sign in to the proxy</body></html>', HTML), /something before it answered with status 200 and a web page/],
	['a maintenance page', FAULTS.unavailablePage, /status 503/],
	['an empty answer', answer(200, ''), /not a complete document/],
	['JSON instead of XML', answer(200, '{"error":"no"}', { 'content-type': 'application/json' }), /not a complete document/],
	['a rate limit inside HTTP 200', FAULTS.rateLimitInBody, /API rate limit exceeded|not a complete document|something before it/],
	['a rate limit', FAULTS.rateLimited, /(?:busy|429|rate limit|too many)/i],
	['a time-out of the network in front', FAULTS.cdnTimeout, /524/],
	['no answer at all', FAULTS.droppedBefore, /tried 6 times/],
	['XML with an entity bomb', answer(200, '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><response>&b;</response>'), /not a complete document/],
];

describe('answers of Sage Intacct that are spoilt', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	it.each(SPOILT)('%s, now and then: asked for again, and everything arrives', async (_what, fault) => {
		await site.intacct.post('faults', { ...ON_QUERY, ...fault, times: 2 });
		const run = await site.run(vendorFlow());
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', rowsSent: 8, cursors: [{ moved: true }] });
		expect(await vendorsMissing(site)).toEqual([]);
	});

	it.each(SPOILT)('%s, always: a clear error, no short data, nothing lost', async (_what, fault, said) => {
		const run = await losesNothing(site, {
			spoil: () => site.intacct.post('faults', { ...ON_QUERY, ...fault, times: -1 }),
			repair: () => site.intacct.delete('faults'),
		});
		expect(outputOf(run, 'Get vendors')).toEqual([]);
		expect(toldBy(run)).toMatch(said);
		expect(toldBy(run).split('\n').slice(1).join('')).not.toBe('');
	});

	it('a page that is cut but closed again is not taken for a whole one', async () => {
		const whole = '<?xml version="1.0" encoding="UTF-8"?><response><control><status>success</status><senderid>s</senderid><controlid>c</controlid><uniqueid>false</uniqueid><dtdversion>3.0</dtdversion></control><operation><authentication><status>success</status><userid>u</userid><companyid>c</companyid><locationid/><sessiontimestamp>2026-01-01T00:00:00+00:00</sessiontimestamp></authentication><result><status>success</status><function>query</function><controlid></controlid><data listtype="VENDOR" totalcount="8" offset="0" count="8" numremaining="0"><VENDOR><RECORDNO>1</RECORDNO></VENDOR></data></result></operation></response>';
		const run = await losesNothing(site, {
			spoil: () => site.intacct.post('faults', { ...ON_QUERY, ...answer(200, whole), times: -1 }),
			repair: () => site.intacct.delete('faults'),
		});
		expect(toldBy(run)).toContain('a page says that it holds 8 records and holds 1');
	});

	it('a session that ends between two requests of one read is renewed once, and everything arrives', async () => {
		const dead = '<?xml version="1.0"?><response><control><status>success</status></control><operation><authentication><status>failure</status><userid/><companyid/></authentication><errormessage><error><errorno>XL03000006</errorno><description2>Invalid session gone</description2></error></errormessage></operation></response>';
		await site.intacct.post('faults', { ...ON_QUERY, ...answer(200, dead), times: 1 });
		const run = await site.run(vendorFlow());
		expect(errorsOf(run)).toEqual({});
		expect(await vendorsMissing(site)).toEqual([]);
		expect((await site.effects('intacct')).filter((what) => what === 'login')).toHaveLength(2);
	});

	it('a file that breaks in the middle of the reading is not put out', async () => {
		const run = await losesNothing(site, {
			workflow: vendorFlow({ asFile: true }),
			spoil: () => site.intacct.post('faults', { match: 'POST', bodyMatch: 'isnull', kind: 'truncate', keep: 0.5, times: -1 }),
			repair: () => site.intacct.delete('faults'),
		});
		expect(outputOf(run, 'Get vendors')).toEqual([]);
	});
});

describe('answers of Anaplan that are spoilt', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	const CASES: ReadonlyArray<readonly [what: string, fault: object]> = [
		['an upload of a chunk that is refused', { match: 'PUT .*/chunks/', ...answer(500, '', {}) }],
		['a completion that fails', { match: 'POST .*/complete', ...answer(500, '', {}) }],
		['a web page instead of JSON', { match: 'GET .*/imports', ...answer(200, '<html>maintenance</html>', HTML) }],
		['maintenance', { match: 'GET', ...answer(503, '<html>maintenance</html>', HTML) }],
		['a locked model', { match: 'POST .*/tasks', ...answer(423, '{"status":{"code":423,"message":"Locked"}}', { 'content-type': 'application/json' }) }],
		['no access', { match: 'POST .*/files/', ...answer(403, '{"status":{"code":403,"message":"Forbidden"}}', { 'content-type': 'application/json' }) }],
		['a redirect', { match: 'GET', ...answer(302, '', { location: 'https://elsewhere.example.com/' }) }],
	];

	it.each(CASES)('%s, always: a clear error, no import of half a file, nothing lost', async (_what, fault) => {
		const run = await losesNothing(site, { spoil: () => site.anaplan.post('faults', { ...fault, times: -1 }), repair: () => site.anaplan.delete('faults') });
		const [message, ...remedy] = toldBy(run).split('\n');
		expect(message).toContain('Anaplan');
		expect(remedy.join('')).not.toBe('');
	});
});
