import fc from 'fast-check';
import { schemaOf } from '../../../agent/fake-com/server/data/schema';
import { keyOf, Row, Table } from '../../../agent/fake-com/server/data/table';
import { readExpression } from '../../../agent/fake-com/server/expressions/expression';

const SCHEMA = schemaOf({ name: 'T', key: 'Division No', columns: 'Division$2 No$7 Name$50 Amount.2', module: 'A/P', classes: 'T' }, new Map(), new Set());
const code = fc.string({ unit: fc.constantFrom('0', '1', 'A', 'b', '-', 'Š', 'é'), minLength: 1, maxLength: 7 });

describe('tables', () => {
	it('keys are in order and unique, whatever is put and deleted', () => {
		fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.constantFrom('00', '01'), code), { maxLength: 60 }), (steps) => {
			const [table, model] = [new Table(SCHEMA), new Set<string>()];
			for (const [put, Division, No] of steps) {
				const key = keyOf(SCHEMA, [Division, No]);
				if (put) table.put(Row.of(SCHEMA, { Division, No }));
				else expect(table.delete(key)).toBe(model.has(key));
				if (put) model.add(key);
				else model.delete(key);
			}
			expect(table.keys()).toEqual([...model].sort((a, b) => (a < b ? -1 : 1)));
			expect([...table.under('01')].map((row) => row.key())).toEqual(table.keys().filter((key) => key.startsWith('01')));
		}));
	});

	it('any text between doubled quotes is that text', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(readExpression(`"${text.replaceAll('"', '""')}"`, { printed: String, column: () => undefined }).of({})).toBe(text);
		}));
	});

	it('names of a release are other ones outside, and the same inside', () => {
		const renamed = schemaOf({ name: 'T', key: 'No', columns: 'No$7 Name$50 Amount.2', module: 'A/P', classes: 'T' },
			new Map([['T.Name', 'Description']]), new Set(['T.Amount']));
		const row = Row.of(renamed, { No: '1', Name: 'x', Amount: '5' });
		expect([renamed.columns.map(({ name }) => name), row.get('Name'), row.get('Amount'), row.plain()]).toEqual([['No', 'Description'], 'x', '5.00', { No: '1', Description: 'x' }]);
		expect([renamed.column('name'), renamed.column('description')?.name]).toEqual([undefined, 'Description']);
		expect(() => row.set('Nothing', '')).toThrow('T has no Nothing');
	});
});
