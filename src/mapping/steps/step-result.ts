import type { SourceRecord } from '../../contracts';

/** What a step made of a value, or why it cannot. */
export type StepResult = { readonly value: string } | { readonly refused: string };

/** A step ready to run. Called with a value that is not empty; the record is for steps that look at another field. */
export type RunStep = (value: string, record: SourceRecord) => StepResult;
