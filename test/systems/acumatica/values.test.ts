import fc from 'fast-check';
import { FatalError } from '../../../src/core/errors';
import { jsonObject, parseExactJson, writeExactJson } from '../../../src/core/json';
import { allOf, anyOf, compare, dayOf, equalTo, filterText, ownText, periodOf, periodRank, readStamp, startsWith, textLiteral, type Filter } from '../../../src/systems/acumatica';
import { detailRows } from '../../../src/systems/acumatica/values/detail-records';
import { stampLiteral } from '../../../src/systems/acumatica/values/stamps';
import { flattenRecord, unwrapRecord } from '../../../src/systems/acumatica/values/unwrap';
import { wrapCustom, wrapDecimal } from '../../../src/systems/acumatica/values/wrap';
import { queryText } from '../../../src/systems/acumatica/wire/query-text';

const ENTITY = jsonObject(parseExactJson(`{ "id":"4f0c", "rowNumber":1, "note":{"value":""}, "AccountCD":{"value":"007"}, "AccountGroup":{}, "Parent":{"value":null},
	"Active":{"value":true}, "Amount":{"value":30.0000,"error":"too small"}, "Wrong":{"error":"no"},
	"MainContact":{"id":"c1","rowNumber":1,"note":null,"Email":{"value":"a@b"},"Address":{"id":"c2","City":{"value":"Riga"},"custom":{}}},
	"Details":[{"id":"d1","rowNumber":1,"note":null,"Account":{"value":"52000"},"custom":{"Transactions":{"UsrX":{"type":"CustomStringField","value":"x"}}}},{"id":"d2","Account":{}}],
	"custom":{"Document":{"AttributeREGION":{"type":"CustomStringField","value":"EAST"},"UsrEmpty":{"type":"CustomDecimalField"}}}, "_links":{"self":"/x"}, "files":[] }`));

describe('unwrapping', () => {
	it('tells {} from note: null, keeps digits, nests details and links, names custom fields as $custom does', () => {
		expect(unwrapRecord(ENTITY)).toEqual({
			id: '4f0c', note: '', AccountCD: '007', AccountGroup: null, Parent: null, Active: true, Amount: '30.0000', Wrong: null,
			MainContact: { id: 'c1', Email: 'a@b', Address: { id: 'c2', City: 'Riga' } },
			Details: [{ id: 'd1', Account: '52000', 'Transactions.UsrX': 'x' }, { id: 'd2', Account: null }],
			'Document.AttributeREGION': 'EAST', 'Document.UsrEmpty': null,
		});
	});

	it('flattens into columns named as $select names them', () => {
		expect(flattenRecord(ENTITY)).toEqual({
			id: '4f0c', note: '', AccountCD: '007', AccountGroup: '', Parent: '', Active: 'true', Amount: '30.0000', Wrong: '',
			'MainContact/id': 'c1', 'MainContact/note': '', 'MainContact/Email': 'a@b', 'MainContact/Address/id': 'c2', 'MainContact/Address/City': 'Riga',
			'Document.AttributeREGION': 'EAST', 'Document.UsrEmpty': '',
		});
		expect(detailRows(ENTITY, 'Details')).toEqual([
			{ 'Details/id': 'd1', 'Details/note': '', 'Details/Account': '52000', 'Details/Transactions.UsrX': 'x', 'Details/rowNumber': '1' },
			{ 'Details/id': 'd2', 'Details/Account': '', 'Details/rowNumber': '2' },
		]);
		expect(detailRows(ENTITY, 'Absent')).toEqual([]);
	});

	it('any text and any amount come out as they went in', () => {
		const digits = fc.tuple(fc.bigInt(), fc.integer({ min: 1, max: 6 })).map(([whole, places]) => `${whole}.${'7'.repeat(places)}`);
		fc.assert(fc.property(fc.string({ unit: 'binary' }), digits, fc.boolean(), (text, amount, flag) => {
			const document = `{"T":{"value":${JSON.stringify(text)}},"A":{"value":${amount}},"F":{"value":${flag}}}`;
			expect(flattenRecord(jsonObject(parseExactJson(document)))).toEqual({ T: text, A: amount, F: String(flag) });
		}));
	});
});

describe('wrapping', () => {
	it.each([['2000.00', '2000.00'], ['-0.10', '-0.10'], ['1E3', '1000'], ['9007199254740993.01', '9007199254740993.01']])('writes %s as the number %s', (text, written) => {
		expect(writeExactJson(wrapDecimal(text))).toBe(`{"value":${written}}`);
	});

	it.each(['', '1,5', 'NaN', '1 000'])('refuses "%s"', (text) => {
		expect(() => wrapDecimal(text)).toThrow(FatalError);
	});

	it('custom fields by view and field', () => {
		expect(writeExactJson(wrapCustom([
			{ field: 'BatchModule.AttributeSOURCE', value: 'PLAN' }, { field: 'BatchModule.CuryControlTotal', type: 'CustomDecimalField', value: '2000.00' },
		]))).toBe('{"BatchModule":{"AttributeSOURCE":{"type":"CustomStringField","value":"PLAN"},"CuryControlTotal":{"type":"CustomDecimalField","value":2000.00}}}');
		expect(() => wrapCustom([{ field: 'AttributeSOURCE', value: 'x' }])).toThrow(FatalError);
	});
});

