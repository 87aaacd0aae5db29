import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { Sage100Api } from '../../credentials/Sage100Api.credentials';
import { byName } from '../../examples/source/workflow-builder';
import { accessOf } from '../../simulators/sage100';
import type { Asked } from './asking';
import { forgetPauses, pauses } from './engine/quick-clock';
import { pressTest } from './pressed-test';
import { askSage100, requestsSince } from './sage100-asking';
import { Site } from './site';
import { certify, startTlsFront, type TlsFront } from './tls-front';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

describe('what proves the Sage 100 agent, over real TLS and n8n\'s own HTTP', () => {
	let site: Site;
	let front: TlsFront | undefined;
	let page: Server | undefined;

	beforeAll(async () => {
		site = await Site.open({ sage100: { companies: ['MIX'] } });
	});
	beforeEach(() => {
		forgetPauses();
		Object.assign(site.credentials.sage100Api ?? {}, { agentUrl: agent().url, company: 'MIX', ...bare });
	});
	afterEach(async () => {
		await front?.close();
		page?.close();
		[front, page] = [undefined, undefined];
	});
	afterAll(async () => await site.close());

	const agent = () => accessOf(site.urls.sage100);
	const bare = { serverCertificate: 'pinned', certificateText: '' };
	const choose = (choice: IDataObject): void => void Object.assign(site.credentials.sage100Api ?? {}, choice);
	const read = async (): Promise<Asked> => await askSage100(site, 'record', 'getMany', { list: byName('accounts'), returnAll: true });

	/** Somebody in between, with a certificate of his own, who shows this page and passes on what comes. */
	const between = async (text: string): Promise<TlsFront> => {
		page = createServer((_request, response) => void response.end(text));
		await new Promise<void>((resolve) => page?.listen(0, '127.0.0.1', resolve));
		front = await startTlsFront(certify({ name: 'between', address: '127.0.0.1' }), `http://127.0.0.1:${(page.address() as AddressInfo).port}`);
		choose({ agentUrl: front.url });
		return front;
	};

	it.each<[string, () => IDataObject]>([
		['its fingerprint alone', () => ({ fingerprint: agent().fingerprint })],
		['its fingerprint in small letters without colons', () => ({ fingerprint: agent().fingerprint.replace(/:/g, '').toLowerCase() })],
		['its fingerprint and certificate', () => ({ fingerprint: agent().fingerprint, certificateText: agent().certificate })],
		['its certificate as the own authority', () => ({ serverCertificate: 'ownAuthority', certificateText: agent().certificate })],
	])('believes the agent by %s', async (_what, choice) => {
		choose(choice());
		const { json, told, hints } = await read();
		expect([told, json.length, hints]).toEqual(['', 3, []]);
		await pressTest(site, new Sage100Api());
	});

	it('believes anything where that is chosen, and every run says so', async () => {
		choose({ serverCertificate: 'unchecked' });
		expect((await read()).hints).toEqual([expect.stringContaining('The certificate of the Sage 100 agent is not checked')]);
		await pressTest(site, new Sage100Api());
	});

	it('refuses the agent\'s own certificate unless it is told to believe it', async () => {
		const before = await site.mark('sage100');
		choose({ serverCertificate: 'public' });
		expect((await read()).told).toMatch(/certificate of the server is not believed.*\n.*Nothing was sent/s);
		await expect(pressTest(site, new Sage100Api())).rejects.toThrow(/certificate of the server is not believed/);
		expect([await requestsSince(site, before), pauses]).toEqual([[], []]);
	});

	it('refuses another fingerprint with the one that it has found, and sends no key', async () => {
		const before = await site.mark('sage100');
		choose({ fingerprint: certify({ name: 'another' }).fingerprint });
		const { told } = await read();
		expect(told).toContain(`it has the fingerprint ${agent().fingerprint}`);
		expect(told).toContain('The API key was not sent.');
		await expect(pressTest(site, new Sage100Api())).rejects.toThrow(/which is not the one in the credential/);
		expect(new Set(await requestsSince(site, before))).toEqual(new Set(['GET /']));
	});

	it('somebody in between who shows the certificate of the agent cannot hold it: nothing but the page is asked for', async () => {
		// One that was not handed out before in this process.
		const shown = certify({ name: 'SAGE', address: '127.0.0.1' });
		const { passed } = await between(`<pre>${shown.pem}</pre>`);
		choose({ fingerprint: shown.fingerprint });
		expect((await read()).told).toMatch(/certificate of the server is not believed/);
		await expect(pressTest(site, new Sage100Api())).rejects.toThrow(/certificate of the server is not believed/);
		expect(new Set(passed)).toEqual(new Set(['GET /']));
	});

	it('something else that answers at the address is told', async () => {
		const { passed } = await between('<h1>It works!</h1>');
		choose({ fingerprint: certify({ name: 'SAGE' }).fingerprint });
		expect((await read()).told).toMatch(/hands out no certificate, so it is no Sage 100 agent/);
		expect(new Set(passed)).toEqual(new Set(['GET /']));
	});

	it.each<[string, IDataObject, RegExp]>([
		['a fingerprint of SHA-1', { fingerprint: 'AB'.repeat(20) }, /not one of SHA-256/],
		['no fingerprint', { fingerprint: '' }, /not one of SHA-256|Fingerprint/],
		['no authority', { serverCertificate: 'ownAuthority' }, /is empty/],
		['a choice that is none', { serverCertificate: 'whatever' }, /no choice "whatever"/],
	])('is never checked less than was chosen: %s', async (_what, choice, words) => {
		const before = await site.mark('sage100');
		choose(choice);
		expect((await read()).told).toMatch(words);
		await expect(pressTest(site, new Sage100Api())).rejects.toThrow(words);
		expect(await requestsSince(site, before)).toEqual([]);
	});
});
