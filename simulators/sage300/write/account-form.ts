import { type Stored } from '../data/row';
import { invalidField, refused } from '../http/failure';
import type { Form, WriteContext } from './form';

/** Segments of an account as its structure cuts it; undefined when it has another length. */
const segmentsOf = ({ company }: WriteContext, row: Stored): ReadonlyMap<string, string> | undefined => {
	const { segments, structures } = company.definition;
	const account = row.get('UnformattedAccount');
	const found = new Map<string, string>();
	let at = 0;
	for (const number of structures[row.get('StructureCode')] ?? []) {
		const length = segments.find((one) => one.number === number)?.length ?? 0;
		found.set(number, account.slice(at, at + length));
		at += length;
	}
	return at === account.length && account !== '' ? found : undefined;
};

const totals = (context: WriteContext, row: Stored): Stored => {
	const { definition } = context.company;
	const segments = segmentsOf(context, row);
	return row.with({
		...(segments === undefined ? {} : {
			AccountNumber: [...segments.values()].join(definition.delimiter),
				...Object.fromEntries([...segments].map(([number, code]) => [`AccountSegmentCode${number}`, code])),
		}),
		NumberOfOptionalFields: String(row.rows('AccountOptionalFields').length),
	});
};

const check = (context: WriteContext, row: Stored): void => {
	const { company } = context;
	const { structures } = company.definition;
	if (structures[row.get('StructureCode')] === undefined) throw invalidField(`Account structure code "${row.get('StructureCode')}" is not defined.`);
	const segments = segmentsOf(context, row);
	if (segments === undefined) throw refused(`Account "${row.get('UnformattedAccount')}" does not fit structure ${row.get('StructureCode')}.`);
	for (const [number, code] of segments) {
		if (number === '1') continue;
		if (company.table('GLSegmentCodes').find([number.padStart(6, '0'),
			code]) === undefined) throw invalidField(`Segment code "${code}" is not defined.`);
	}
	const group = row.get('AccountGroupCode');
	if (group !== '' && company.table('GLAccountGroups').find([group]) === undefined) throw invalidField(`Account group "${group}" is not defined.`);
};

/** Accounts: the formatted number and the segments follow from key and structure. */
export const ACCOUNT_FORM: Form = {
	rules: {
		Account: {
			start: ({ today }) => ({ DateCreated: today }),
			owned: new Set(['AccountNumber', 'DateCreated', 'NumberOfOptionalFields',
				...Array.from({ length: 10 }, (_, at) => `AccountSegmentCode${at + 1}`)]),
		},
	},
	totals, check,
	removable: ({ company }, row) => {
		const account = row.get('UnformattedAccount');
		if (!company.sets.list().some((set) => set.get('AccountNumber') === account)) return;
		throw refused(`Account "${account}" cannot be deleted because it has history.`);
	},
};
