import type { Stored } from '../data/row';

/** Which batches a run takes. */
export interface Range {
	readonly all: boolean;
	readonly from: number;
	readonly to: number;
}

/** Parameters of the AR twins; numbers of GL batches may have their zeros (reference sage-300 8.3). */
export const rangeOf = (parameters: Stored): Range => {
	const from = Number(parameters.get('PostBatchFrom') || '0');
	return { all: parameters.get('PostAllBatches') === 'Postallbatches', from, to: Number(parameters.get('PostBatchTo') || String(from)) };
};

export const isIn = ({ all, from, to }: Range, batch: Stored): boolean => {
	const number = Number(batch.get('BatchNumber'));
	return all || (number >= from && number <= to);
};
