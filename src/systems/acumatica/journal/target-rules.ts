import type { JournalField, JournalRules } from '../../../contracts';
import { SYSTEM, type AcumaticaPlace } from '../identity';
import type { JournalSettings } from './journal-settings';

/** Digits and capitals without those that look alike. Searches of the site ignore the case of letters. */
export const REFERENCE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 32^12 = 2^60 values behind the prefix, and as many marks. */
export const REFERENCE_LENGTH = 12;
export const MARK_LENGTH = 12;

const capitals = (value: string): string => value.toUpperCase();
/** `04-2026` is what forms show, `042026` what the site gives back (reference acumatica 3): the latter is the one way. */
const periodAsGiven = (value: string): string => value.replace(/^(\d{2})-(\d{4})$/, '$1$2');

const FIELDS: readonly JournalField[] = [
	{ name: 'ledger', place: 'head', required: true },
	{ name: 'branch', place: 'head', required: true },
	{ name: 'currency', place: 'head', respell: capitals, pattern: /^[A-Z]{2,5}$/, like: 'USD' },
	{ name: 'date', place: 'head', required: true, pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, like: '2026-04-30' },
	{ name: 'period', place: 'head', respell: periodAsGiven, pattern: /^(?:0[1-9]|1[0-9])\d{4}$/, like: '042026' },
	{ name: 'subaccount', place: 'line' },
	{ name: 'lineBranch', place: 'line' },
	{ name: 'project', place: 'line' },
	{ name: 'projectTask', place: 'line' },
	{ name: 'costCode', place: 'line' },
	// Fifteen in the product's own tables; a longer one would be cut, or refused.
	{ name: 'reference', place: 'line', longest: 15 },
	{ name: 'quantity', place: 'line', pattern: /^-?\d+(?:\.\d+)?$/, like: '3.5' },
	{ name: 'unit', place: 'line' },
];

/** The tenant is the set of books: a reference belongs to one posting in it, whatever the endpoint or the ledger. */
const bookOf = ({ siteUrl, tenant }: AcumaticaPlace): string => `${siteUrl.replace(/^https?:\/\//, '')}/${tenant ?? 'default tenant'}`.toLowerCase();

export const rulesOf = ({ client, referencePrefix, longestDescription, places, mostLines, settleMs }: JournalSettings): JournalRules => ({
	system: SYSTEM,
	book: bookOf(client.place),
	fields: FIELDS,
	longestAccount: 30,
	longestDescription,
	places,
	mostLines,
	balancedBy: [],
	reference: { alphabet: REFERENCE_LETTERS, longest: referencePrefix.length + REFERENCE_LENGTH, prefix: referencePrefix },
	mark: { alphabet: REFERENCE_LETTERS, longest: MARK_LENGTH },
	settleMs,
	// Releasing takes inter-branch accounts (reference acumatica 6.2); that its entries come into the same batch is not confirmed.
	balancedAtRelease: 'lineBranch',
});
