import type { IDataObject } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { Sage300Api } from '../../credentials/Sage300Api.credentials';
import { pauses, forgetPauses } from './engine/quick-clock';
import { pressTest } from './pressed-test';
import { askSage300 } from './sage300-asking';
import type { Asked } from './asking';
import { Site } from './site';
import { certify, startTlsFront, type Certified, type TlsFront } from './tls-front';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const HERE = '127.0.0.1';
const authority = certify({ name: 'Nordix CA', isAuthority: true });
const stranger = certify({ name: 'Nordix CA', isAuthority: true });
const issued = certify({ name: 'sage', by: authority, address: HERE });
const otherName = certify({ name: 'sage', by: authority, address: '10.0.0.9' });
const expired = certify({ name: 'sage', by: authority, address: HERE, until: '20210101000000Z' });
const selfSigned = certify({ name: 'SAGE300', address: HERE });
const selfSignedElsewhere = certify({ name: 'SAGE300' });

describe('what proves the Sage 300 server, over real TLS and n8n\'s own HTTP', () => {
	let site: Site;
	let front: TlsFront | undefined;
	beforeEach(async () => {
		forgetPauses();
		site = await Site.open({ sage300: {} });
	});
	afterEach(async () => {
		await front?.close();
		front = undefined;
		await site.close();
	});

	const serving = async (certificate: Certified, choice: IDataObject): Promise<void> => {
		front = await startTlsFront(certificate, site.urls.sage300);
		Object.assign(site.credentials.sage300Api ?? {}, { baseUrl: `${front.url}/Sage300WebApi`, ...choice });
	};
	const read = async (): Promise<Asked> => await askSage300(site, 'record', 'getMany', { apiResource: byName('APVendorGroups'), returnAll: true });

	it.each<[string, Certified, IDataObject]>([
		['an own authority', issued, { serverCertificate: 'ownAuthority', certificateText: authority.pem }],
		['an own authority, pasted into one line', issued, { serverCertificate: 'ownAuthority', certificateText: authority.pem.replace(/\n/g, ' ') }],
		['a certificate that signs itself, as its own authority', selfSigned, { serverCertificate: 'ownAuthority', certificateText: selfSigned.pem }],
		['a pinned certificate of an own authority', issued, { serverCertificate: 'pinned', fingerprint: issued.fingerprint, certificateText: authority.pem }],
		['a pinned certificate, in small letters without colons', issued, { serverCertificate: 'pinned', fingerprint: issued.fingerprint.replace(/:/g, '').toLowerCase(), certificateText: issued.pem }],
		['a pinned certificate that signs itself', selfSigned, { serverCertificate: 'pinned', fingerprint: selfSigned.fingerprint, certificateText: selfSigned.pem }],
		['a pinned certificate of another name', selfSignedElsewhere, { serverCertificate: 'pinned', fingerprint: selfSignedElsewhere.fingerprint, certificateText: selfSignedElsewhere.pem }],
	])('believes %s', async (_what, certificate, choice) => {
		await serving(certificate, choice);
		const { json, told, hints } = await read();
		expect([told, json.length, hints]).toEqual(['', 3, []]);
		await pressTest(site, new Sage300Api());
	});

	it('believes anything where that is chosen, and every run says so', async () => {
		await serving(selfSignedElsewhere, { serverCertificate: 'unchecked' });
		const { json, hints } = await read();
		expect([json.length, hints]).toEqual([3, [expect.stringContaining('is not checked')]]);
		await pressTest(site, new Sage300Api());
	});

	it.each<[string, Certified, IDataObject]>([
		['an own authority, where only known ones are believed', issued, { serverCertificate: 'public' }],
		['a certificate that signs itself', selfSigned, { serverCertificate: 'public' }],
		['another authority of the same name', issued, { serverCertificate: 'ownAuthority', certificateText: stranger.pem }],
		['another name', otherName, { serverCertificate: 'ownAuthority', certificateText: authority.pem }],
		['an expired certificate', expired, { serverCertificate: 'ownAuthority', certificateText: authority.pem }],
		['another certificate of the same authority than the pinned one', issued, { serverCertificate: 'pinned', fingerprint: otherName.fingerprint, certificateText: authority.pem }],
		['a fingerprint alone, where no known authority has signed', selfSigned, { serverCertificate: 'pinned', fingerprint: selfSigned.fingerprint }],
	])('refuses %s: at once, with nothing sent, in a run and in the test', async (_what, certificate, choice) => {
		await serving(certificate, choice);
		const { told } = await read();
		expect(told).toMatch(/certificate of the server is not believed.*\n.*Nothing was sent/s);
		await expect(pressTest(site, new Sage300Api())).rejects.toThrow(/certificate of the server is not believed/);
		expect([front?.passed, pauses]).toEqual([[], []]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['a fingerprint of SHA-1', { serverCertificate: 'pinned', fingerprint: 'AB'.repeat(20) }, /not one of SHA-256/],
		['no fingerprint', { serverCertificate: 'pinned', fingerprint: '' }, /not one of SHA-256|Fingerprint/],
		['no authority', { serverCertificate: 'ownAuthority', certificateText: '' }, /is empty/],
		['a text that is no certificate', { serverCertificate: 'ownAuthority', certificateText: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }, /is no certificate/],
		['a choice that is none', { serverCertificate: 'whatever' }, /no choice "whatever"/],
	])('is never checked less than was chosen: %s', async (_what, choice, words) => {
		await serving(selfSigned, choice);
		expect((await read()).told).toMatch(words);
		await expect(pressTest(site, new Sage300Api())).rejects.toThrow(words);
		expect(front?.passed).toEqual([]);
	});
});
