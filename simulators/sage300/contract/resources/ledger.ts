import { process, resource, type } from '../spec';
import type { EntityType, Resource } from '../types';

export const UPDATE_OPERATION = 'UpdateOperation enum Unspecified Insert Update Delete';

export const optionalFields = (name: string, owner: string): EntityType => type(name, 'OptionalField', `
	${owner} text 45
	OptionalField text 12
	Value text 60
	ValueSet yesno
	${UPDATE_OPERATION}
`);

const VALID_CURRENCY = type('AccountValidCurrency', 'CurrencyCode', `
	AccountNumber text 45
	CurrencyCode text 3
	RevaluationSwitch enum Donotrevalue Revalue
	RevaluationCode text 6
	${UPDATE_OPERATION}
`);

const CONTROL_SUBLEDGER = type('ControlAccountSubledger', 'SubledgerCode', `
	AccountNumber text 45
	SubledgerCode text 2
	${UPDATE_OPERATION}
`);

/** Names from a client whose tests decode live answers (reference sage-300 7.1); parameters of screens are left out. */
const ACCOUNT = type('Account', 'UnformattedAccount', `
	UnformattedAccount text 45
	AccountNumber text 57
	Description text 60
	AccountType enum IncomeStatement BalanceSheet RetainedEarnings
	NormalBalanceDRCR enum Debit Credit
	Status enum Active Inactive
	PostToAccount enum Detail Consolidated Prohibited
	QuantitiesAllowed yesno
	UnitOfMeasure text 6
	AllocationsAllowed enum NoAllocation AllocatedbyAccountBalance AllocatedbyAccountQuantity
	AllocOffsetAccount text 45
	AllocSourceType text 2
	AllocationPercentTotal decimal
	Multicurrency yesno
	SpecificCurrency enum AllCurrencies SpecificCurrencies
	ControlAccount yesno
	StructureCode text 6
	YearLastClosed integer
	AccountSegmentCode1..10 text 15
	SegmentCode text 15
	PostToSegmentID text 6
	DefaultCurrencyCode text 3
	AccountGroupCode text 12
	AccountGroupSortCode text 12
	RollupSwitch yesno
	RollupMemberNonRollup enum AccountNotinRollupGroup RollupAccountinRollupGroup MemberAccountinRollupGroup
	DateCreated date
	NumberOfOptionalFields integer
	TransactionOptionalFields integer
	ProcessSwitch integer
	${UPDATE_OPERATION}
	AccountOptionalFields rows AccountOptionalField
	AccountValidCurrencies rows AccountValidCurrency
	ControlAccountSubledgers rows ControlAccountSubledger
`, [optionalFields('AccountOptionalField', 'AccountNumber'), VALID_CURRENCY, CONTROL_SUBLEDGER]);

const ACCOUNT_GROUP = type('AccountGroup', 'AccountGroupCode', `
	AccountGroupCode text 12
	Description text 60
	SortCode text 12
	GroupCategory text 40
`);

/** The JSON names are likely, not confirmed (reference sage-300 7.5). */
const SEGMENT_CODE = type('SegmentCode', 'SegmentNumber SegmentCode', `
	SegmentNumber text 6
	SegmentCode text 15
	Description text 60
	ClosingAccount text 45
`);

const SOURCE_CODE = type('SourceCode', 'SourceLedger SourceType', `
	SourceLedger text 2
	SourceType text 2
	Description text 60
`);

/** Spelled as the vendor's catalogue of screen texts does; `Currencytype` is a guess (reference sage-300 7.2, 17). */
const FISCAL_SET = type('AccountFiscalSet', 'AccountNumber Fiscalsetyear FiscalsetDesignator Currencycode Currencytype', `
	AccountNumber text 45
	Fiscalsetyear text 4
	FiscalsetDesignator enum Actuals Quantity Budget1 Budget2 Budget3 Budget4 Budget5 ProvisionalActuals
	Currencycode text 3
	Currencytype enum Functional Source Equivalent
	Sourcecurrencydecimals integer
	BeginningBalance amount
	Period01..15netamount amount
	YearTodateamount amount
	Period01..15balanceamount amount
	Activityswitch yesno
	Rollupswitch yesno
`);

