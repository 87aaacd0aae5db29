import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** Just enough DER to make a self-signed certificate without any tool. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
	const content = Buffer.concat(parts);
	const length = content.length < 128 ? Buffer.from([content.length])
		: content.length < 256 ? Buffer.from([0x81, content.length]) : Buffer.from([0x82, content.length >> 8, content.length & 255]);
	return Buffer.concat([Buffer.from([tag]), length, content]);
};
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const text = (value: string): Buffer => der(0x0c, Buffer.from(value, 'utf8'));
const time = (value: string): Buffer => der(0x18, Buffer.from(value, 'latin1'));

const COMMON_NAME = '550403';
const ALGORITHMS = { rsa: sequence(oid('2a864886f70d01010b'), der(0x05)), ec: sequence(oid('2a8648ce3d040302')) } as const;

export interface Signed {
	readonly pem: string;
	readonly der: Buffer;
	readonly key: KeyObject;
}

export const certificateFor = (name: string, kind: 'rsa' | 'ec' = 'rsa', until = '20991231235959Z'): Signed => {
	const { publicKey, privateKey } = kind === 'rsa'
		? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const who = sequence(der(0x31, sequence(oid(COMMON_NAME), text(name))));
	const body = sequence(
		der(0x02, Buffer.from([1])), ALGORITHMS[kind], who, sequence(time('20200101000000Z'), time(until)), who,
		publicKey.export({ type: 'spki', format: 'der' }),
	);
	const signature = sign('sha256', body, privateKey);
	const whole = sequence(body, ALGORITHMS[kind], der(0x03, Buffer.concat([Buffer.from([0]), signature])));
	const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
	return { pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`, der: whole, key: privateKey };
};

/** The body of a certificate login. */
export const proof = (key: KeyObject, format: 'v1' | 'v2', stamp = BigInt(Math.floor(Date.now() / 1000)), length = 150): Record<string, string> => {
	const message = randomBytes(length);
	if (format === 'v2') message.writeBigInt64BE(stamp, 0);
	return {
		...(format === 'v2' ? { encodedDataFormat: 'v2' } : {}),
		encodedData: message.toString('base64'), encodedSignedData: sign('RSA-SHA512', message, key).toString('base64'),
	};
};
