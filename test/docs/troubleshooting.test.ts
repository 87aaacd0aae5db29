import { ERROR_TABLE as ACUMATICA, UNREADABLE as ACUMATICA_UNREADABLE, WEB_PAGE as ACUMATICA_PAGE } from '../../src/systems/acumatica/answers/error-table';
import { remedyOf } from '../../src/systems/anaplan/refusals';
import { GENERIC_ERRORS, LASTING_ERRORS, PASSING_ERRORS } from '../../src/systems/intacct/answers/error-table';
import { ERROR_TABLE as SAGE_100, UNREADABLE as SAGE_100_UNREADABLE } from '../../src/systems/sage100/answers/error-table';
import { ERROR_TABLE as SAGE_300, LOCKED, UNKNOWN_ERROR, UNREADABLE as SAGE_300_UNREADABLE, WEB_PAGE as SAGE_300_PAGE } from '../../src/systems/sage300/answers/error-table';
import { ERROR_TABLE as SAGE_X3, UNREADABLE as SAGE_X3_UNREADABLE, WEB_PAGE as SAGE_X3_PAGE } from '../../src/systems/sagex3/answers/error-table';
import { tokenErrorOf } from '../../src/systems/sagex3/answers/token-errors';
import { chapter, read } from './pages';
import { isKnown, isSaid, textsBy } from './spoken-texts';

const PAGE = read('docs/troubleshooting.md');

interface Told {
	/** What the first column quotes: words of the code, or words of the other system that the code knows. */
	readonly message: readonly string[];
	/** What n8n shows below it. */
	readonly remedy: readonly string[];
}

const quoted = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words);

/** Rows of all tables of a chapter. Tables of two columns tell no remedy of the code. */
const rowsOf = (heading: string): Told[] => chapter(PAGE, '##', heading).split('\n').filter((line) => /^\| (?!In the message)/.test(line)).map((line) => {
	const cells = line.split('|').slice(1, -1);
	return { message: quoted(cells[0]), remedy: cells.length > 2 ? quoted(cells[1]) : [] };
});

const EVERYWHERE = ['src/core', 'src/sync', 'nodes/shared'];

interface Chapter {
	readonly heading: string;
	/** Where its words are. */
	readonly folders: readonly string[];
	/** Rows of its tables of errors: the page has to tell every remedy, and may quote what a row knows an error by. */
	readonly errors: readonly ErrorRow[];
}

interface ErrorRow {
	readonly remedy: string;
	readonly code?: RegExp;
	readonly type?: RegExp;
	readonly words?: RegExp;
}

const STATUSES = [302, 400, 401, 403, 404, 405, 406, 409, 410, 415, 418, 422, 423, 424, 425, 429, 500, 503];
const TOKEN_ERRORS = ['21', '41', '42', '45', '50'].flatMap((number) => tokenErrorOf(number) ?? []);

const CHAPTERS: readonly Chapter[] = [
	{ heading: 'Every node', folders: [...EVERYWHERE, 'nodes'], errors: [] },
	{ heading: 'Connection and certificates', folders: EVERYWHERE, errors: [] },
	{ heading: 'The cursor did not move', folders: EVERYWHERE, errors: [] },
	{ heading: 'Mapping', folders: ['src/mapping', 'nodes/AnaplanMapping'], errors: [] },
	{ heading: 'Journals', folders: ['src/sync/journal', 'nodes/shared/journal', 'src/systems'], errors: [] },
	{ heading: 'Anaplan', folders: ['src/systems/anaplan', 'nodes/Anaplan', 'nodes/shared/anaplan'], errors: STATUSES.map((status) => ({ remedy: remedyOf(status) })) },
	{ heading: 'Sage Intacct', folders: ['src/systems/intacct'], errors: [...PASSING_ERRORS, ...LASTING_ERRORS, ...GENERIC_ERRORS] },
	{ heading: 'Acumatica', folders: ['src/systems/acumatica'], errors: [...ACUMATICA, ACUMATICA_UNREADABLE, ACUMATICA_PAGE] },
	{ heading: 'Sage 100', folders: ['src/systems/sage100'], errors: [...SAGE_100, SAGE_100_UNREADABLE] },
	{ heading: 'Sage 300', folders: ['src/systems/sage300'], errors: [...SAGE_300, LOCKED, UNKNOWN_ERROR, SAGE_300_UNREADABLE, SAGE_300_PAGE] },
	{ heading: 'Sage X3', folders: ['src/systems/sagex3'], errors: [...SAGE_X3, SAGE_X3_UNREADABLE, SAGE_X3_PAGE, ...TOKEN_ERRORS] },
];

/** A quotation of a remedy that the code has: its pieces stand in it, in their order. */
const tells = (remedy: string) => (quotation: string): boolean => isSaid({ texts: [remedy], patterns: [] }, quotation);

describe.each(CHAPTERS)('docs/troubleshooting.md, $heading', ({ heading, folders, errors }) => {
	const rows = rowsOf(heading);
	const spoken = { texts: textsBy(folders), patterns: errors.flatMap(({ code, type, words }) => [code, type, words].filter((pattern) => pattern !== undefined)) };

	it('has rows', () => {
		expect(rows.length).toBeGreaterThan(5);
		expect(rows.filter(({ message, remedy }) => message.length === 0 && remedy.length === 0)).toEqual([]);
	});

	it('quotes words that the code says, or knows of the other system', () => {
		expect(rows.flatMap(({ message }) => message).filter((words) => !isKnown(spoken, words))).toEqual([]);
	});

	it('quotes remedies that the code gives', () => {
		expect(rows.flatMap(({ remedy }) => remedy).filter((words) => !isSaid(spoken, words))).toEqual([]);
	});

	it('tells every remedy of the tables of errors', () => {
		const told = rows.flatMap(({ remedy }) => remedy);
		expect([...new Set(errors.map(({ remedy }) => remedy))].filter((remedy) => !told.some(tells(remedy)))).toEqual([]);
	});
});

it('every chapter of the page is compared', () => {
	const headings = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
	expect(headings).toEqual(CHAPTERS.map(({ heading }) => heading));
});

describe('a quotation', () => {
	const spoken = { texts: ['task \u0000 did not end within \u0000 s'], patterns: [/API Login Limit/i] };

	it('is said if its pieces stand in a text, in their order', () => {
		expect(isSaid(spoken, 'task … did not end within … s')).toBe(true);
		expect(isSaid(spoken, 'did not end within … task')).toBe(false);
		expect(isSaid(spoken, 'task 12 did not end')).toBe(false);
		expect(isSaid(spoken, '…')).toBe(false);
	});

	it('is known if a pattern finds it', () => {
		expect(isKnown(spoken, 'api login limit')).toBe(true);
		expect(isKnown(spoken, 'licence limit')).toBe(false);
	});
});
