/** The vendor's own example of an adjustment, and the same one posted by the client: field by field, as sent and as stored. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { postJournals } from '../../src/sync/journal';
import { createAdjustmentJournalTarget } from '../../src/systems/sage300';
import type { Stored } from './simulated-site';
import { ContractSite, PLANNER } from './sage300-site';

const COMPANY = 'SAMLTD';
const RESOURCE = 'APPaymentAndAdjustmentBatches';
const VENDORS = readFileSync(path.join(__dirname, '../simulators/sage300/vendor-payloads/APPaymentAndAdjustmentBatches_Adjustment.json'), 'utf8');

/** Every leaf with its way there, in the order in which it stands. */
const leaves = (value: unknown, at = ''): Array<readonly [where: string, value: string]> => {
	if (Array.isArray(value)) return value.flatMap((one, index) => leaves(one, `${at}[${index}]`));
	if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, one]) => leaves(one, at === '' ? name : `${at}.${name}`));
	return [[at, String(value)]];
};

/** Names under which one of the two has something else, or nothing. */
const differing = (left: unknown, right: unknown): string[] => {
	const [ofLeft, ofRight] = [new Map(leaves(left)), new Map(leaves(right))];
	return [...new Set([...ofLeft.keys(), ...ofRight.keys()])].filter((where) => ofLeft.get(where) !== ofRight.get(where));
};

describe('the adjustment of the vendor\'s example', () => {
	let site: ContractSite;
	let sent: unknown;
	let sentText: string;
	const stored = async (): Promise<readonly Stored[]> => await site.control(`records?company=${COMPANY}&resource=${RESOURCE}`);

	beforeAll(async () => {
		site = await ContractSite.start();
		const client = site.client({ place: { baseUrl: site.simulator.url, company: COMPANY }, identity: PLANNER });
		const target = createAdjustmentJournalTarget({ client, clock: site.clock, referencePrefix: 'ANP-', settleMs: 0, dates: 'plain' });
		const fields = { date: '2020-06-30', vendor: '1200', document: '12345', distributionCode: 'INV' };
		const rows = [{ key: '', account: '1300', amount: '1', description: '', fields }];
		const report = await postJournals(rows, { name: 'As the vendor', groupBy: [], imbalance: 'allow' }, { target, clock: site.clock, lock: new FifoLock(site.clock) });
		expect([report.rejected, report.journals.map(({ outcome }) => outcome.kind)]).toEqual([[], ['posted']]);
		sentText = String(site.sent.find(({ method, url }) => method === 'POST' && url.endsWith(`/${RESOURCE}`))?.body);
		sent = JSON.parse(sentText);
	});
	afterAll(async () => await site.close());

	it('is sent with the same fields, values and order, but for the words and the place-holders of batch numbers', () => {
		const vendors: unknown = JSON.parse(VENDORS);
		const isOwn = (where: string): boolean => /(?:^|\.)(?:BatchNumber|Description|EntryDescription)$/.test(where);
		expect(differing(vendors, sent).filter((where) => !isOwn(where))).toEqual([]);
		const order = (body: unknown): string[] => leaves(body).map(([where]) => where).filter((where) => !/BatchNumber$/.test(where));
		expect(order(sent)).toEqual(order(vendors));
		expect(sentText).toContain('"DistributionAmount":1.00,');
	});

	it('is stored with the same values in every field, but for its number, its words and what the server makes of them', async () => {
		const { user, password } = PLANNER;
		const answer = await fetch(`${site.simulator.url}/Sage300WebApi/v1.0/-/${COMPANY}/AP/${RESOURCE}`, {
			method: 'POST', headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }, body: VENDORS,
		});
		expect(answer.status).toBe(201);
		const [ours, theirs] = await stored();
		expect([ours, theirs].map((batch) => String(batch?.Description))).toEqual([expect.stringMatching(/^ANP-/), 'ADJUSTMENT - WEBAPI']);
		const names = differing(ours, theirs).map((where) => where.split('.').at(-1));
		expect([...new Set(names)].sort()).toEqual(['BatchNumber', 'Description', 'EntryDescription']);
		expect(leaves(ours).filter(([where]) => /DistributionGLAccount|DistributionAmount$|DocumentNumber|TransactionType/.test(where)).length).toBeGreaterThanOrEqual(4);
	});
});
