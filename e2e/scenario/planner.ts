import type { AnySite } from './site';

const MODEL = '/2/0/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901';
const IN_WORKSPACE = '/2/0/workspaces/8a868cd97f1c22d5018120c4d3e70b51/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901';
const BUDGET = '102000000031';
const ADJUSTMENTS = { list: '101000000023', module: '102000000014' } as const;
export const PLANNER = { email: 'planner@example.com', password: 'planner-password' } as const;

export interface BudgetCell {
	readonly account: string;
	readonly department: string;
	readonly month: string;
	readonly version: 'Budget' | 'Forecast' | 'Actual';
	readonly lineItem: 'Amount' | 'Approved' | 'Comment';
	readonly value: string;
}

/** What accounts payable shall adjust: one posted document of one vendor. */
export interface Adjustment {
	readonly code: string;
	readonly vendor: string;
	readonly document: string;
	/** As Sage 300 writes it, without delimiters. */
	readonly account: string;
	readonly date: string;
	readonly amount: string;
	readonly reason: string;
	readonly approved: boolean;
}

/** Somebody who works in Anaplan while the workflow runs, under a name of their own. */
export class Planner {
	constructor(private readonly site: Pick<AnySite, 'urls'>) {}

	/** Writes cells of the budget. */
	async write(cells: readonly BudgetCell[]): Promise<void> {
		await this.send(`modules/${BUDGET}/data`, cells.map(({ account, department, month, version, lineItem, value }) => ({
			lineItemName: lineItem, value, dimensions: [
				{ dimensionName: 'GL Accounts', itemCode: account }, { dimensionName: 'Departments', itemCode: department },
				{ dimensionName: 'Time', itemName: month }, { dimensionName: 'Versions', itemName: version },
			],
		})));
	}

	/** Enters adjustments, or changes those that are there when `isNew` is not wanted. */
	async adjust(adjustments: readonly Adjustment[], isNew = true): Promise<void> {
		if (isNew) await this.send(`lists/${ADJUSTMENTS.list}/items?action=add`, { items: adjustments.map(({ code }) => ({ name: code, code })) });
		const lineItems = (one: Adjustment): ReadonlyArray<readonly [name: string, value: string]> => [
			['Vendor', one.vendor], ['Document', one.document], ['Account', one.account], ['Date', one.date], ['Amount', one.amount], ['Reason', one.reason],
			['Approved', String(one.approved)],
		];
		await this.send(`modules/${ADJUSTMENTS.module}/data`, adjustments.flatMap((one) => lineItems(one).map(([lineItemName, value]) => ({
			lineItemName, value, dimensions: [{ dimensionName: 'AP Adjustments', itemCode: one.code }],
		}))));
	}

	/** Stops the task of an import, as the button of the task list does. */
	async cancelImport(importId: string, taskId: string): Promise<void> {
		const answer = await fetch(`${this.site.urls.anaplan}${IN_WORKSPACE}/imports/${importId}/tasks/${taskId}`, {
			method: 'DELETE', headers: { authorization: `AnaplanAuthToken ${await this.token()}` },
		});
		if (!answer.ok) throw new Error(`task ${taskId} was not cancelled: ${answer.status} ${await answer.text()}`);
	}

	private async send(what: string, body: unknown): Promise<void> {
		const answer = await fetch(`${this.site.urls.anaplan}${MODEL}/${what}`, {
			method: 'POST', headers: { authorization: `AnaplanAuthToken ${await this.token()}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
		});
		const said = (await answer.json()) as { failures?: unknown };
		if (!answer.ok || said.failures !== undefined) throw new Error(`${what} was not written: ${JSON.stringify(said)}`);
	}

	private async token(): Promise<string> {
		const authorization = `Basic ${Buffer.from(`${PLANNER.email}:${PLANNER.password}`).toString('base64')}`;
		const answer = await fetch(`${this.site.urls.anaplan}/token/authenticate`, { method: 'POST', headers: { authorization } });
		return ((await answer.json()) as { tokenInfo: { tokenValue: string } }).tokenInfo.tokenValue;
	}
}
