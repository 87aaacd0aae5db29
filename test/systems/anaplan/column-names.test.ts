import fc from 'fast-check';
import { columnNames } from '../../../src/systems/anaplan';

describe('names of columns', () => {
	it('no value hides another: all names are different and none is lost', () => {
		const name = fc.constantFrom('Amount', 'Amount (2)', 'Amount (value)', 'error', '', ' ', 'Column 1', 'Time', '__proto__');
		fc.assert(fc.property(fc.array(name), fc.array(name), (dimensions, values) => {
			const names = columnNames(dimensions, values);
			expect(names).toHaveLength(dimensions.length + values.length);
			expect(new Set(names).size).toBe(names.length);
			expect(names).not.toContain('error');
		}));
	});

	it('a dimension keeps its name, a line item of the same name is told apart', () => {
		expect(columnNames(['Time', 'Entity'], ['Amount', 'Entity', 'Entity', ''])).toEqual(['Time', 'Entity', 'Amount', 'Entity (value)', 'Entity (2)', 'Column 6']);
	});
});
