import fc from 'fast-check';
import { FatalError } from '../../src/core/errors';
import { parseMappingSpec } from '../../src/mapping/parse-spec';

const column = (rest: object = {}) => ({ column: 'Account', from: { kind: 'field', field: 'ACCT' }, ...rest });
const withStep = (step: object) => ({ columns: [column({ steps: [step] })] });

describe('reading a mapping', () => {
	test('fills in defaults that cannot lose data', () => {
		const period = { kind: 'period', from: 'yyyyMM', to: 'MMM yy' };
		const steps = [{ kind: 'lookup', table: {} }, { kind: 'amount' }, { kind: 'date' }, { kind: 'text' }, period];
		expect(parseMappingSpec({ columns: [column({ steps })] })).toEqual({
			columns: [
				{
					column: 'Account',
					from: { kind: 'field', field: 'ACCT' },
					whenEmpty: 'keep',
					steps: [
						{ kind: 'lookup', table: new Map(), otherwise: 'reject' },
						{ kind: 'amount', decimal: '.', thousands: '', sign: 'keep', decimals: undefined, rounding: 'refuse', scale: 0 },
						{ kind: 'date', from: 'iso', to: 'yyyy-MM-dd', locale: 'en', day: 'keep', fiscalYearStart: 1, fiscalYearNamedBy: 'end', adjustments: new Map() },
						{ kind: 'text', lineBreaks: 'keep', trim: false, upper: false, padLeft: 0, prefix: '', maxLength: undefined },
						{ kind: 'period', from: 'yyyyMM', to: 'MMM yy', locale: 'en', fiscalYearStart: 1, fiscalYearNamedBy: 'end', adjustments: new Map() },
					],
				},
			],
			duplicates: { policy: 'keep', key: [], sum: [] },
			requiredMembers: [],
			absentFields: 'reject',
		});
	});

	test.each<[unknown, string]>([
		[null, 'the mapping: an object is expected'],
		[{}, 'the mapping: it has no columns'],
		[{ columns: 'x' }, '"columns" must be a list'],
		[{ columns: [{}] }, 'column 1: "column" must be a text'],
		[{ columns: [column({ from: undefined })] }, 'column "Account", "from": an object is expected'],
		[{ columns: [column({ from: { kind: 'fild' } })] }, 'column "Account", "from": "kind" must be one of "field", "constant", "join", "difference"'],
		[{ columns: [column({ from: { kind: 'join', fields: [] } })] }, 'at least one field'],
		[{ columns: [column({ from: { kind: 'columns', columns: [] } })] }, 'at least one column'],
		[{ columns: [column({ from: { kind: 'columns', columns: ['Acount'] } })] }, 'column "Account": there is no column "Acount"; there are Account'],
		[{ columns: [column({ from: { kind: 'columns', columns: ['Account'] } })] }, 'these columns need one another: Account → Account'],
		[{ columns: [column({ step: [] })] }, 'column "Account": "step" is not known here'],
		[{ columns: [column(), column()] }, 'column "Account": it is there twice'],
		[{ columns: [column({ whenEmpty: 'drop' })] }, 'column "Account": "whenEmpty" must be one of'],
		[{ columns: [column({ whenEmpty: { use: 5 } })] }, 'column "Account", "whenEmpty": "use" must be a text'],
		[withStep({ kind: 'round' }), 'column "Account", step 1: "kind" must be one of'],
		[withStep({ kind: 'lookup' }), 'column "Account", step 1: "table" must be'],
		[withStep({ kind: 'lookup', table: { a: 1 } }), 'the table\'s value for "a" must be a text'],
		[withStep({ kind: 'lookup', table: [{ from: 'a', to: 'x' }, { from: 'a', to: 'y' }] }), 'the table says both "x" and "y" for "a"'],
		[withStep({ kind: 'lookup', table: [{ code: 'a' }] }), 'row 1 of the table: "from" must be a text'],
		[withStep({ kind: 'amount', decimal: ',', thousands: ',' }), '"decimal" and "thousands" must differ'],
		[withStep({ kind: 'amount', sign: { flipWhen: ['1'] } }), 'step 1, "sign": "field" must be a text'],
		[withStep({ kind: 'amount', sign: { column: 'Type', codes: ['4*'] } }), 'column "Account": there is no column "Type"'],
		[withStep({ kind: 'amount', sign: { column: 'Account', codes: ['4*'] } }), 'these columns need one another: Account → Account'],
		[withStep({ kind: 'amount', sign: { column: 'Account', codes: [] } }), 'no codes are given'],
		[withStep({ kind: 'amount', sign: { column: 'Account', codes: ['400..4999'] } }), 'have not the same number of characters'],
		[withStep({ kind: 'amount', sign: { field: 'A', list: 'Accounts', flipWhen: ['x'] } }), '"property" must be a text'],
		[withStep({ kind: 'amount', sign: { field: 'A', negativeWhen: [] } }), 'names no value that makes it negative'],
		[withStep({ kind: 'amount', sign: { field: 'A', list: 'Accounts', property: 'P', flipWhen: [] } }), 'names no value that turns the sign'],
		[withStep({ kind: 'member' }), '"list" must be a text'],
		[withStep({ kind: 'member', list: 'Accounts', gives: 'id' }), '"gives" must be one of "code", "name"'],
		[withStep({ kind: 'date', from: 'FY{yy} {MMM}' }), '"FY{yy} {MMM}" names a period and no day; choose "first" or "last"'],
		[withStep({ kind: 'date', from: '{MMM}', day: 'last' }), '"from" needs one year'],
		[withStep({ kind: 'date', from: '{yyyy} {XX}', day: 'last' }), '"from" has {XX}; known'],
		[withStep({ kind: 'date', day: 'middle' }), '"day" must be one of "keep", "first", "last"'],
		[withStep({ kind: 'amount', decimals: 2.5 }), '"decimals" must be a whole number from 0 to 30'],
		[withStep({ kind: 'period', from: 'yyyy', to: 'FY{yy} {XX}' }), '"to" has {XX}; known: {yyyy}'],
		[withStep({ kind: 'period', from: '{yyyy}{Q}', to: 'MMM' }), '"from" has {Q}; known'],
		[withStep({ kind: 'period', from: '{yyyy}', to: 'MMM' }), '"from" needs one year'],
		[withStep({ kind: 'period', from: '{yyyy}{MM}{M}', to: 'MMM' }), '"from" needs one year'],
		[withStep({ kind: 'period', from: 'yyyy', to: '' }), '"to" must not be empty'],
		[withStep({ kind: 'period', from: 'yyyy', to: 'yy', fiscalYearStart: 13 }), '"fiscalYearStart" must be a whole number from 1 to 12'],
		[withStep({ kind: 'text', trim: 'yes' }), '"trim" must be true or false'],
		[{ columns: [column()], duplicates: { policy: 'fail' } }, 'duplicates: policy "fail" needs key columns'],
		[{ columns: [column()], duplicates: { policy: 'sum', key: ['Account'] } }, 'duplicates: policy "sum" needs the columns to add up'],
		[{ columns: [column()], duplicates: { policy: 'last', key: ['Acount'] } }, 'duplicates: there is no column "Acount"; there are Account'],
		[{ columns: [column()], duplicates: { policy: 'sum', key: ['Account'], sum: ['Account'] } }, 'is both key and sum'],
		[{ columns: [column()], requiredMembers: [{ column: 'X', listName: 'L' }] }, 'required member 1: there is no column "X"'],
		[{ columns: [column()], dupes: {} }, 'the mapping: "dupes" is not known here'],
	])('%j is refused: %s', (value, said) => {
		const attempt = () => parseMappingSpec(value);
		expect(attempt).toThrow(FatalError);
		expect(attempt).toThrow(said);
	});

	test('anything at all is read or refused with a FatalError', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				try {
					parseMappingSpec(value);
				} catch (error) {
					expect(error).toBeInstanceOf(FatalError);
				}
				expect(() => parseMappingSpec({ columns: [value] })).toThrow(FatalError);
			}),
		);
	});
});
