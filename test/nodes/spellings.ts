import { inspect } from 'node:util';

/** How a secret may look when somebody has encoded it. */
export const spellings = (secret: string): string[] => {
	const xml = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
	const plain = [secret, xml, xml.replace(/"/g, '&quot;').replace(/'/g, '&apos;'), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
	return [...plain, Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('base64url'), Buffer.from(secret).toString('hex')];
};

/** Everything that hangs on a value: errors with their stacks, causes, facts and hidden members. */
export const everything = (value: unknown): string => inspect(value, { depth: 30, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity, breakLength: Infinity });
