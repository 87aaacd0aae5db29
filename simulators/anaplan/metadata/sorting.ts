import type { Call } from '../http/call';
import { ApiError } from '../http/reply';

const FORM = '(-){column_name_1},(+){column_name_2}..';

/**
 * `/models`, `/users` and `/workspaces` check `sort`; inside a model any value is accepted (reference anaplan 4).
 * An unencoded `+` arrives as a blank and so lacks its prefix.
 */
export const sorted = <T extends Record<string, unknown>>(call: Call, all: readonly T[], columns: readonly string[]): T[] => {
	const sort = call.request.query.get('sort');
	if (sort === null || sort === '') return [...all];
	const keys = sort.split(',').map((part) => {
		if (!/^[+-]/.test(part)) throw new ApiError(400, `Bad sort order format: '${sort}'. Please follow ${FORM} format`);
		const column = part.slice(1);
		if (!columns.includes(column)) throw new ApiError(400, 'Failed to parse sort parameter');
		return { column, sign: part.startsWith('-') ? -1 : 1 };
	});
	return [...all].sort((a, b) => {
		for (const { column, sign } of keys) {
			const [left, right] = [String(a[column] ?? ''), String(b[column] ?? '')];
			if (left !== right) return left < right ? -sign : sign;
		}
		return 0;
	});
};

/** `s=` searches for tenant admins only; wildcards % and _; others get everything (reference anaplan 4). */
export const searched = <T extends Record<string, unknown>>(call: Call, all: readonly T[], column: string): T[] => {
	const text = call.request.query.get('s');
	if (text === null || text === '' || call.user.admin !== true) return [...all];
	const pattern = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*').replaceAll('_', '.');
	return all.filter((one) => new RegExp(pattern, 'i').test(String(one[column] ?? '')));
};
