import { FakeAgent, type Row } from './agent';
import { numberOfStamp, stampText, wallAt } from './wall-clock';

export interface Line {
	readonly account: string;
	readonly year: string;
	readonly period: string;
	/** In cents. */
	readonly amount: number;
	readonly moment: number;
	/** When the server shows it. */
	readonly shows: number;
}

const money = (cents: number): string => `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;

/** A ledger whose balances follow from its lines: rows for periods with activity, period 01 with what was carried over. */
export class Ledger {
	readonly agent = new FakeAgent();
	years = ['2024', '2025'];

	constructor(readonly lines: Line[]) {
		this.agent.lists = {
			'/gl/balances': () => this.balances(),
			'/gl/fiscal-calendars': () => this.years.map((fiscalYear) => ({
				key: fiscalYear, wall: null,
				fields: { fiscalYear, periods: Array.from({ length: 12 }, (_, index) => ({ period: String(index + 1).padStart(2, '0'), startDate: `${fiscalYear}-01-01`, endDate: `${fiscalYear}-01-31`, open: index > 2 })) },
			})),
		};
		this.agent.touched = (since) => this.touched(since);
	}

	private shown(): readonly Line[] {
		return this.lines.filter(({ shows }) => shows <= this.agent.now);
	}

	balances(stamps: ReadonlyMap<string, number> = new Map()): readonly Row[] {
		const shown = this.shown();
		const places = new Set<string>();
		for (const { account, year, period } of shown) {
			places.add(`${account}/${year}/${period}`);
			for (const later of this.years) if (later > year) places.add(`${account}/${later}/01`);
		}
		const upTo = (account: string, place: string): number => shown.filter((line) => line.account === account && `${line.year}/${line.period}` <= place).reduce((sum, { amount }) => sum + amount, 0);
		return [...places].map((key) => {
			const [account = '', year = '', period = ''] = key.split('/');
			const own = shown.filter((line) => `${line.account}/${line.year}/${line.period}` === key).map(({ amount }) => amount);
			const [debit, credit] = [own.filter((one) => one > 0), own.filter((one) => one < 0)].map((some) => Math.abs(some.reduce((sum, one) => sum + one, 0)));
			return {
				key, wall: stamps.get(account) ?? null,
				fields: {
					accountKey: account, account: `${account}-00`, fiscalYear: year, fiscalPeriod: period, beginningBalance: period === '01' ? money(upTo(account, `${year}/00`)) : null,
					debitAmount: money(debit ?? 0), creditAmount: money(credit ?? 0), endingBalance: money(upTo(account, `${year}/${period}`)),
				},
			};
		});
	}

	private touched(since: string): readonly Row[] {
		const lines = this.shown().filter(({ moment }) => numberOfStamp(stampText(wallAt(moment, this.agent.zone))) >= numberOfStamp(since));
		const first = new Map<string, string>();
		const newest = new Map<string, number>();
		for (const { account, year, period, moment } of lines) {
			const place = `${year}/${period}`;
			if (place < (first.get(account) ?? '~')) first.set(account, place);
			newest.set(account, Math.max(newest.get(account) ?? 0, wallAt(moment, this.agent.zone)));
		}
		return this.balances(newest).filter(({ fields: { accountKey, fiscalYear, fiscalPeriod } }) => `${String(fiscalYear)}/${String(fiscalPeriod)}` >= (first.get(String(accountKey)) ?? '~'));
	}
}
