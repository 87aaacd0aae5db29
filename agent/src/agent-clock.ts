/** Time of the machine the agent runs on. Stamps never come from it; they come from the Sage server. */
export interface AgentClock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Calls `then` once after so many milliseconds, unless the returned function is called before. */
	after(milliseconds: number, then: () => void): () => void;
}

export const systemClock: AgentClock = {
	now: () => Date.now(),
	after: (milliseconds, then) => {
		const timer = setTimeout(then, milliseconds);
		return () => clearTimeout(timer);
	},
};

/** `2025-04-02T15:15:01Z`: seconds are enough for people and for the request journal. */
export const instantText = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
