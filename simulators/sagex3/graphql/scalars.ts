import { GraphQLScalarType, Kind } from 'graphql';

/** Types of the system's own; all of them are text in JSON (reference sage-x3 3.5). */
const textual = (name: string, description: string): GraphQLScalarType => new GraphQLScalarType({
	name, description,
	serialize: (value) => String(value),
	parseValue: (value) => {
		if (typeof value !== 'string') throw new TypeError(`${name} cannot represent ${JSON.stringify(value)}`);
		return value;
	},
	parseLiteral: (node) => {
		if (node.kind !== Kind.STRING && node.kind !== Kind.INT) throw new TypeError(`${name} cannot represent this literal`);
		return node.value;
	},
});

export const ownScalars = (): Readonly<Record<'Id' | 'Decimal' | 'Date' | 'Datetime', GraphQLScalarType>> => ({
	Id: textual('Id', 'Key of a record; parts of a key have a bar between them'), Decimal: textual('Decimal', 'Decimal number as text'),
	Date: textual('Date', 'Day'), Datetime: textual('Datetime', 'Instant in UTC'),
});
