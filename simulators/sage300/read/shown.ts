import { plainDecimal, scaled, scaledText } from '../../harness/decimal';
import type { Row } from '../data/row';
import type { EntityType, Property } from '../contract/types';
import type { SwitchValues } from '../switches';

/** What the row has for the property, or what an absent value means. */
export const valueOf = (row: Row, property: Property): string => row.get(property.field) || property.initial;

const DATE_FORMS: Readonly<Record<SwitchValues['dateForm'], (day: string) => string>> = {
	Z: (day) => `${day}T00:00:00Z`, none: (day) => `${day}T00:00:00`, '+02:00': (day) => `${day}T00:00:00+02:00`, day: (day) => day,
	slashes: (day) => day.split('-').reverse().join('/'),
};

/** With the decimals of the switch; a third that is not zero is never dropped. */
const amountShown = (text: string, decimals: 2 | 3): string => {
	const units = scaled(text, 3);
	return decimals === 2 && units % 10n === 0n ? scaledText(units / 10n, 2) : scaledText(units, 3);
};

type Write = (value: string, property: Property, switches: SwitchValues) => string;

/** JSON text of one value, by kind (reference sage-300 5.4): empty dates are null, empty texts are "". */
const WRITE: Readonly<Record<Exclude<Property['kind'], 'rows'>, Write>> = {
	text: (value) => JSON.stringify(value),
	enum: (value, { shown }) => JSON.stringify(shown.get(value) ?? value),
	date: (value, _, { dateForm }) => (value === '' ? 'null' : `"${DATE_FORMS[dateForm](value)}"`),
	amount: (value, _, { amountDecimals }) => amountShown(value, amountDecimals),
	decimal: (value) => plainDecimal(value) ?? '0',
	integer: (value) => plainDecimal(value) ?? '0',
	flag: (value) => value,
};

/** JSON text of a row; `only` are the properties chosen by $select. */
export const rowText = (row: Row, type: EntityType, switches: SwitchValues, only: readonly Property[] = type.properties): string => {
	let text = '';
	for (const property of only) {
		const value = property.kind === 'rows'
			? `[${row.rows(property.field).map((one) => rowText(one, property.type!, switches)).join(',')}]`
			: WRITE[property.kind](valueOf(row, property), property, switches);
		text += `${text === '' ? '' : ','}"${property.name}":${value}`;
	}
	return `{${text}}`;
};
