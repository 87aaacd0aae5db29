export type TaskKind = 'imports' | 'exports' | 'actions' | 'processes';
export type TaskState = 'NOT_STARTED' | 'IN_PROGRESS' | 'COMPLETE' | 'CANCELLING' | 'CANCELLED';

export interface Detail {
	readonly type: string;
	readonly occurrences: number;
	readonly localMessageText: string;
	readonly values: ReadonlyArray<string | null>;
}

export interface StepResult {
	readonly successful: boolean;
	readonly failureDumpAvailable: boolean;
	readonly objectId: string;
	readonly objectName?: string;
	readonly details?: readonly Detail[];
	/** Of a step inside a process; shown with includeProcessDetails only. */
	readonly startTime?: number;
	readonly duration?: number;
}

export interface TaskResult extends StepResult {
	readonly nestedResults?: readonly StepResult[];
}

/** How many rows of a file ended how. */
export interface RowCounts {
	readonly total: number;
	readonly success: number;
	readonly created: number;
	readonly updated: number;
	readonly warnings: number;
	readonly failed: number;
	readonly ignored: number;
}

/** Work that is done but not yet final: until commit it can be taken back. */
export interface Finished<R = TaskResult> {
	readonly result: R;
	readonly rows?: RowCounts;
	/** Makes dumps, files and history entries; nothing can be taken back afterwards. */
	commit(): void;
	undo(): void;
}

/** What running work may ask of its task. */
export interface TaskControl {
	readonly taskId: string;
	readonly user: string;
	/** Throws when the task is being cancelled. */
	checkCancelled(): void;
	progress(fraction: number): void;
	/** Lets other requests be answered. */
	breathe(): Promise<void>;
}

export interface TaskWork {
	readonly mutating: boolean;
	run(control: TaskControl): Promise<Finished>;
}

export class Cancelled extends Error {
	constructor() {
		super('cancelled');
	}
}

export interface Task {
	readonly taskId: string;
	readonly kind: TaskKind;
	readonly objectId: string;
	readonly user: string;
	readonly creationTime: number;
	state: TaskState;
	progress: number;
	currentStep: string;
	result?: TaskResult;
	cancelledBy?: string;
}
