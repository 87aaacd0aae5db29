import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Just enough DER to make certificates without any tool, with the names that a connection is checked for. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
	const content = Buffer.concat(parts);
	const length = content.length < 128 ? Buffer.from([content.length])
		: content.length < 256 ? Buffer.from([0x81, content.length]) : Buffer.from([0x82, content.length >> 8, content.length & 255]);
	return Buffer.concat([Buffer.from([tag]), length, content]);
};
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), der(0x01, Buffer.from([0xff])), der(0x04, value));

const ECDSA = sequence(oid('2a8648ce3d040302'));
const nameOf = (text: string): Buffer => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text, 'utf8')))));
const moment = (text: string): Buffer => der(0x18, Buffer.from(text, 'latin1'));

export interface Certified {
	readonly pem: string;
	readonly key: KeyObject;
	readonly fingerprint: string;
	readonly name: string;
}

interface Wanted {
	readonly name: string;
	/** Its own signer where there is none. */
	readonly by?: Certified;
	readonly isAuthority?: boolean;
	/** An IP address. */
	readonly address?: string;
	readonly until?: string;
}

let serial = 0;

export const certify = ({ name, by, isAuthority = false, address, until = '20991231235959Z' }: Wanted): Certified => {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	serial += 1;
	const extensions = [
		...(isAuthority ? [extension('551d13', sequence(der(0x01, Buffer.from([0xff]))))] : []),
		...(address ? [sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.from(address.split('.').map(Number))))))] : []),
	];
	const body = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, Buffer.from([serial])), ECDSA, nameOf(by?.name ?? name),
		sequence(moment('20200101000000Z'), moment(until)), nameOf(name), publicKey.export({ type: 'spki', format: 'der' }),
		...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
	);
	const signature = sign('sha256', body, by?.key ?? privateKey);
	const whole = new X509Certificate(sequence(body, ECDSA, der(0x03, Buffer.concat([Buffer.from([0]), signature]))));
	return { pem: whole.toString(), key: privateKey, fingerprint: whole.fingerprint256, name };
};

export interface TlsFront {
	readonly url: string;
	/** Requests that came through: nothing of a refused handshake is among them. */
	readonly passed: string[];
	close(): Promise<void>;
}

/** A web server with this certificate in front of a simulator, as IIS stands in front of Sage 300. */
export const startTlsFront = async ({ pem, key }: Certified, target: string): Promise<TlsFront> => {
	const passed: string[] = [];
	const server: Server = createServer({ cert: pem, key: key.export({ type: 'pkcs8', format: 'pem' }) }, (incoming, answer) => {
		passed.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
		incoming.pipe(request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers: incoming.headers }, (outgoing) => {
			answer.writeHead(outgoing.statusCode ?? 500, outgoing.headers);
			outgoing.pipe(answer);
		}));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, passed,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
};
