import { FatalError } from '../../src/core/errors';
import { mapRecords } from '../../src/mapping/map-records';
import { MissingTally } from '../../src/mapping/members';
import { parseMappingSpec } from '../../src/mapping/parse-spec';
import { mapped, opened, recordsOf } from './records';

const spec = parseMappingSpec({
	columns: ['Account', 'Entity'].map((column) => ({ column, from: { kind: 'field', field: column } })),
	duplicates: { policy: 'fail', key: ['Account'] },
	requiredMembers: [
		{ column: 'Account', listName: 'GL Accounts' },
		{ column: 'Entity', listName: 'Entities' },
	],
});

const members = new Map([
	['GL Accounts', new Set(['007', '1E5'])],
	['Entities', new Set(['DE', 'FR'])],
]);

describe('required members', () => {
	test('rows whose member is missing are rejected, the member named, and summed up', async () => {
		const records = recordsOf([
			{ Account: '007', Entity: 'DE' },
			{ Account: '7', Entity: 'XX' },
			{ Account: '100000', Entity: 'FR' },
			{ Account: '7', Entity: 'DE' },
			{ Account: '1E5', Entity: '' },
		]);
		const result = await mapped(spec, opened(records), { members });
		expect(result.rows).toEqual([['007', 'DE']]);
		expect(result.rejected).toEqual([
			['r2', 'column "Account": "7" is not a member of list "GL Accounts"', 'column "Entity": "XX" is not a member of list "Entities"'],
			['r3', 'column "Account": "100000" is not a member of list "GL Accounts"'],
			['r4', 'column "Account": "7" is not a member of list "GL Accounts"'],
			['r5', 'column "Entity": it is empty, a member of list "Entities" is required'],
		]);
		expect(result.missing).toEqual({
			members: [
				{ column: 'Account', listName: 'GL Accounts', member: '7', rows: 2 },
				{ column: 'Entity', listName: 'Entities', member: 'XX', rows: 1 },
				{ column: 'Account', listName: 'GL Accounts', member: '100000', rows: 1 },
				{ column: 'Entity', listName: 'Entities', member: '', rows: 1 },
			],
			rowsBeyond: 0,
		});
	});

	test('a row that is rejected has no part in the duplicate keys', async () => {
		const records = recordsOf([
			{ Account: '007', Entity: 'DE' },
			{ Account: '007', Entity: 'XX' },
		]);
		expect((await mapped(spec, opened(records), { members })).rows).toEqual([['007', 'DE']]);
	});

	test('a list that was not read is an error at once', () => {
		const start = () => mapRecords(spec, opened([]), { members: new Map([['Entities', new Set<string>()]]) });
		expect(start).toThrow(FatalError);
		expect(start).toThrow('list "GL Accounts" was not read');
	});

	test('the summary is capped, rows beyond it are counted', () => {
		const tally = new MissingTally(2);
		for (const member of ['a', 'b', 'c', 'd', 'b', 'c']) tally.add({ column: 'C', listName: 'L', member });
		expect(tally.summary()).toEqual({
			members: [
				{ column: 'C', listName: 'L', member: 'a', rows: 1 },
				{ column: 'C', listName: 'L', member: 'b', rows: 2 },
			],
			rowsBeyond: 3,
		});
	});
});
