import fc from 'fast-check';
import { FatalError } from '../../../src/core/errors';
import { allOf, anyOf, compare, equalTo, graphqlFilter, oneOf, ownText, startsWith, whereText, within, type Filter } from '../../../src/systems/sagex3';
import { matches } from './fakes/node-list';

const FROM = '2026-03-01T06:00:00Z';
const TO = '2026-03-02T00:00:00Z';

const CASES: ReadonlyArray<readonly [Filter, string, string]> = [
	[equalTo('code', 'O\'Neil "x"'), '{"code":{"_eq":"O\'Neil \\"x\\""}}', 'code eq \'O\'\'Neil "x"\''],
	[compare('ge', 'accountingDate', 'day', '2026-03-01'), '{"accountingDate":{"_gte":"2026-03-01"}}', 'accountingDate ge @2026-03-01@'],
	[compare('lt', 'amount', 'number', '-9007199254740993.10'), '{"amount":{"_lt":-9007199254740993.10}}', 'amount lt -9007199254740993.10'],
	[compare('ne', 'account.code', 'text', '1'), '{"account":{"code":{"_ne":"1"}}}', 'account.code ne \'1\''],
	[compare('eq', 'isActive', 'flag', 'true'), '{"isActive":{"_eq":true}}', 'isActive eq true'],
	[within('_updateStamp', FROM, TO), '{"_updateStamp":{"_gte":"2026-03-01T06:00:00.000Z","_lt":"2026-03-02T00:00:00.000Z"}}', `_updateStamp ge @${FROM}@ and _updateStamp lt @${TO}@`],
	[within('UPDDATTIM', null, TO), '{"UPDDATTIM":{"_lt":"2026-03-02T00:00:00.000Z"}}', `UPDDATTIM lt @${TO}@`],
	[oneOf('type', ['A', 'B']), '{"type":{"_in":["A","B"]}}', '(type eq \'A\' or type eq \'B\')'],
	[startsWith('name', 'A.C'), '{"name":{"_regex":"^A\\\\.C"}}', 'left(name,3) eq \'A.C\''],
	[allOf(equalTo('a', '1'), anyOf(equalTo('b', '2'), equalTo('c', '3')))!, '{"_and":[{"a":{"_eq":"1"}},{"_or":[{"b":{"_eq":"2"}},{"c":{"_eq":"3"}}]}]}', 'a eq \'1\' and (b eq \'2\' or c eq \'3\')'],
	[{ operator: 'not in', field: 'a', values: ['x', 'y'] }, '{"a":{"_nin":["x","y"]}}', 'a ne \'x\' and a ne \'y\''],
	[compare('eq', 'lot', 'nothing', ''), '{"lot":{"_eq":null}}', 'lot eq \' \''],
];

describe('a condition in both languages', () => {
	it.each(CASES)('%j', (filter, graphql, where) => {
		expect(graphqlFilter(filter)).toBe(graphql);
		expect(whereText(filter)).toBe(where);
	});

	it('at least one member, beside its quantifier', () => {
		const filter: Filter = { operator: 'at least one', field: 'lines', filter: within('_updateStamp', FROM, TO) };
		expect(graphqlFilter(filter)).toBe('{"lines":{"_atLeast":1,"_updateStamp":{"_gte":"2026-03-01T06:00:00.000Z","_lt":"2026-03-02T00:00:00.000Z"}}}');
		expect(() => whereText(filter)).toThrow(FatalError);
	});

	it('the user\'s own text is joined as it is', () => {
		expect(graphqlFilter(allOf(equalTo('a', '1'), ownText('{b: {_gte: \'}\'}}'))!)).toBe('{"_and":[{"a":{"_eq":"1"}},{b: {_gte: \'}\'}}]}');
		expect(whereText(allOf(equalTo('a', '1'), ownText('left(b,1) eq \')\''))!)).toBe('a eq \'1\' and (left(b,1) eq \')\')');
	});

	it.each(['code eq 1', '{a: 1}, {b: 2}', '{a: 1}]}', '{a: \'x}', '{a: "\\"}', '[{a: 1}]', '{a: 1}} {'])('refuses the own text %s in GraphQL', (text) => {
		expect(() => graphqlFilter(ownText(text)!)).toThrow(FatalError);
	});

	it.each(['a eq \'x', 'a eq 1)', '(a eq 1', ') or (a eq 1'])('refuses the own text %s in classic REST', (text) => {
		expect(() => whereText(ownText(text)!)).toThrow(FatalError);
	});

	it.each([compare('eq', 'a', 'number', '1,5'), compare('eq', 'a', 'number', '1 or 1'), compare('eq', 'a', 'day', '1.3.2026'), compare('eq', 'a', 'moment', '2026-03-01'), compare('eq', 'a', 'flag', 'yes'), equalTo('a b', '1'), equalTo('a} {', '1'), equalTo('', '1')])('refuses %j', (filter) => {
		expect(() => graphqlFilter(filter)).toThrow(FatalError);
		expect(() => whereText(filter)).toThrow(FatalError);
	});

	it('a value is never more than a value (GraphQL)', () => {
		fc.assert(fc.property(fc.string(), fc.string(), (value, other) => {
			const written = JSON.parse(graphqlFilter(allOf(equalTo('a', value), equalTo('b', 'x'))!)) as object;
			expect(matches({ a: value, b: 'x' }, written)).toBe(true);
			expect(matches({ a: other, b: 'x' }, written)).toBe(other === value);
		}));
	});

	it('a value is never more than a value (where)', () => {
		fc.assert(fc.property(fc.string(), (value) => {
			const found = /^a eq '((?:[^']|'')*)' and b eq 'x'$/.exec(whereText(allOf(equalTo('a', value), equalTo('b', 'x'))!));
			expect(found?.[1]?.replace(/''/g, '\'')).toBe(value);
		}));
	});

	it('the beginning of a text is no pattern', () => {
		fc.assert(fc.property(fc.string({ minLength: 1 }), fc.string(), (text, more) => {
			const { a } = JSON.parse(graphqlFilter(startsWith('a', text))) as { a: { _regex: string } };
			expect(new RegExp(a._regex).test(text + more)).toBe(true);
			expect(new RegExp(a._regex).test(`\u0000${text}`)).toBe(`\u0000${text}`.startsWith(text));
		}));
	});
});
