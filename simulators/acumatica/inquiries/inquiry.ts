import { randomUUID } from 'node:crypto';
import { record, type Stored } from '../data/record';
import type { Complaints } from '../read/render';
import type { World } from '../world';

export interface Asked {
	readonly rows: readonly Stored[];
	/** Parameters as the form shows them afterwards. */
	readonly values?: Readonly<Record<string, string>>;
	readonly complaints?: Complaints;
}

/** `wanted` is false when nobody looks at the rows. */
export type Inquiry = (world: World, parameters: ReadonlyMap<string, string>, wanted: boolean) => Asked;

export const inquiryRow = (values: Record<string, string>): Stored => record(randomUUID(), values);
