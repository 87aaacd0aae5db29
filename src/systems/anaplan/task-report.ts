import { flagOf, listOf, memberOf, numberOf, objectOf, textOf, type Json } from './json';

/** What Anaplan says about a task, read but not judged. */
export interface TaskReport {
	readonly taskId: string;
	/** NOT_STARTED, IN_PROGRESS, COMPLETE, CANCELLING, CANCELLED; an open set. */
	readonly state: string;
	readonly currentStep: string;
	readonly progress: number | undefined;
	/** The server's clock, milliseconds since 1970. */
	readonly creationTime: number | undefined;
	readonly cancelledBy: string;
	/** Absent until the end, and usually after a cancellation. */
	readonly result: TaskResult | undefined;
}

export interface TaskResult {
	readonly successful: boolean;
	readonly failureDumpAvailable: boolean;
	readonly objectId: string;
	readonly objectName: string;
	readonly details: readonly ResultDetail[];
	/** Of a step of a process, where told: an instant, and a number whose unit is not documented. Form UNCONFIRMED, kept as text. */
	readonly startTime: string;
	readonly duration: string;
	/** One per action of a process, in order. */
	readonly nestedResults: readonly TaskResult[];
}

export interface ResultDetail {
	readonly code: string;
	readonly text: string;
	readonly occurrences: number;
	/** As sent: keys and values in turn for counters, the culprits for row errors. */
	readonly values: readonly string[];
	/** `values` read as pairs. */
	readonly pairs: Readonly<Record<string, string>>;
}

const rawValues = (detail: Json): readonly (string | null)[] => {
	const { values } = detail;
	return Array.isArray(values) ? values.map((value) => (value === null || value === undefined ? null : String(value))) : [];
};

/** A flat array of alternating keys and values in no fixed order, in which entries may be null (reference anaplan 8). */
const pairsOf = (values: readonly (string | null)[]): Record<string, string> => {
	const pairs: Record<string, string> = {};
	for (let at = 0; at + 1 < values.length; at += 2) {
		const [key, value] = [values[at], values[at + 1]];
		if (key !== null && key !== undefined && value !== null && value !== undefined) pairs[key] = value;
	}
	return pairs;
};

const readDetail = (detail: Json): ResultDetail => {
	const values = rawValues(detail);
	return {
		code: textOf(detail, 'type'),
		text: textOf(detail, 'localMessageText').trim(),
		occurrences: numberOf(detail, 'occurrences') ?? 0,
		values: values.filter((value): value is string => value !== null),
		pairs: pairsOf(values),
	};
};

/** Milliseconds since 1970 as an instant; anything else as it was sent. */
const instantOf = (text: string): string => (/^\d{12,14}$/.test(text) ? new Date(Number(text)).toISOString() : text);

const readResult = (result: Json): TaskResult => ({
	successful: flagOf(result, 'successful'),
	failureDumpAvailable: flagOf(result, 'failureDumpAvailable'),
	objectId: textOf(result, 'objectId'),
	objectName: textOf(result, 'objectName'),
	details: listOf(result, 'details').map(readDetail),
	startTime: instantOf(textOf(result, 'startTime')),
	duration: textOf(result, 'duration'),
	nestedResults: listOf(result, 'nestedResults').map(readResult),
});

/** Reads `task` of an answer about a task, or an entry of a task list. */
export const readTask = (task: Json): TaskReport => ({
	taskId: textOf(task, 'taskId'),
	state: textOf(task, 'taskState'),
	currentStep: textOf(task, 'currentStep'),
	progress: numberOf(task, 'progress'),
	creationTime: numberOf(task, 'creationTime'),
	cancelledBy: textOf(task, 'cancelledBy'),
	result: Object.keys(memberOf(task, 'result')).length === 0 ? undefined : readResult(memberOf(task, 'result')),
});

/** The documentation shows `{ taskId }`, the service `{ task: { taskId } }` (reference anaplan 8). */
export const taskOf = (answer: Json): Json => ('task' in answer ? memberOf(answer, 'task') : objectOf(answer));
