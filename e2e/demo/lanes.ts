/** One after the other within a lane, because they share something; lanes in the order of their first member. */
export const lanesOf = <T>(all: readonly T[], sharedBy: (one: T) => unknown): T[][] => {
	const lanes = new Map<unknown, T[]>();
	for (const one of all) lanes.set(sharedBy(one), [...(lanes.get(sharedBy(one)) ?? []), one]);
	return [...lanes.values()];
};

/** Plays all lanes, so many at once at most. */
export const playLanes = async <T>(lanes: readonly (readonly T[])[], atOnce: number, play: (one: T) => Promise<void>): Promise<void> => {
	const waiting = [...lanes];
	const worker = async (): Promise<void> => {
		for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) for (const one of lane) await play(one);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
};
