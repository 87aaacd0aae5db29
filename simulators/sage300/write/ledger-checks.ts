import type { Period } from '../ledger/calendar';
import { invalidField, refused } from '../http/failure';
import type { Company } from '../data/company';
import type { World } from '../world';

const APPLICATIONS: Readonly<Record<string, string>> = { GL: 'General Ledger', AP: 'Accounts Payable', PO: 'Purchase Orders' };

/** Messages are those of the product's text catalogue. Throws Refusal. */
export const checkPeriod = (world: World, company: Company, application: 'GL' | 'AP', period: Period): void => {
	const { calendar } = company;
	if (!calendar.has(period)) {
		throw refused(`Fiscal Period ${period.period} for Fiscal Year ${period.year} is not defined in the Common Services Fiscal Calendar.`);
	}
	if (!world.loading && world.switches.values.lockedPeriods === 'refuse' && calendar.isLocked(application, period)) {
		const name = APPLICATIONS[application] ?? '';
		throw refused(`Fiscal period ${period.period} for fiscal year ${period.year} is locked for ${name} in Common Services Fiscal Calendar.`);
	}
};

/** Why this account takes no line; undefined when it does. */
export const accountProblem = (company: Company, account: string, currency: string): string | undefined => {
	const row = company.table('GLAccounts').find([account]);
	if (row === undefined) return `Account "${account}" is not defined in General Ledger.`;
	if (row.get('Status') === 'Inactive') return `Account "${account}" is inactive.`;
	if (row.get('PostToAccount') === 'Prohibited') return `Posting to account "${account}" is prohibited.`;
	if (currency !== company.definition.homeCurrency
		&& row.get('Multicurrency') !== 'Yes') return `Account "${account}" is not a multicurrency account.`;
	return undefined;
};

export const checkAccount = (company: Company, account: string, currency: string): void => {
	const problem = accountProblem(company, account, currency);
	if (problem !== undefined) throw problem.includes('not defined') ? invalidField(problem) : refused(problem);
};
