import type { Journal } from '../../../contracts';
import { RejectedError, type RejectedRecord } from '../../../core/errors';
import type { Verdict } from '../answers/classify-answer';
import { SYSTEM } from '../identity';

const LINE = /^lines\[(\d{1,6})\](?:\.(.*))?$/;

/** What was refused about each line, by its position, and about the entry as a whole. */
export const reasonsOf = ({ said, details }: Pick<Verdict, 'said' | 'details'>, { lines }: Pick<Journal, 'lines'>): {
	readonly byLine: ReadonlyMap<number, readonly string[]>; readonly ofAll: readonly string[];
} => {
	const byLine = new Map<number, string[]>();
	const ofAll: string[] = [];
	for (const { field, said: reason } of details) {
		const [, index, member = ''] = LINE.exec(field) ?? [];
		const line = index === undefined ? undefined : lines[Number(index)];
		if (index === undefined || line === undefined) ofAll.push(field === '' ? reason : `${field}: ${reason}`);
		else byLine.set(Number(index), [...(byLine.get(Number(index)) ?? []), `${member === '' ? '' : `${member}: `}${reason}`]);
	}
	return byLine.size === 0 ? { byLine, ofAll: [said, ...ofAll] } : { byLine: new Map([...byLine].map(([index, reasons]) => [index, [...reasons, said]])), ofAll };
};

/** Refused with reasons, nothing stored: lines by their position where the agent names them, otherwise the journal as a whole. */
export const refusalOf = (verdict: Verdict, journal: Journal, operation: string): RejectedError => {
	const { byLine, ofAll } = reasonsOf(verdict, journal);
	const records = [...byLine].map(([index, reasons]): RejectedRecord => ({ index, key: journal.lines[index]?.key ?? undefined, reasons: [...reasons, ...ofAll] }));
	const { remedy, status, code } = verdict;
	const said = byLine.size > 0 ? verdict.said : ofAll.join('; ');
	return new RejectedError({ system: SYSTEM, operation, said, remedy, status, ...(code && { code }) }, records);
};
