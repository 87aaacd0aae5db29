export interface Difference {
	readonly where: string;
	readonly key: string;
	readonly expected: string;
	readonly found: string;
}

export interface Verdict {
	/** How many records were looked at, by object. */
	readonly checked: Readonly<Record<string, number>>;
	readonly differences: readonly Difference[];
}
