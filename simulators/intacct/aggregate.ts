import type { FlatRecord } from './bare-format';
import { accessor, renderer } from './field-access';
import { processingError } from './failures';
import { decimal, isDecimal, units } from './money';
import type { Aggregate, Selected } from './query-request';
import type { Row } from './table';
import type { World } from './world';
import { dayNumber } from './zone';

interface Cell {
	readonly stored: string;
	readonly shown: string;
}

/** Compares stored texts: days, numbers, else text (stored stamps sort as text). */
const smaller = (a: string, b: string): boolean => {
	const [x, y] = [dayNumber(a), dayNumber(b)];
	if (!Number.isNaN(x) && !Number.isNaN(y)) return x < y;
	return isDecimal(a) && isDecimal(b) ? units(a) < units(b) : a < b;
};

const extreme = (cells: readonly Cell[], better: (a: string, b: string) => boolean): string =>
	cells.reduce<Cell | undefined>((best, cell) => (!best || better(cell.stored, best.stored) ? cell : best), undefined)?.shown ?? '';

const sum = (cells: readonly Cell[]): bigint => cells.reduce((total, { stored }) => total + units(stored), 0n);

/** Over the values that are not null. */
const COMPUTE: Readonly<Record<Aggregate, (cells: readonly Cell[]) => string>> = {
	count: (cells) => String(cells.length),
	sum: (cells) => decimal(sum(cells)),
	avg: (cells) => (cells.length === 0 ? '' : decimal(sum(cells) / BigInt(cells.length))),
	min: (cells) => extreme(cells, smaller),
	max: (cells) => extreme(cells, (a, b) => smaller(b, a)),
};

/** Groups by the plain fields; aggregates are named `COUNT.RECORDNO` (reference 8). */
export const aggregated = (
	world: World,
	object: string,
	select: readonly Selected[],
	rows: readonly Row[],
): { names: string[]; records: FlatRecord[] } => {
	const columns = select.map(({ path, aggregate }) => {
		const access = accessor(world, object, path);
		if (!access) throw processingError(`Field ${path} of object ${object} does not exist.`);
		const bare = aggregate === 'sum' && world.switches.text('sumNaming') === 'bare';
		return {
			name: aggregate && !bare ? `${aggregate.toUpperCase()}.${path}` : path,
			aggregate,
			read: access.read,
			show: renderer(world, access),
		};
	});
	const plain = columns.filter(({ aggregate }) => aggregate === undefined);
	const groups = new Map<string, Row[]>();
	for (const row of rows) {
		const key = JSON.stringify(plain.map(({ read }) => read(row)));
		const group = groups.get(key);
		if (group) group.push(row);
		else groups.set(key, [row]);
	}
	const records = [...groups.values()].map((group) =>
		columns.map(({ name, aggregate, read, show }) => {
			if (!aggregate) return [name, show(group[0]!)] as const;
			const cells = group.map((row) => ({ stored: read(row), shown: show(row) })).filter(({ stored }) => stored !== '');
			return [name, COMPUTE[aggregate](cells)] as const;
		}),
	);
	return { names: columns.map(({ name }) => name), records };
};
