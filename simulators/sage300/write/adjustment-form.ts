import { amountText } from '../data/amount';
import { type Stored } from '../data/row';
import { invalidField } from '../http/failure';
import type { Draft, Effect, Form, WriteContext } from './form';
import { checkAccount, checkPeriod } from './ledger-checks';
import { AP_BATCH, AP_EFFECTS, AP_OWNED, apBatchStart, apPeriod, selectorSequence, setCode, total, vendorOf } from './payables-form';

const selectorOf = (parents: readonly Draft[]): Draft => ({ BatchType: parents[0]?.BatchSelector ?? '' });
const vendorAbove = (parents: readonly Draft[]): Draft => ({ ...selectorOf(parents), VendorNumber: parents[1]?.VendorNumber ?? '' });

const setDate: Effect = (draft, value, { company }) => {
	Object.assign(draft, { PaymentDateAdjustmentDate: value, ...apPeriod(company, value) });
};

const appliedTotals = (applied: Stored): Stored =>
	applied.with({ AdjustmentAmount: amountText(total(applied.rows('AdjustmentGLDistributions'), 'DistributionAmount')) });

const entryTotals = (entry: Stored): Stored => {
	const applied = entry.rows('AppliedPayments').map(appliedTotals);
	return entry.with({ NumberOfDetails: String(applied.length) }, { AppliedPayments: applied });
};

const worth = (entry: Stored): bigint => (entry.get('BatchType') === 'AD' || entry.get('CheckAmountInVendorCurrency') === ''
	? total(entry.rows('AppliedPayments'), 'AdjustmentAmount') + total(entry.rows('AppliedPayments'), 'PaymentAmount')
	: total([entry], 'CheckAmountInVendorCurrency'));

const totals = ({ today }: WriteContext, batch: Stored): Stored => {
	const entries = batch.rows('PaymentsAdjustments').map(entryTotals);
	return batch.with({
		NumberOfEntries: String(entries.length), LastEntryNumber: entries[entries.length - 1]?.get('EntryNumber') ?? '0',
		BatchTotal: amountText(entries.reduce((sum, entry) => sum + worth(entry), 0n)), DateLastEdited: today,
	}, { PaymentsAdjustments: entries });
};

/** An adjustment applies to a posted document of the vendor; there is no other (reference sage-300 8.4). */
const checkAdjustment = ({ company, world }: WriteContext, applied: Stored): void => {
	const [vendor, document] = [applied.get('VendorNumber'), applied.get('DocumentNumber')];
	if (company.table('APPostedDocuments').find([vendor, document]) === undefined) {
		throw invalidField(`Document "${document}" of vendor "${vendor}" does not exist.`);
	}
	const types = world.switches.values.adjustmentTypes.split(',').map((one) => one.trim());
	for (const line of applied.rows('AdjustmentGLDistributions')) {
		if (!types.includes(line.get('TransactionType'))) throw invalidField(`Transaction type "${line.get('TransactionType')}" is not valid.`);
		checkAccount(company, line.get('DistributionGLAccount'), company.definition.homeCurrency);
	}
};

const checkEntry = (context: WriteContext, entry: Stored): void => {
	const { company, world } = context;
	vendorOf(company, entry.get('VendorNumber'));
	checkPeriod(world, company, 'AP', { year: entry.get('FiscalYear'), period: entry.get('FiscalPeriod') });
	if (entry.get('BatchType') !== 'AD') return;
	for (const applied of entry.rows('AppliedPayments')) checkAdjustment(context, applied);
};

/** AP payment and adjustment batches, told apart by their selector (reference sage-300 8.4). */
export const ADJUSTMENT_FORM: Form = {
	numbered: { field: 'BatchNumber', sequence: selectorSequence, text: String },
	rules: {
		PaymentAndAdjustmentBatch: { start: apBatchStart, owned: AP_OWNED, effects: AP_EFFECTS },
		PaymentAdjustment: {
			number: { field: 'EntryNumber', text: String },
			start: ({ company }, parents) => {
				const day = parents[0]?.BatchDate ?? '';
				return { ...selectorOf(parents), PaymentDateAdjustmentDate: day, ...apPeriod(company, day) };
			},
			owned: new Set(['BatchType', 'NumberOfDetails']), effects: { PaymentDateAdjustmentDate: setDate },
		},
		AppliedPayment: {
			number: { field: 'LineNumber', text: (position) => String(position * 20) }, start: (_, parents) => vendorAbove(parents),
			owned: new Set(['BatchType', 'AdjustmentAmount']),
		},
		AdjustmentGLDistribution: {
			number: { field: 'SequenceNumber', text: String }, start: (_, parents) => selectorOf(parents), owned: new Set(['BatchType']),
			effects: { DistributionCode: setCode('DistributionGLAccount') },
		},
	},
	totals,
	check: (context, batch) => {
		const bank = batch.get('BankCode');
		if (batch.get('BatchSelector') === 'PY' && context.company.definition.banks[bank] === undefined) {
			throw invalidField(`Bank code ${bank} is not defined in Bank Services.`);
		}
		for (const entry of batch.rows('PaymentsAdjustments')) checkEntry(context, entry);
	},
	batch: AP_BATCH,
};
