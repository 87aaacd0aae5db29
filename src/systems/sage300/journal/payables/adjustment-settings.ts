import { FatalError } from '../../../../core/errors';
import { SYSTEM } from '../../identity';
import { settingsOf, type JournalOptions, type JournalSettings } from '../journal-settings';

export interface AdjustmentJournalOptions extends JournalOptions {
	/** Kind of a distribution that debits an account; 81, as the vendor's sample has it, unless set. Other values are not confirmed. */
	readonly debitType?: number;
	/** Kind of one that credits it; the same unless set. */
	readonly creditType?: number;
	/** `signed` (usual): the amount carries the sign. `absolute`: it does not, and the kind says which side it is. */
	readonly amounts?: 'signed' | 'absolute';
}

export interface AdjustmentSettings extends JournalSettings {
	readonly debitType: number;
	readonly creditType: number;
	readonly amounts: 'signed' | 'absolute';
}

/** From the vendor's sample; the sign rule is not confirmed (reference sage-300 8.4, 16.8). */
const SAMPLE_TYPE = 81;

/** @throws FatalError for settings under which the side of an amount would be lost */
export const adjustmentSettings = (
	{ debitType = SAMPLE_TYPE, creditType = SAMPLE_TYPE, amounts = 'signed', ...options }: AdjustmentJournalOptions,
): AdjustmentSettings => {
	if (amounts === 'absolute' && debitType === creditType) {
		throw new FatalError({
			system: SYSTEM, operation: 'prepare the adjustments', said: 'amounts without a sign need two kinds of transactions, one for each side',
			remedy: 'Give the numbers of both kinds, or let amounts carry their sign.',
		});
	}
	return { ...settingsOf(options), debitType, creditType, amounts };
};
