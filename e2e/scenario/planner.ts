import type { AnySite } from './site';

const MODEL = '/2/0/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901';
const BUDGET = '102000000031';
export const PLANNER = { email: 'planner@example.com', password: 'planner-password' } as const;

export interface BudgetCell {
	readonly account: string;
	readonly department: string;
	readonly month: string;
	readonly version: 'Budget' | 'Forecast' | 'Actual';
	readonly lineItem: 'Amount' | 'Approved' | 'Comment';
	readonly value: string;
}

/** Somebody who works in Anaplan while the workflow runs, under a name of their own. */
export class Planner {
	constructor(private readonly site: AnySite) {}

	/** Writes cells of the budget. */
	async write(cells: readonly BudgetCell[]): Promise<void> {
		const answer = await fetch(`${this.site.urls.anaplan}${MODEL}/modules/${BUDGET}/data`, {
			method: 'POST', headers: { authorization: `AnaplanAuthToken ${await this.token()}`, 'content-type': 'application/json' },
			body: JSON.stringify(cells.map(({ account, department, month, version, lineItem, value }) => ({
				lineItemName: lineItem, value, dimensions: [
					{ dimensionName: 'GL Accounts', itemCode: account }, { dimensionName: 'Departments', itemCode: department },
					{ dimensionName: 'Time', itemName: month }, { dimensionName: 'Versions', itemName: version },
				],
			}))),
		});
		const said = (await answer.json()) as { failures?: unknown };
		if (!answer.ok || said.failures !== undefined) throw new Error(`cells were not written: ${JSON.stringify(said)}`);
	}

	private async token(): Promise<string> {
		const authorization = `Basic ${Buffer.from(`${PLANNER.email}:${PLANNER.password}`).toString('base64')}`;
		const answer = await fetch(`${this.site.urls.anaplan}/token/authenticate`, { method: 'POST', headers: { authorization } });
		return ((await answer.json()) as { tokenInfo: { tokenValue: string } }).tokenInfo.tokenValue;
	}
}
