import type { Node } from './node-list';
import type { Generation } from './x3-schema';

/** `2026-03-04T09:00:SS.mmmZ` */
export const at = (second: number, milliseconds = 0): string => new Date(Date.UTC(2026, 2, 4, 9, 0, second, milliseconds)).toISOString();
export const instant = (second: number): string => `${at(second).slice(0, 19)}Z`;

export const analytical = (number: number, amount: string, ...dimensions: ReadonlyArray<readonly [type: string, value: string | null]>): Node => ({
	_id: `A${number}`, analyticalLineNumber: number, transactionAmount: amount, quantity: '0',
	dimensions: dimensions.map(([type, value], index) => ({
		_id: `D${number}|${index + 1}`, denormalizedIndex: index + 1, dimensionType: { _id: type, dimensionType: type, code: type }, dimension: value === null ? null : { _id: `${type}|${value}` },
	})),
});

export interface LineParts {
	readonly entry: string;
	readonly number: number;
	readonly amount: string;
	readonly sign?: 1 | -1;
	readonly stamp?: string | null;
	/** Of the entry; that of the line unless given. */
	readonly entryStamp?: string | null;
	readonly ledger?: string;
	readonly account?: string;
	readonly analysis?: readonly Node[];
	readonly transactionAmount?: string;
	readonly type?: string;
}

const RANKS: Readonly<Record<string, number>> = { legal: 1, analytical: 2, ias: 3 };

export const line = (parts: LineParts, generation: Generation = 'current'): Node => {
	const { entry, number, amount, sign = 1, stamp = at(5), entryStamp = stamp, ledger = 'legal', account = '606100', analysis = [], transactionAmount = amount, type = 'MIS' } = parts;
	const isOlder = generation === 'older';
	return {
		_id: `${type}|${entry}|${number}|${RANKS[ledger]}`, _updateStamp: stamp, lineNumber: number, ledgerTypeNumber: isOlder ? RANKS[ledger] : ledger, accountingDate: '2026-03-02', sign,
		journalEntryType: { _id: `${type}|GBR`, code: type },
		journalEntry: { _id: `${type}|${entry}`, _updateStamp: entryStamp, journalEntryNumber: entry, journalEntryStatus: 'temporary', company: { _id: 'NW', code: 'NW' } },
		site: { _id: 'NW01', code: 'NW01' }, account: { _id: `UKC|${account}`, code: account }, chartOfAccounts: { _id: 'UKC', code: 'UKC' }, businessPartner: null, controlAccount: ' ',
		ledgerCurrency: { _id: 'GBP' }, transactionCurrency: { _id: 'GBP' }, transactionAmount, quantity: '0', lineDescription: 'March "cleaning"', analyticalLines: analysis,
		...(isOlder ? { debitAmountInLedgerCurrency: sign === 1 ? amount : '0', creditAmountInLedgerCurrency: sign === -1 ? amount : '0' } : { ledgerAmount: amount }),
	};
};

export const TYPES: Node[] = ['BUS', 'DPT', 'PRJ'].map((code) => ({ _id: code, dimensionType: code, code, localizedDescription: code === 'DPT' ? 'Department' : '' }));

export const order = (id: string, stamp: string | null, lines: ReadonlyArray<readonly [number: number, stamp: string | null]>): Node => ({
	_id: id, id, _updateStamp: stamp, orderDate: '2026-03-01', expectedReceiptDate: '1753-01-01', isClosed: 'no', company: { _id: 'NW', code: 'NW' },
	orderFromSupplier: { _id: 'S1', code: { _id: 'S1', code: 'S1' } },
	purchaseOrderLines: lines.map(([number, changed]) => ({ _id: `${id}|${number}|1`, lineNumber: number, sequenceNumber: 1, quantityInOrderUnitOrdered: '3.50', grossPrice: '9.990', _updateStamp: changed })),
});
