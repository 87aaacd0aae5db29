import fc from 'fast-check';
import { FatalError } from '../../src/core/errors';
import { tableFor, tablesOf, type WorkspaceTable } from '../../src/mapping';

const FINANCE = { id: '8a868cd97f1c22d5018120c4d3e70b51', name: 'Finance' };
const TEST = { id: '8a868cd97f1c22d5018120c4d3e70b99', name: 'Finance Test' };
const table = (workspace: string, name: string, to: string): WorkspaceTable => ({ workspace, name, table: { '62000': to } });

describe('mappings of workspaces', () => {
	const both = [table('Finance', 'Accounts', 'a'), table('Finance Test', 'Accounts', 'b'), table('Finance', 'Cost centres', 'c')];

	test.each([
		['by name', both],
		['by id', both.map((each) => ({ ...each, workspace: each.workspace === 'Finance' ? FINANCE.id : TEST.id }))],
		['with blanks around', both.map((each) => ({ ...each, workspace: ` ${each.workspace} `, name: ` ${each.name}` }))],
	])('the one of the workspace counts: %s', (_how, tables) => {
		expect([...tablesOf(tables, FINANCE)]).toEqual([['Accounts', { '62000': 'a' }], ['Cost centres', { '62000': 'c' }]]);
		expect([...tablesOf(tables, TEST)]).toEqual([['Accounts', { '62000': 'b' }]]);
	});

	test('one without a workspace is for all that have none of that name, and is never mixed with theirs', () => {
		const tables = [table('', 'Accounts', 'usual'), table('Finance', 'Accounts', 'own'), { workspace: '', name: 'Cost centres', table: { D10: 'x' } }];
		expect(Object.fromEntries(tablesOf(tables, FINANCE))).toEqual({ Accounts: { '62000': 'own' }, 'Cost centres': { D10: 'x' } });
		expect(Object.fromEntries(tablesOf(tables, TEST))).toEqual({ Accounts: { '62000': 'usual' }, 'Cost centres': { D10: 'x' } });
	});

	test('upper and lower case count, as in the names of workspaces', () => {
		expect([...tablesOf([table('finance', 'Accounts', 'a')], FINANCE)]).toEqual([]);
	});

	test('what belongs to another workspace is never used in place of one that is missing', () => {
		const told = (): unknown => tableFor(tablesOf(both, TEST), 'Cost centres', TEST);
		expect(told).toThrow(FatalError);
		expect(told).toThrow('workspace "Finance Test" has no mapping "Cost centres"; it has "Accounts"');
		expect(() => tableFor(new Map(), 'Accounts', { id: '', name: '' })).toThrow('workspace "(none chosen)" has no mapping "Accounts"');
	});

	test.each([
		['by the same text', [table('Finance', 'Accounts', 'a'), table('Finance', 'Accounts', 'b')], 'mapping "Accounts" is there twice for workspace "Finance"'],
		['by id and by name', [table('Finance', 'Accounts', 'a'), table(FINANCE.id, 'Accounts', 'a')], 'mapping "Accounts" is there twice for workspace "Finance"'],
		['for all others', [table('', 'Accounts', 'a'), table(' ', 'Accounts', 'b')], 'mapping "Accounts" is there twice for all other workspaces'],
		['without a name', [table('Finance', ' ', 'a')], 'a mapping has no name'],
	])('two of one name are not guessed at: %s', (_how, tables, said) => {
		expect(() => tablesOf(tables, FINANCE)).toThrow(said);
	});

	test('property: what a workspace gets is its own or that for all others, whatever else there is', () => {
		const names = fc.constantFrom('Accounts', 'Cost centres', 'Sites');
		const entries = fc.uniqueArray(fc.tuple(fc.constantFrom('', 'Finance', 'Finance Test', 'Other'), names), { selector: ([workspace, name]) => `${workspace}/${name}` });
		fc.assert(fc.property(entries, (all) => {
			const tables = all.map(([workspace, name]) => ({ workspace, name, table: `${workspace}/${name}` }));
			for (const [name, found] of tablesOf(tables, FINANCE)) {
				const hasOwn = all.some(([workspace, other]) => workspace === 'Finance' && other === name);
				expect(found).toBe(`${hasOwn ? 'Finance' : ''}/${name}`);
			}
			expect(tablesOf(tables, FINANCE).size).toBe(new Set(all.filter(([workspace]) => ['', 'Finance'].includes(workspace)).map(([, name]) => name)).size);
		}));
	});
});
