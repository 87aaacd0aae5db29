/**
 * Local menus as enumerations: the database holds the place of a member, from 1 (reference sage-x3 3.5, 10). Names of types and members
 * are guesses but for those the reference gives; GeneralLedgerTypes is the folder's own, as customers rename its members.
 */
export const MENUS: Readonly<Record<string, readonly string[]>> = {
	AccountingJournalStatus: ['temporary', 'final'],
	JournalStatusMode: ['temporary', 'final'],
	NoYes: ['no', 'yes'],
	OrderReceiptStatus: ['no', 'partly', 'yes'],
	SignatureStatus: ['notManaged', 'partlySigned', 'totallySigned', 'automatically'],
	PriceAmountType: ['exTax', 'taxIncluded'],
	PeriodStatus: ['notOpen', 'open', 'closed'],
};
