import { FatalError } from '../../../src/core/errors';
import { deletedKeyOf } from '../../../src/systems/intacct/sources/deletions-source';
import { collect, rejection } from '../../doubles/results';
import { failure, loginAnswer } from './fakes/answers';
import { bench } from './fakes/client';
import { TableServer, type Row } from './fakes/table-server';

const entry = (id: number, second: string, key: string, more: Row = {}): Row => ({
	ID: String(id), USERID: 'ann', ACCESSTIME: `03/01/2026 08:00:${second}`, ACCESSMODE: 'D', SOURCE: 'ui', OBJECTTYPE: 'apbill', OBJECTKEY: key, ...more,
});

describe('deletions from the audit history', () => {
	it('come in GMT, with the deleted record\'s own key, each once', async () => {
		const server = new TableServer({ AUDITHISTORY: [
			entry(3, '02', '813'), entry(1, '01', '812--REC'), entry(2, '02', '812--REC'), entry(4, '03', '9', { ACCESSMODE: 'M' }), entry(5, '04', 'V-1', { OBJECTTYPE: 'vendor' }),
		] });
		const { client, http } = bench(Array.from({ length: 9 }, () => server.answer));
		const source = client.deletions({ objectType: 'APBILL', pageSize: 1 });
		expect((await collect(source.records('2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z'))).map(({ key, stamp, fields }) => [key, stamp, fields.DELETEDKEY])).toEqual([
			['1', '2026-03-01T08:00:01Z', '812'], ['2', '2026-03-01T08:00:02Z', '812'], ['3', '2026-03-01T08:00:02Z', '813'],
		]);
		expect(source.stream).toBe('intacct/BluefinTools/top/AUDITHISTORY/APBILL');
		expect(http.functions).not.toContain('readUserFormatting');
		expect(await collect(source.unstamped())).toEqual([]);
		expect((await collect(source.marks(null, '2026-03-01T08:00:02Z')))).toEqual([{ key: '1', stamp: '2026-03-01T08:00:01Z' }]);
	});

	it.each([[{ description2: 'Not allowed here' }], [{ code: '', description2: '' }], [{ code: 'PL04000005', description2: 'no' }], [{ code: 'DL02000001', description2: 'There was an error' }]])(
		'a denial %j has a remedy', async (denial) => {
			const { client } = bench([loginAnswer(), failure('query', denial)]);
			const error = await rejection(collect(client.deletions({ objectType: 'VENDOR' }).records(null, '2026-03-01T08:00:00Z')));
			expect(error).toBeInstanceOf(FatalError);
			expect(error).toMatchObject({ facts: { operation: 'read deletions from the audit history', remedy: expect.stringContaining('custom reports') } });
		});

	it.each([['812--REC', '812'], ['812', '812'], ['V-10', 'V-10'], ['ACME--EU', 'ACME--EU'], ['77--PYM', '77'], ['', '']])('%j names %j', (objectKey, key) => {
		expect(deletedKeyOf(objectKey)).toBe(key);
	});
});
