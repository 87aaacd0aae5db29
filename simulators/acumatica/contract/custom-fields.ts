import type { FieldCode } from './catalogue';

export interface CustomField {
	readonly view: string;
	readonly field: string;
	readonly code: FieldCode | 'binary';
	/** Computed by the form: what is sent for it is dropped. */
	readonly readOnly?: boolean;
}

const field = (path: string, code: CustomField['code'] = 'S', readOnly = false): CustomField => {
	const [view = '', name = ''] = path.split('.');
	return { view, field: name, code, ...(readOnly ? { readOnly } : {}) };
};

/**
 * Fields outside the contract by entity, or by `Entity/Detail` (reference acumatica 3.2, 5.2). `Attribute…` are user-defined fields,
 * `Usr…` come from a customisation of this site.
 */
export const CUSTOM_FIELDS: Readonly<Record<string, readonly CustomField[]>> = {
	JournalTransaction: [
		field('BatchModule.CuryControlTotal', 'D'), field('BatchModule.CuryDebitTotal', 'D', true), field('BatchModule.CuryCreditTotal', 'D', true),
		field('BatchModule.BatchType'), field('BatchModule.AutoReverse', 'B'), field('BatchModule.OrigBatchNbr', 'S', true),
		field('BatchModule.AttributePLANREF'), field('BatchModule.AttributePLANVER', 'I'),
	],
	'JournalTransaction/Details': [field('GLTranModuleBatNbr.UsrPlanRow'), field('GLTranModuleBatNbr.TranClass', 'S', true)],
	Account: [field('AccountRecords.UsrPlanLine'), field('AccountRecords.GroupMask', 'binary')],
	Vendor: [field('BAccount.AttributeREGION'), field('BAccount.UsrScore', 'D')],
	Bill: [field('Document.UsrContract'), field('Document.AttributePROJCODE'), field('Document.CuryLineTotal', 'D', true)],
	'Bill/Details': [field('Transactions.UsrAllocation')],
	PurchaseOrder: [field('Document.UsrBuyerNote'), field('Document.AttributeCAPEX', 'B')],
	StockItem: [field('Item.UsrShelfLife', 'I')],
	Project: [field('Project.AttributePHASE')],
};

export const customField = (place: string, path: string): CustomField | undefined =>
	CUSTOM_FIELDS[place]?.find(({ view, field: name }) => `${view}.${name}` === path);

const TYPES: Readonly<Record<FieldCode, string>> = {
	S: 'String', B: 'Boolean', I: 'Int', H: 'Short', L: 'Long', Y: 'Byte', D: 'Decimal', F: 'Double', G: 'Guid', T: 'DateTime', O: 'DateTime',
};

/** `CustomDecimalField` and its like. */
export const customTypeName = (code: FieldCode): string => `Custom${TYPES[code]}Field`;
