import type { Execution } from '../host/executions';

/** What a failed execution says: what happened, and what to do. */
export const toldBy = ({ error }: Execution): string => `${String(error?.message)} ${String(error?.description)}`;

/** Every sentence beside the outputs of a node, over all of its runs. */
export const hintsOf = ({ runs }: Execution, node: string): readonly string[] =>
	(runs[node] ?? []).flatMap(({ hints }) => hints.map((hint) => String((hint as { message?: unknown }).message)));