describe('stamps and periods', () => {
	it.each([
		['2026-03-02T21:14:08.717+00:00', '2026-03-02T21:14:08Z'], ['2026-03-02T21:14:08.16-04:00', '2026-03-03T01:14:08Z'], ['2026-03-02T21:14:08.999Z', '2026-03-02T21:14:08Z'],
		['12/14/2023 19:57:08', undefined], ['2026-03-02T21:14:08', undefined], ['2026-13-02T21:14:08Z', undefined], ['', undefined],
	])('%s', (text, instant) => {
		expect(readStamp(text)).toBe(instant);
	});

	it('a literal is in UTC with milliseconds, and a bound compares as Instants do', () => {
		expect(stampLiteral('2026-03-01T00:00:00Z')).toBe('datetimeoffset\'2026-03-01T00:00:00.000+00:00\'');
		expect(() => stampLiteral('yesterday')).toThrow(FatalError);
	});

	it('a day of a field of moments and one of a field without a time are written differently', () => {
		expect(filterText(compare('ge', 'Date', { type: 'date', value: '2026-03-01' }))).toBe('Date ge datetimeoffset\'2026-03-01\'');
		expect(filterText(compare('ge', 'PlanDate', { type: 'dateOnly', value: '2026-03-01' }))).toBe('PlanDate ge date\'2026-03-01\'');
		expect(() => filterText(compare('ge', 'PlanDate', { type: 'dateOnly', value: '2026-3-1' }))).toThrow(FatalError);
	});

	it('a day is what is written and is not converted', () => {
		expect(dayOf('2026-02-28T00:00:00-11:00')).toBe('2026-02-28');
	});

	it('periods have one form and sort by time', () => {
		expect(['04-2026', '042026', ' 12-2025 '].map(periodOf)).toEqual(['042026', '042026', '122025']);
		expect(['012026', '122025'].map(periodRank).sort()).toEqual(['202512', '202601']);
		for (const wrong of ['2026-04', '4-2026', '']) expect(() => periodOf(wrong)).toThrow(FatalError);
	});
});

describe('filters', () => {
	it.each<[Filter, string]>([
		[equalTo('Description', 'O\'Hare & Sons'), 'Description eq \'O\'\'Hare & Sons\''],
		[compare('ne', 'Active', { type: 'flag', value: 'true' }), 'Active ne true'],
		[compare('ge', 'Amount', { type: 'decimal', value: '-10.50' }), 'Amount ge -10.50M'],
		[compare('lt', 'LineNbr', { type: 'whole', value: '7' }), 'LineNbr lt 7'],
		[compare('gt', 'LastModifiedDateTime', { type: 'moment', value: '2026-03-01T00:00:00+02:00' }), 'LastModifiedDateTime gt datetimeoffset\'2026-02-28T22:00:00.000+00:00\''],
		[compare('le', 'Date', { type: 'date', value: '2026-03-31' }), 'Date le datetimeoffset\'2026-03-31\''],
		[equalTo('cf.String(f=\'BatchModule.AttributeSOURCE\')', 'P'), 'cf.String(f=\'BatchModule.AttributeSOURCE\') eq \'P\''],
		[equalTo('MainContact/Email', 'x'), 'MainContact/Email eq \'x\''],
		[startsWith('Description', 'PLAN-'), 'startswith(Description,\'PLAN-\')'],
		[{ operator: 'substringof', field: 'Description', text: 'x' }, 'substringof(\'x\',Description)'],
		[{ operator: 'not', filter: equalTo('Status', 'Void') }, 'not (Status eq \'Void\')'],
		[allOf(equalTo('A', '1'), anyOf(equalTo('B', '2'), equalTo('C', '3')), undefined)!, 'A eq \'1\' and (B eq \'2\' or C eq \'3\')'],
		[allOf(ownText('A eq \')\' or B eq 1')!, equalTo('C', '3'))!, '(A eq \')\' or B eq 1) and C eq \'3\''],
	])('%j', (filter, text) => {
		expect(filterText(filter)).toBe(text);
	});

	it.each<[string, Filter]>([
		['a field that is none', equalTo('A eq 1 or B', 'x')], ['a custom field that is none', equalTo('cf.String(f=\'x\') or (f=\'y\')', 'x')],
		['a flag that is none', compare('eq', 'A', { type: 'flag', value: 'true or 1 eq 1' })], ['a number that is none', compare('eq', 'A', { type: 'decimal', value: '1M or 1' })],
		['an own text that closes the bracket', ownText('A eq 1) or (1 eq 1')!], ['an own text with an open quotation mark', ownText('A eq \'x')!],
	])('refuses %s', (_name, filter) => {
		expect(() => filterText(filter)).toThrow(FatalError);
	});

	it('a value is never more than a value', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => {
			const text = filterText(compare('eq', 'A', textLiteral(value)));
			const inside = /^A eq '((?:[^']|'')*)'$/.exec(text)?.[1];
			expect(inside?.replace(/''/g, '\'')).toBe(value);
		}));
	});

	it('an address carries it unchanged, with + and quotation marks escaped', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (value) => {
			const query = queryText([['$top', '2'], ['$filter', value], ['$select', undefined]]);
			expect(query).not.toMatch(/[+' #]/);
			expect(new URL(`https://x/${query}`).searchParams.get('$filter') ?? '').toBe(value);
		}));
	});
});
