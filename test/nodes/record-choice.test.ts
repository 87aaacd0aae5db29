import type { IDataObject, IExecuteFunctions, INodePropertyOptions } from 'n8n-workflow';
import { holding } from '../../nodes/shared/context/pick-list';
import { namesIn } from '../../nodes/shared/data/names';
import { conditionsField, fieldChoiceFields, limitFields } from '../../nodes/shared/fields/record.fields';
import { conditionsOf, fieldChoiceOf, limitOf, recordKindOf } from '../../nodes/shared/reading/record-choice';

/** A panel that holds these values; whatever is left out is at its default. */
const panel = (values: IDataObject): IExecuteFunctions =>
	({ getNodeParameter: (name: string, _item: number, fallback?: unknown) => values[name] ?? fallback }) as unknown as IExecuteFunctions;

describe('what the panel says about the records to read, the same for every ERP', () => {
	it.each([
		['names', ['A', ' B ', 'A', ''], ['A', 'B']], ['a text with commas', 'A, B,,A', ['A', 'B']], ['nothing', undefined, []], ['null', null, []], ['an empty text', ' ', []],
	])('names in %s', (_what, given, names) => expect(namesIn(given)).toEqual(names));

	it('fields are those for planning unless others are wanted', () => {
		expect(fieldChoiceOf(panel({}), 0)).toBe('planning');
		expect(fieldChoiceOf(panel({ fieldChoice: 'all', fields: ['A'] }), 0)).toBe('all');
		expect(fieldChoiceOf(panel({ fieldChoice: 'chosen', fields: ['A', 'B'] }), 0)).toEqual(['A', 'B']);
		expect(fieldChoiceOf(panel({ fieldChoice: 'chosen', fields: 'A,B' }), 0)).toEqual(['A', 'B']);
	});

	it('a condition keeps its value as text, cut into parts only for the operators that take several', () => {
		const condition = [{ field: ' STATE ', value: 'a, b' }, { field: 'STATE', operator: 'in', value: 'a, b' }, { field: 'NO', operator: 'notin', value: 7 }, { field: 'X', operator: 'isnull' }];
		expect(conditionsOf(panel({ conditions: { condition } }), 0)).toEqual([
			{ field: 'STATE', operator: 'equalto', value: 'a, b' }, { field: 'STATE', operator: 'in', value: 'a, b', values: ['a', 'b'] },
			{ field: 'NO', operator: 'notin', value: '7', values: ['7'] }, { field: 'X', operator: 'isnull', value: '' },
		]);
		expect(conditionsOf(panel({}), 0)).toEqual([]);
	});

	it('a limit counts unless all are wanted', () => {
		expect([limitOf(panel({}), 0), limitOf(panel({ limit: 7 }), 0), limitOf(panel({ limit: 7, returnAll: true }), 0)]).toEqual([{ limit: 50 }, { limit: 7 }, {}]);
	});

	it('a locator names what it holds, without blanks around it', () => expect(recordKindOf(panel({ object: ' VENDOR ' }), 0, 'object')).toBe('VENDOR'));

	it('every field is shown where the ERP says, and depends on the choice above it', () => {
		const display = { show: { resource: ['record'] } };
		expect(limitFields(display).map(({ displayOptions }) => displayOptions)).toEqual([display, { show: { resource: ['record'], returnAll: [false] } }]);
		const fields = fieldChoiceFields(display, { all: 'a', planning: 'b', chosen: 'c', dependsOn: ['object.value'] });
		expect(fields.map(({ displayOptions }) => displayOptions)).toEqual([display, { show: { resource: ['record'], fieldChoice: ['chosen'] } }]);
	});

	it('an ERP offers the operators that it has, by their one name, in the order of the names', () => {
		const { options = [] } = conditionsField({}, { operators: ['startswith', 'in', 'equalto'], field: {}, value: {} });
		const [group] = options;
		const operator = group && 'values' in group ? group.values.find(({ name }) => name === 'operator') : undefined;
		expect((operator?.options as INodePropertyOptions[]).map(({ name, value }) => [name, value])).toEqual([['Equal', 'equalto'], ['One Of', 'in'], ['Starts With', 'startswith']]);
	});

	it('a search shows what holds the typed letters, whatever their case', () => {
		const items = [{ name: 'Vendors (VENDOR)', value: 'VENDOR' }, { name: 'Bills', value: 'APBILL' }];
		expect([holding(items, 'vend').results, holding(items).results]).toEqual([[items[0]], items]);
	});
});
