import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';

const PERIOD = /^(\d{2})-?(\d{4})$/;

/**
 * `04-2026` or `042026` → `042026`, the form in which periods come back (reference acumatica 3).
 *
 * @throws FatalError for anything else
 */
export const periodOf = (text: string): string => {
	const found = PERIOD.exec(text.trim());
	if (!found) {
		throw new FatalError({
			system: SYSTEM, operation: 'read the financial period', said: `"${text}" is not a period`,
			remedy: 'Write month and year like 04-2026 or 042026.',
		});
	}
	return `${found[1]}${found[2]}`;
};

/** Sorts by time: as text `012026` would stand before `122025` (reference acumatica 12.16). */
export const periodRank = (period: string): string => `${period.slice(2)}${period.slice(0, 2)}`;
