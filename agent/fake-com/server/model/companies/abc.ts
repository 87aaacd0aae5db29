import { amountText } from '../../data/amount';
import { monthly } from '../calendars';
import type { CompanyDefinition, SeedJournal, SeedLine } from '../types';
import { ACCOUNTS, BUDGETED, DEPARTMENTS, MAINS } from './abc-chart';
import { DOCUMENTS } from './abc-documents';

/** What a month did: a few accounts of every department, balanced by the bank. Nothing random. */
const month = (year: number, at: number): SeedJournal => {
	const day = `${year}${String(at + 1).padStart(2, '0')}28`;
	let total = 0n;
	const lines = Array.from({ length: 12 }, (_, place): SeedLine => {
		const [code] = BUDGETED[(place * 7 + at) % BUDGETED.length]!;
		const [department] = DEPARTMENTS[1 + ((place + at) % 5)]!;
		const cents = BigInt(((year * 12 + at) * 6151 + place * 7919) % 900_000) + 1n;
		const signed = code.startsWith('4') ? -cents : cents;
		total += signed;
		return [`${code}-${department}`, amountText(signed), place === 3 ? 'Correction "see note"' : ''];
	});
	return { date: day, source: 'GJ', comment: `Month ${at + 1} of ${year}`, lines: [...lines, ['10100-000', amountText(-total)]] };
};

/** Two segments; the chart fits a budget of forty accounts by five departments. */
export const ABC: CompanyDefinition = {
	code: 'ABC', name: 'Acme Bearing Company', delimiter: '-', currentYear: '2026', currentPeriod: '09', retainedEarnings: '33000-000',
	segments: [
		{ name: 'Main account', kind: 'N', length: 5, values: MAINS },
		{ name: 'Department', kind: 'A', length: 3, values: DEPARTMENTS },
	],
	accounts: ACCOUNTS, years: [monthly(2024, ['*']), monthly(2025, ['01', '02', '03']), monthly(2026), monthly(2027)],
	records: DOCUMENTS,
	journals: [
		{ date: '20241231', source: 'GJ', comment: 'Opening', lines: [['10100-000', '1000000.10'], ['11000-000', '0.20'], ['30000-000', '-1000000.30']] },
		...Array.from({ length: 12 }, (_, at) => month(2025, at)), ...Array.from({ length: 9 }, (_, at) => month(2026, at)),
		// Entered months behind its posting date.
		{
			date: '20260115', source: 'JE', comment: 'Late accrual', created: ['20260902', '15.5'],
			lines: [['65000-D10', '1200.50'], ['20000-000', '-1200.50']],
		},
	],
};
