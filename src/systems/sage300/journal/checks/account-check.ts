import { textOf } from '../../values/flat-record';
import type { MasterData, Untold } from './master-data';

interface Account {
	readonly code: string;
	readonly formatted: string;
	readonly status: string;
	readonly posting: string;
}

const FIELDS = ['AccountNumber', 'Status', 'PostToAccount'];

const withoutDelimiters = (account: string): string => account.replace(/[-/\\.* ]/g, '').toUpperCase();

/** The accounts of the general ledger that are used, and what is wrong about each. */
export class AccountCheck {
	private constructor(private readonly accounts: readonly Account[] | Untold) {}

	static async of(codes: readonly string[], data: MasterData): Promise<AccountCheck> {
		const values = [...new Set(codes.flatMap((code) => [code, withoutDelimiters(code)]))].filter((code) => code !== '');
		if (values.length === 0) return new AccountCheck('untold');
		const rows = await data.withValues({ resource: 'GLAccounts', field: ['UnformattedAccount'], values, select: FIELDS });
		return new AccountCheck(rows === 'untold' ? rows : rows.map((row) => ({
			code: textOf(row, 'UnformattedAccount').trim(), formatted: textOf(row, 'AccountNumber').trim(),
			status: textOf(row, 'Status').trim(), posting: textOf(row, 'PostToAccount').trim(),
		})));
	}

	/** What is wrong about an account; undefined when nothing is, or nothing can be said. */
	problemOf(code: string): string | undefined {
		if (this.accounts === 'untold') return undefined;
		const account = this.accounts.find((one) => one.code === code);
		if (!account) {
			const other = this.accounts.find((one) => withoutDelimiters(one.code) === withoutDelimiters(code));
			return other ? `account "${code}" is written "${other.code}" in Sage 300, without delimiters; write it the same way` : `account "${code}" does not exist in Sage 300`;
		}
		if (account.status.toLowerCase() === 'inactive') return `account ${code} is inactive in Sage 300`;
		return account.posting.toLowerCase() === 'prohibited' ? `posting to account ${code} is prohibited in Sage 300` : undefined;
	}
}
