import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { Catalogue, NodeType } from '../contract/catalogue';
import type { Row } from '../data/row';
import type { Reader } from '../query/values';
import { QueryRefused } from '../query/refused';
import { listed } from '../switches';
import type { World } from '../world';

/** A diagnosis as the system gives it: severities 1 and 2 inform and warn, 3 and 4 are errors (reference sage-x3 3.6). */
export interface Diagnosis {
	readonly severity: number;
	readonly message: string;
	readonly path: readonly string[];
}

export const diagnosed = (message: string, diagnoses: readonly Diagnosis[]): GraphQLError =>
	new GraphQLError(message, { extensions: { code: 'business-rule-error', diagnoses } });

/** One request while it is answered. */
export class Asked {
	/** Errors that took no data away. */
	readonly warnings: GraphQLError[] = [];
	/** Rows given at the top level, for the history. */
	rows = 0;
	readonly nodes = new Set<string>();
	private readonly closed: ReadonlySet<string>;

	constructor(readonly world: World, readonly catalogue: Catalogue, readonly reader: Reader, denied: readonly string[]) {
		this.closed = new Set([...listed(world.switches.values.denied), ...denied]);
	}

	/** The user has no right to it: null and an error. */
	checkRight(place: string): void {
		if (!this.closed.has(place)) return;
		throw diagnosed('Read failed.', [{ severity: 3, message: `${place}: access refused`, path: [] }]);
	}

	/** Something was armed to go wrong for this record here. */
	checkDisturbed(place: string, row: Row, info: GraphQLResolveInfo): void {
		const found = this.world.armed.take('diagnosis', `${place} ${row.key.join('|')}`);
		if (found === undefined) return;
		const error = diagnosed(found.severity >= 3 ? 'Read failed.' : 'Read with warnings.',
			[{ severity: found.severity, message: found.message, path: [] }]);
		if (found.severity >= 3) throw error;
		const path: (string | number)[] = [];
		for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step !== undefined; step = step.prev) path.unshift(step.key);
		this.warnings.push(new GraphQLError(error.message, { path, extensions: { ...error.extensions } }));
	}

	/** A question that makes no sense, as an error of the place that asked it. */
	guarded<T>(work: () => T): T {
		try {
			return work();
		} catch (error) {
			if (error instanceof QueryRefused) throw diagnosed('Query failed.', [{ severity: 3, message: error.message, path: [] }]);
			throw error;
		}
	}
}

/** A record with the node that shows it. */
export interface Shown {
	readonly row: Row;
	readonly type: NodeType;
	/** The name of the node that it was read through, such as `journalEntryLine`. */
	readonly node: string;
}

/** `journalEntryLine` of type JournalEntryLine. */
export const nodeName = (type: string): string => `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`;

