import fc from 'fast-check';
import { open, seal } from '../../../src/core/sessions/sealed-box';

const SECRET = 'correct horse';
const IDENTITY = 'Sage Intacct|https://api.intacct.com|ACME|integration';
const PLAIN = JSON.stringify({ sessionId: 'aV9k-ZzQ', endpoint: 'https://eu1.intacct.com', expiresAtMs: 1_800_000 });

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('sealed box', () => {
	it('opens with the same secret for the same identity', async () => {
		expect(await open(await seal(PLAIN, SECRET, IDENTITY), SECRET, IDENTITY)).toBe(PLAIN);
	});

	it.each(['', 'ü€🙂', 'x'.repeat(100_000)])('brings every text back: %#', async (plain) => {
		expect(await open(await seal(plain, SECRET, IDENTITY), SECRET, IDENTITY)).toBe(plain);
	});

	it('who reads the state does not read the content', async () => {
		const sealed = await seal(PLAIN, SECRET, IDENTITY);
		const bytes = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1')).join('');
		for (const word of ['aV9k-ZzQ', 'intacct', 'sessionId', SECRET, 'ACME']) {
			expect(sealed).not.toContain(word);
			expect(bytes).not.toContain(word);
		}
	});

	it('says its version and gives each box a salt and an IV of its own', async () => {
		const [one, other] = await Promise.all([seal(PLAIN, SECRET, IDENTITY), seal(PLAIN, SECRET, IDENTITY)]);
		const [version, salt, iv, body] = one.split('.');
		const [, otherSalt, otherIv, otherBody] = other.split('.');
		expect(version).toBe('v1');
		expect(salt).not.toBe(otherSalt);
		expect(iv).not.toBe(otherIv);
		expect(body).not.toBe(otherBody);
	});

	describe('what opens is what was sealed', () => {
		let untouched = '';
		beforeAll(async () => {
			untouched = await seal(PLAIN, SECRET, IDENTITY);
		});

		it.each([
			['another secret', 'correct horsf', IDENTITY],
			['no secret', '', IDENTITY],
			['another identity', SECRET, `${IDENTITY}2`],
			['no identity', SECRET, ''],
		])('%s does not open it', async (_what, secret, identity) => {
			expect(await open(untouched, secret, identity)).toBeUndefined();
		});

		it.each([
			['nothing', () => ''],
			['a word', () => 'session'],
			['another version', (sealed: string) => sealed.replace('v1', 'v2')],
			['a part too few', (sealed: string) => sealed.split('.').slice(0, 3).join('.')],
			['a part too many', (sealed: string) => `${sealed}.AAAA`],
			['a shorter tag', (sealed: string) => `${sealed.split('.').slice(0, 3).join('.')}.${Buffer.alloc(12).toString('base64url')}`],
			['padding', (sealed: string) => `${sealed}=`],
			['a line break', (sealed: string) => `${sealed}\n`],
			['a foreign character', (sealed: string) => sealed.replace('.', '.!')],
			['exchanged parts', (sealed: string) => sealed.split('.').map((_part, index, parts) => parts[[0, 2, 1, 3][index] ?? 0]).join('.')],
		])('%s is not opened', async (_what, spoil) => {
			expect(await open(spoil(untouched), SECRET, IDENTITY)).toBeUndefined();
		});

		it('no character can be changed, and none left out', async () => {
			const sealed = await seal('{"expiresAtMs":1}', SECRET, IDENTITY);
			await fc.assert(
				fc.asyncProperty(fc.nat(sealed.length - 1), fc.constantFrom(...ALPHABET, ''), async (position, character) => {
					const changed = sealed.slice(0, position) + character + sealed.slice(position + 1);
					if (changed !== sealed) expect(await open(changed, SECRET, IDENTITY)).toBeUndefined();
				}),
				{ numRuns: 12 },
			);
		});

		it('the last character has one spelling only, although its spare bits mean nothing', async () => {
			let refused = 0;
			for (const plain of ['a', 'ab', 'abc']) {
				const sealed = await seal(plain, SECRET, IDENTITY);
				const bytes = Buffer.from(sealed.split('.')[3] ?? '', 'base64url');
				const twins = [...ALPHABET].map((last) => sealed.slice(0, -1) + last)
					.filter((text) => text !== sealed && Buffer.from(text.split('.')[3] ?? '', 'base64url').equals(bytes));
				for (const twin of twins.slice(0, 1)) {
					expect(await open(twin, SECRET, IDENTITY)).toBeUndefined();
					refused += 1;
				}
			}
			expect(refused).toBeGreaterThan(0);
		});
	});
});
