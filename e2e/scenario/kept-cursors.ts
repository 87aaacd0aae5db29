/** One line of the workflow's static data: up to when a stream is known to have been loaded. */
interface KeptCursor {
	readonly source: string;
	readonly cursors: ReadonlyArray<{ readonly to: string }>;
}

const isKeptCursor = (value: unknown): value is KeptCursor =>
	typeof value === 'object' && value !== null && 'source' in value && 'cursors' in value && Array.isArray(value.cursors);

/** Confirmed up to this moment, by the name of the reading node. */
export const confirmedUpTo = (staticData: Readonly<Record<string, unknown>>): Record<string, string> =>
	Object.fromEntries(Object.values((staticData.global ?? {}) as Record<string, unknown>).filter(isKeptCursor).map(({ source, cursors }) => [source, String(cursors[0]?.to)]));
