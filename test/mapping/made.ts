import { bindLists, type MemberBooks } from '../../src/mapping';
import { parseMappingSpec } from '../../src/mapping/parse-spec';
import { transformRecord } from '../../src/mapping/transform';

/** What a mapping makes of one record, by column; or the reasons. */
export const lineOf = (columns: readonly object[], fields: Record<string, string>, books: MemberBooks = new Map()): Record<string, string> | readonly string[] => {
	const spec = bindLists(parseMappingSpec({ columns }), books);
	const result = transformRecord(spec, { key: 'k', stamp: null, fields });
	return 'row' in result ? Object.fromEntries(spec.columns.map(({ column }, at) => [column, result.row[at] ?? ''])) : result.rejected;
};

/** What steps make of one value: the text, or the reason. */
export const madeBy = (steps: readonly object[], books?: MemberBooks) => (value: string): string => {
	const line = lineOf([{ column: 'C', from: { kind: 'field', field: 'f' }, steps }], { f: value }, books);
	return 'C' in line ? (line.C ?? '') : `rejected: ${(line as readonly string[]).join('; ')}`;
};
