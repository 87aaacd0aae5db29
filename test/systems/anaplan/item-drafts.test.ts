import { draftProblems, type ItemDraft, type ItemKey, type ListMetadata, type ListWriteKind } from '../../../src/systems/anaplan';

const list: ListMetadata = {
	id: '101000000012', name: 'GL Accounts', numbered: false, itemCount: 0, permittedItems: undefined, nextItemIndex: undefined, topLevelItem: '', parent: { id: '', name: '' },
	managedBy: '', hasSelectiveAccess: false, productionData: false, workflowEnabled: false,
	properties: [{ name: 'Account type', format: 'TEXT', notes: '' }, { name: 'Sort order', format: 'NUMBER', notes: '' }], subsets: [{ id: '109000000003', name: 'P&L only' }],
};
const numbered = { ...list, numbered: true };

const problems = (kind: ListWriteKind, drafts: readonly ItemDraft[], by: ItemKey = 'code', of = list): string[][] => draftProblems(kind, of, drafts, by);

describe('what cannot be sent is told before sending', () => {
	it.each<[string, ListWriteKind, ItemDraft, ItemKey, ListMetadata, RegExp]>([
		['an unknown property', 'add', { name: 'A', properties: { Kind: 'x' } }, 'code', list, /no property "Kind"; its properties: "Account type", "Sort order"/],
		['an unknown subset', 'add', { name: 'A', subsets: { Other: true } }, 'code', list, /no subset "Other"; its subsets: "P&L only"/],
		['an added item without a name', 'add', { code: '6105' }, 'code', list, /has no name/],
		['a name in a numbered list', 'add', { code: '1', name: 'A' }, 'code', numbered, /numbered/],
		['a new name in a numbered list', 'update', { code: '1', name: 'A' }, 'code', numbered, /numbered/],
		['an added item with an ID', 'add', { id: '201000000007', name: 'A' }, 'code', list, /no ID yet/],
		['an empty item', 'add', {}, 'code', numbered, /empty/],
		['an item without a key', 'update', { name: 'A' }, 'code', list, /no code to find it by/],
		['an item without an ID', 'delete', { code: '1' }, 'id', list, /no ID to find it by/],
		['code and ID together', 'update', { id: '201000000007', code: '6105', parent: 'Opex' }, 'code', list, /both code and ID/],
		['ID and code together', 'update', { id: '201000000007', code: '6105', parent: 'Opex' }, 'id', list, /an item that has a code must be found by its code/],
		['a name as key of an item with a code', 'update', { name: 'A', code: '6105', parent: 'Opex' }, 'name', list, /both name and code/],
		['code and ID together in a deletion', 'delete', { id: '201000000007', code: '6105' }, 'code', list, /both code and ID/],
		['a code to be emptied', 'update', { id: '201000000007', code: '', parent: 'Opex' }, 'id', list, /code cannot be emptied/],
		['a name to be emptied', 'update', { code: '6105', name: '' }, 'code', list, /name cannot be emptied/],
		['nothing to change', 'update', { code: '6105' }, 'code', list, /nothing of the item/],
		['an item of more than 15 MB', 'add', { name: 'x'.repeat(15_000_000) }, 'code', list, /15 MB/],
	])('%s', (_what, kind, draft, by, of, expected) => {
		expect(problems(kind, [draft], by, of)[0]?.join('; ')).toMatch(expected);
	});

	it('in a numbered list with name, code and ID together each of them is told', () => {
		expect(problems('update', [{ id: '201000000007', code: '1', name: 'A' }], 'code', numbered)).toEqual([[expect.stringMatching(/both code and ID/), expect.stringMatching(/numbered/)]]);
	});

	it('what can be sent has none', () => {
		expect(problems('add', [{ name: 'A' }, { name: 'B', code: '1', properties: { 'Sort order': '1' }, subsets: { 'P&L only': false } }])).toEqual([[], []]);
		expect(problems('add', [{ code: '1' }, { parent: 'x' }], 'code', numbered)).toEqual([[], []]);
		expect(problems('update', [{ code: '1', name: 'A' }, { code: '2', parent: '' }])).toEqual([[], []]);
		expect(problems('update', [{ name: 'A', parent: 'Opex' }], 'name')).toEqual([[]]);
		expect(problems('delete', [{ id: '201000000007' }], 'id')).toEqual([[]]);
	});

	it.each<[ListWriteKind, ItemDraft, ItemDraft]>([
		['add', { name: 'A', code: '1' }, { name: 'B', code: '1' }], ['add', { name: 'A', code: '1' }, { name: 'A', code: '2' }],
		['update', { code: '1', name: 'A' }, { code: '1', name: 'B' }], ['delete', { code: '1' }, { code: '1' }],
	])('of two for the same item only the first is taken (%s)', (kind, first, second) => {
		expect(problems(kind, [first, second])).toEqual([[], [expect.stringContaining('more than once; the first one was taken')]]);
	});

	it('a draft that is not sent takes nobody\'s place', () => {
		expect(problems('add', [{ name: 'A', code: '1', properties: { Kind: 'x' } }, { name: 'A', code: '1' }])[1]).toEqual([]);
	});
});
