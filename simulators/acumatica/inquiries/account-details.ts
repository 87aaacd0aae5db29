import { amountText, timesUnits, unitsOf } from '../data/amount';
import { rowsOf, valueOf, type Stored } from '../data/record';
import { collated } from '../data/store';
import { baseRate } from '../ledger/balances';
import { periodFrom, sortable } from '../ledger/calendar';
import { inquiryRow, type Inquiry } from './inquiry';

const isReleased = (status: string): boolean => status === 'Posted' || status === 'Unposted';

/**
 * Lines of a range of periods, a generic inquiry: no line number, so that rows have no key (reference acumatica 5.3). Unposted and
 * unreleased batches come when they are asked for.
 */
export const accountDetails: Inquiry = (world, parameters, wanted) => {
	const [from, to] = [parameters.get('FromPeriod') ?? '', parameters.get('ToPeriod') ?? ''].map((text) => sortable(periodFrom(text) ?? ''));
	const ledger = collated(parameters.get('Ledger') ?? '');
	const [unposted, unreleased] = ['IncludeUnposted', 'IncludeUnreleased'].map((name) => parameters.get(name) === 'true');
	if (!wanted) return { rows: [] };
	const counts = (batch: Stored): boolean => {
		const status = valueOf(batch, 'Status');
		const period = sortable(valueOf(batch, 'PostPeriod'));
		if ((from !== '' && period < from!) || (to !== '' && period > to!) || (ledger !== '' && collated(valueOf(batch, 'LedgerID')) !== ledger)) return false;
		return status === 'Posted' || (status === 'Unposted' && unposted === true) || (!isReleased(status) && unreleased === true);
	};
	const rows = world.database.store('JournalTransaction').list().filter(counts).flatMap((batch) => {
		const { values: header } = batch;
		const rate = baseRate(world, batch);
		return rowsOf(batch, 'Details').map(({ values }) => inquiryRow({
			Branch: values.BranchID ?? '', Ledger: header.LedgerID ?? '', Account: values.Account ?? '', Subaccount: values.Subaccount ?? '',
			PeriodID: header.PostPeriod ?? '',
			TransactionDate: header.TransactionDate ?? '', Module: header.Module ?? '', BatchNumber: header.BatchNbr ?? '', TransactionType: '',
			RefNumber: values.ReferenceNbr ?? '',
			TransactionDescription: values.TransactionDescription ?? '', CustomerVendor: values.VendorOrCustomer ?? '', Currency: header.CurrencyID ?? '',
			DebitAmount: values.DebitAmount ?? '', CreditAmount: values.CreditAmount ?? '',
			DebitAmountInBaseCurrency: amountText(timesUnits(unitsOf(values.DebitAmount), rate)),
			CreditAmountInBaseCurrency: amountText(timesUnits(unitsOf(values.CreditAmount), rate)),
			Project: values.Project ?? '', ProjectTask: values.ProjectTask ?? '', Posted: String(header.Status === 'Posted'),
			Released: String(isReleased(header.Status ?? '')),
			LastModifiedDateTime: header.LastModifiedDateTime ?? '',
		}));
	});
	return { rows };
};
