import type { SimRequest } from '../../harness/server';
import type { Row } from '../data/row';
import type { Reader } from '../query/values';
import type { World } from '../world';
import type { ClassicClass } from './classes';

/** One request to a class by a user who may. */
export interface Call {
	readonly world: World;
	readonly request: SimRequest;
	readonly reader: Reader;
	readonly shown: ClassicClass;
}

type Diagnosis = { readonly $severity: string; readonly $message: string };

const SEVERITIES = ['info', 'warning', 'error', 'fatal'] as const;

const diagnosis = (severity: number, message: string): Diagnosis => ({ $severity: SEVERITIES[severity - 1] ?? 'error', $message: message });

/** Rows without those for which something was armed to go wrong, and what is said of them: in a 200 (reference sage-x3 8.4). */
export const diagnosesAnswer = (
	{ world, shown }: Call, rows: readonly Row[],
): { readonly kept: readonly Row[]; readonly diagnoses: readonly Diagnosis[] } => {
	const diagnoses: Diagnosis[] = [];
	const kept = rows.filter((row) => {
		const found = world.armed.take('diagnosis', `${shown.table} ${row.key.join('|')}`);
		if (found === undefined) return true;
		diagnoses.push(diagnosis(found.severity, found.message));
		return found.severity < 3;
	});
	const notice = world.armed.take('notice', shown.table);
	if (notice !== undefined) diagnoses.push(diagnosis(notice.severity, notice.message));
	return { kept, diagnoses };
};
