/** One record of a seed: field texts, dates MM/DD/YYYY; stamps as seconds before the simulated now. */
export interface SeedRecord {
	readonly values: Readonly<Record<string, string>>;
	/** Seconds before now; null for an empty stamp. */
	readonly age: number | null;
	/** Creation, when it differs from the stamp; needed where the stamp is empty. */
	readonly createdAge?: number;
}

export type SeedRecords = ReadonlyMap<string, readonly SeedRecord[]>;

export const DAY = 86_400;
