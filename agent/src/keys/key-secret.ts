import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Costs about 50 ms and 16 MB: enough against guessing, and the outcome is remembered while the agent runs. */
const COST = { N: 16384, r: 8, p: 1 } as const;
const BYTES = 32;

export interface SecretHash {
	readonly salt: string;
	readonly hash: string;
	readonly cost: { readonly N: number; readonly r: number; readonly p: number };
}

const derived = (secret: string, salt: Buffer, cost: SecretHash['cost']): Promise<Buffer> =>
	new Promise((resolve, reject) => {
		scrypt(secret, salt, BYTES, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) => (error === null ? resolve(key) : reject(error)));
	});

/** `s100_<id>_<secret>`: the id finds the record, so one hash is computed per sign-in and not one per key. */
export const newKey = (): { readonly id: string; readonly secret: string; readonly text: string } => {
	const id = randomBytes(5).toString('hex');
	const secret = randomBytes(BYTES).toString('base64url');
	return { id, secret, text: `s100_${id}_${secret}` };
};

export const partsOf = (text: string): { readonly id: string; readonly secret: string } | undefined => {
	const found = /^s100_([0-9a-f]{10})_([A-Za-z0-9_-]{43})$/.exec(text);
	return found === null ? undefined : { id: found[1] ?? '', secret: found[2] ?? '' };
};

export const hashSecret = async (secret: string): Promise<SecretHash> => {
	const salt = randomBytes(16);
	return { salt: salt.toString('base64'), hash: (await derived(secret, salt, COST)).toString('base64'), cost: COST };
};

export const secretFits = async (secret: string, { salt, hash, cost }: SecretHash): Promise<boolean> => {
	const wanted = Buffer.from(hash, 'base64');
	const given = await derived(secret, Buffer.from(salt, 'base64'), cost);
	return wanted.length === given.length && timingSafeEqual(wanted, given);
};