/** All properties of a live decode (reference sage-300 7.3), in the order of the View's key first. */
const POSTED_TRANSACTION = type(
	'PostedTransaction', 'AccountNumber FiscalYear FiscalPeriod SourceCurrencyCode SourceLedgerCode SourceTypeCode PostingSequenceNumber DetailCount', `
	AccountNumber text 45
	FiscalYear text 4
	FiscalPeriod text 2
	SourceCurrencyCode text 3
	SourceLedgerCode text 2
	SourceTypeCode text 2
	PostingSequenceNumber integer
	DetailCount integer
	JournalDate date
	BatchNumber text 6
	JournalEntryNumber text 5
	JournalTransactionNumber integer
	ConsolidationOccurredOnPost yesno
	CompanyID text 8
	JournalDetailDescription text 60
	JournalDetailReference text 60
	JournalTransactionAmount amount
	JournalTransactionQuantity decimal
	NbrOfSourceCurrencyDecimals text 1
	SourceCurrencyAmount amount
	HomeCurrencyCode text 3
	CurrencyRateTableType text 2
	SCURNCODE<SourceCurrencyCode text 3
	DateOfCurrencyRateSelected date
	CurrencyRateForConversion decimal
	CurrencyRateSpreadAllowed decimal
	CodeForRateDateMatching text 1
	CurrencyRateOperator text 1
	DrillDownType text 2
	DrillDownLinkNumber decimal
	DrillDownApplicationSource text 2
	ReportCurrencyAmount amount
	NumberOfOptionalFields integer
	DocumentDate date
	TaxReportingStatus text 1
	TaxAuthority text 12
	TaxAccountType text 1
	${UPDATE_OPERATION}
`);

/** The same lines with other letters (reference sage-300 7.4). */
const POSTING_JOURNAL_DETAIL = type(
	'PostingJournalDetail', 'PostingSequenceNumber BatchNumber JournalEntryNumber JournalTransactionNumber', `
	Postingsequencenumber<PostingSequenceNumber integer
	BatchNumber text 6
	Journalentrynumber<JournalEntryNumber text 5
	Journaltransactionnumber<JournalTransactionNumber integer
	AccountNumber text 45
	Fiscalyear<FiscalYear text 4
	Fiscalperiod<FiscalPeriod text 2
	SourceLedgerCode text 2
	SourceTypeCode text 2
	Journaldate<JournalDate date
	PostingDate date
	DocumentDate date
	Journaldetaildescription<JournalDetailDescription text 60
	Journaldetailreference<JournalDetailReference text 60
	Journaltransactionamount<JournalTransactionAmount amount
	Journaltransactionquantity<JournalTransactionQuantity decimal
	Sourcecurrencyamount<SourceCurrencyAmount amount
	Sourcecurrencycode<SourceCurrencyCode text 3
	Homecurrencycode<HomeCurrencyCode text 3
	Originator text 6
	Destination text 6
	RouteNumber integer
	AutoReversal yesno
`);

const POSTING_ERROR = type('ProvisionalPostingError', 'BatchNumber EntryNumber', `
	BatchNumber text 6
	EntryNumber text 5
	ErrorMessage text 250
`);

/** The parameters of the AR twins (reference sage-300 8.3): those of GL are not confirmed. */
export const postingParameters = (name: string, selector: string): EntityType => type(name, 'ActionSelector', `
	${selector}
	PostAllBatches enum Donotpostallbatches Postallbatches
	PostBatchFrom text 9
	PostBatchTo text 9
	ActionSelector text 10
`);

export const ledgerResources = (journalBatch: EntityType): readonly Resource[] => [
	resource('GL', 'GLAccounts', ACCOUNT, 'gpuda'), resource('GL', 'GLAccountGroups', ACCOUNT_GROUP, 'gpuda'),
	resource('GL', 'GLSegmentCodes', SEGMENT_CODE, 'gpuda'), resource('GL', 'GLSourceCodes', SOURCE_CODE, 'gpuda'),
	resource('GL', 'GLJournalBatches', journalBatch, 'gpa'), resource('GL', 'GLAccountFiscalSets', FISCAL_SET, 'g'),
	resource('GL', 'GLPostedTransactions', POSTED_TRANSACTION, 'g'), resource('GL', 'GLPostingJournalDetails', POSTING_JOURNAL_DETAIL, 'g'),
	resource('GL', 'GLProvisionalPostingErrors', POSTING_ERROR, 'g'), process('GL', 'GLPostJournal', postingParameters('PostJournal', '')),
];
