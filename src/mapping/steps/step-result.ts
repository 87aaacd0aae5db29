/** What a step made of a value, or why it cannot. */
export type StepResult = { readonly value: string } | { readonly refused: string };

/** What stands around a value. */
export interface StepContext {
	readonly fields: Readonly<Record<string, string>>;
	/** The result of another column; undefined when that was refused, which rejects the row already. */
	column(name: string): string | undefined;
}

/** A step ready to run. Called with a value that is not empty; the context is for steps that look at something else too. */
export type RunStep = (value: string, context: StepContext) => StepResult;
