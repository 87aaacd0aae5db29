/** The day of an instant in the simulated site's zone, which is UTC: `2026-03-31`. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** The day in `2025-03-31` and `2025-03-31T00:00:00Z` (reference sage-300 5.4); undefined when it is none. */
export const dayFrom = (text: string): string | undefined => {
	const [, year, month, day] = FORM.exec(text) ?? [];
	if (year === undefined) return undefined;
	const plain = `${year}-${month}-${day}`;
	const ms = Date.parse(`${plain}T00:00:00Z`);
	return !Number.isNaN(ms) && dayOf(ms) === plain ? plain : undefined;
};
