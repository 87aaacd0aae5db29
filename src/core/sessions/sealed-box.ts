import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/** `v1.<salt>.<iv>.<ciphertext and tag>`, each part base64url without padding. Safe to lie in readable state. */
export type SealedText = string & { readonly sealed: unique symbol };

const VERSION = 'v1';
/** Separates our keys from any other use of the same password. */
const SALT_LABEL = 'n8n-nodes-erp-anaplan/sealed-box/v1/';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** About 50 ms and 32 MB per key: the secret is often a password, and the sealed text can be read by many (see below). */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

const keyFrom = (secret: string, salt: Buffer): Promise<Buffer> =>
	new Promise((resolve, reject) => {
		const labelled = Buffer.concat([Buffer.from(SALT_LABEL), salt]);
		scrypt(secret, labelled, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
	});

/** What the box is bound to beside its content: another identity or another format must not open it. */
const boundTo = (identity: string): Buffer => Buffer.from(`${VERSION}\n${identity}`, 'utf8');

const encode = (bytes: Buffer): string => bytes.toString('base64url');

/** Strict: `Buffer.from` skips foreign characters and ignores spare bits, which would let a changed text pass. */
const decode = (text: string | undefined): Buffer | undefined => {
	const bytes = Buffer.from(text ?? '', 'base64url');
	return text !== undefined && encode(bytes) === text ? bytes : undefined;
};

/**
 * Encrypts a text under a secret, for one identity.
 *
 * **Who reads the state does not read the content.** n8n's static data is plain text and part of the API (reference
 * n8n-platform 3.8). The text is under AES-256-GCM; the key comes from the secret by scrypt with a salt of its own for
 * each box, so that a guess at a weak password costs its full price per box and helps with no other.
 *
 * **What opens is what was sealed.** GCM authenticates the text together with format version and identity. The salt is
 * covered because it makes the key, the IV because it makes the keystream and the tag. Each part has one spelling only.
 *
 * @param identity whose text it is: system, address, company, user …; not secret itself
 */
export const seal = async (plain: string, secret: string, identity: string): Promise<SealedText> => {
	const salt = randomBytes(SALT_BYTES);
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv(CIPHER, await keyFrom(secret, salt), iv, { authTagLength: TAG_BYTES });
	cipher.setAAD(boundTo(identity));
	const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
	return [VERSION, encode(salt), encode(iv), encode(body)].join('.') as SealedText;
};

/** @returns undefined for anything but an untouched box that was sealed with this secret for this identity */
export const open = async (sealed: string, secret: string, identity: string): Promise<string | undefined> => {
	const [version, saltText, ivText, bodyText, ...rest] = sealed.split('.');
	const [salt, iv, body] = [decode(saltText), decode(ivText), decode(bodyText)];
	if (version !== VERSION || rest.length > 0 || !salt || !iv || !body) return undefined;
	if (salt.length !== SALT_BYTES || iv.length !== IV_BYTES || body.length < TAG_BYTES) return undefined;
	const decipher = createDecipheriv(CIPHER, await keyFrom(secret, salt), iv, { authTagLength: TAG_BYTES });
	decipher.setAAD(boundTo(identity));
	decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
	try {
		return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG_BYTES)), decipher.final()]).toString('utf8');
	} catch {
		return undefined;
	}
};
