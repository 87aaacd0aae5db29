import { type } from '../spec';
import { optionalFields, UPDATE_OPERATION } from './ledger';

const DETAIL = type('JournalDetail', 'TransactionNumber', `
	BatchNumber text 6
	EntryNumber text 5
	TransactionNumber text 10
	JournalDate date
	SourceLedger text 2
	SourceType text 2
	AccountNumber text 45
	CompanyID text 8
	Amount amount
	Quantity decimal
	SourceCurrencyDecimals text 1
	SourceCurrencyAmount amount
	HomeCurrency text 3
	CurrencyRateTable text 2
	SourceCurrency text 3
	CurrencyRateDate date
	CurrencyRate decimal
	CurrencyRateSpread decimal
	CurrencyRateDateMatching text 1
	CurrencyRateOperator text 1
	Description text 60
	Reference text 60
	Comment text 250
	Destination text 6
	RouteNumber integer
	${UPDATE_OPERATION}
	JournalDetailOptionalFields rows JournalDetailOptionalField
`, [optionalFields('JournalDetailOptionalField', 'TransactionNumber')]);

const HEADER = type('JournalHeader', 'EntryNumber', `
	BatchNumber text 6
	EntryNumber text 5
	SourceLedger text 2
	SourceType text 2
	Description text 60
	AutoReversal enum None NextPeriod SpecificPeriod
	DocumentDate date
	PostingDate date
	FiscalYear text 4
	FiscalPeriod text 2
	NumberOfDetails integer
	Debits amount
	Credits amount
	Quantity decimal
	OutOfBalanceBy amount
	DocumentType text 20
	DocumentNumber text 22
	Comment text 250
	EnteredBy text 8
	ErrorBatch text 6
	ErrorEntry text 5
	${UPDATE_OPERATION}
	JournalDetails rows JournalDetail
`, [DETAIL]);

/** Names of the vendor's payload and of reference sage-300 8.2. */
export const JOURNAL_BATCH = type('JournalBatch', 'BatchNumber', `
	BatchNumber text 6
	ActiveSwitch yesno
	Description text 60
	SourceLedger text 2
	DateCreated date
	DateLastEdited date
	JournalBatchType enum Entered Subledger Imported Generated Recurring
	Status enum Open Deleted Posted ProvPosted PostInProgress ReadyToPost ProvPostInProgress
	PostingSequence integer
	Debits amount
	Credits amount
	QuantityTotal decimal
	NumberOfEntries integer
	NextEntryNumber integer
	NumberOfErrors integer
	OriginalStatus enum Open Deleted Posted ProvPosted PostInProgress ReadyToPost ProvPostInProgress
	Printed yesno
	ICTRelated yesno
	RevaluationRecognizedBatch yesno
	EligibleForEditSwitch yesno
	EligibleForDeleteSwitch yesno
	EligibleForPostingSwitch yesno
	EligibleForPrintingSwitch yesno
	EligibleForProvisionalPostSwitch yesno
	ReadyToPost yesno
	LockBatchSwitch yesno
	JournalHeaders rows JournalHeader
`, [HEADER]);
