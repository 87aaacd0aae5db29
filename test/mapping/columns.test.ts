import { compareColumns } from '../../src/mapping/columns';
import { parseMappingSpec } from '../../src/mapping/parse-spec';

const spec = parseMappingSpec({
	columns: ['Account', 'Parent', 'cost  centre'].map((column) => ({ column, from: { kind: 'constant', value: 'x' } })),
});

describe('comparing columns with the header of an import', () => {
	test('the order does not matter', () => {
		expect(compareColumns(spec, ['cost  centre', 'Account', 'Parent'])).toEqual({ missing: [], unknown: [], repeated: [], fits: true });
	});

	test('missing, unknown and repeated columns are named, with what was probably meant', () => {
		expect(compareColumns(spec, ['Account', 'Cost Centre', 'Version', 'Account'])).toEqual({
			missing: ['Cost Centre', 'Version'],
			unknown: [
				{ column: 'Parent', meant: undefined },
				{ column: 'cost  centre', meant: 'Cost Centre' },
			],
			repeated: ['Account'],
			fits: false,
		});
	});
});
