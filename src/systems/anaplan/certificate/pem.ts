/** One block of a PEM text, in the form that OpenSSL writes: lines of 64, a newline at the end. */
export interface PemBlock {
	/** `CERTIFICATE`, `ENCRYPTED PRIVATE KEY`, … */
	readonly label: string;
	readonly text: string;
	readonly encrypted: boolean;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;
/** Head of a key in the older encrypted form (RFC 1421); an empty line parts it from the content. */
const ENCRYPTION = /Proc-Type:\s*4,\s*ENCRYPTED\s+DEK-Info:\s*([A-Z0-9-]+),\s*([0-9A-Fa-f]+)/;

const wrapped = (content: string): string => (content.replace(/[^A-Za-z0-9+/=]/g, '').match(/.{1,64}/g) ?? []).join('\n');

const blockOf = (label: string, inner: string): PemBlock => {
	const encryption = ENCRYPTION.exec(inner);
	const head = encryption ? `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${encryption[1]},${encryption[2]}\n\n` : '';
	const content = wrapped(encryption ? inner.slice(encryption.index + encryption[0].length) : inner);
	return { label, encrypted: encryption !== null || label === 'ENCRYPTED PRIVATE KEY', text: `-----BEGIN ${label}-----\n${head}${content}\n-----END ${label}-----\n` };
};

/**
 * All blocks of a text, whole again. A field of one line turns the line breaks of what is pasted into spaces, and
 * files of settings write them as `\n`; base64 holds neither, so both are dropped and the lines made anew. Text around
 * the blocks ("Bag Attributes", subject and issuer) is left out.
 */
export const pemBlocks = (text: string): readonly PemBlock[] =>
	[...text.replace(/\\r|\\n/g, '\n').matchAll(BLOCK)].map(([, label = '', inner = '']) => blockOf(label, inner));

export const isCertificate = ({ label }: PemBlock): boolean => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label);

export const isPrivateKey = ({ label }: PemBlock): boolean => label.endsWith('PRIVATE KEY');
