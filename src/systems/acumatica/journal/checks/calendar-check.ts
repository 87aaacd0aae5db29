import type { JournalSettings } from '../journal-settings';
import type { MasterData, Period, Untold } from './master-data';

const shown = (period: string): string => `${period.slice(0, 2)}-${period.slice(2)}`;

/** The latest that holds the day: where the last day is told as the first of the next one, two do. */
const periodAt = (date: string, periods: readonly Period[]): Period | undefined =>
	periods.filter(({ from, to, isAdjustment }) => !isAdjustment && from <= date && date <= to).sort((a, b) => (a.from < b.from ? 1 : -1))[0];

/** Periods by the master calendar, and by that of the company where the site tells it; each year is asked for once. */
export class CalendarCheck {
	private readonly years = new Map<string, readonly Period[] | Untold | undefined>();
	private readonly companyYears = new Map<string, readonly Period[] | Untold>();

	constructor(private readonly data: MasterData, private readonly settings: Pick<JournalSettings, 'closedPeriods'>) {}

	/** What is wrong about the period, or about that of the date where none is given. */
	async problemOf(date: string, period: string | undefined, company: string | undefined): Promise<string | undefined> {
		const found = period === undefined ? await this.byDate(date) : await this.byId(period);
		if (typeof found === 'string') return found === 'untold' ? undefined : found;
		const own = company === undefined ? 'untold' : await this.companyYear(company, found.id.slice(2));
		const counting = own === 'untold' ? found : own.find(({ id }) => id === found.id);
		if (counting === undefined) return `the financial period ${shown(found.id)} does not exist for company ${company}`;
		return this.statusProblem(counting, company);
	}

	private async byId(period: string): Promise<Period | string> {
		const periods = await this.year(period.slice(2));
		if (periods === 'untold') return periods;
		return periods?.find(({ id }) => id === period) ?? `the financial period ${shown(period)} does not exist in Acumatica (GL201000)`;
	}

	/** A financial year may begin in the calendar year before, or end in the one after. */
	private async byDate(date: string): Promise<Period | string> {
		const year = Number(date.slice(0, 4));
		for (const one of [year, year + 1, year - 1]) {
			const periods = await this.year(String(one));
			if (periods === 'untold') return periods;
			const found = periodAt(date, periods ?? []);
			if (found) return found;
		}
		return `no financial period of Acumatica (GL201000) holds ${date}`;
	}

	private statusProblem({ id, status }: Period, company: string | undefined): string | undefined {
		const word = status.toLowerCase();
		const isWrong = word === 'inactive' || word === 'locked' || (word === 'closed' && this.settings.closedPeriods === 'refuse');
		return isWrong ? `the financial period ${shown(id)} is ${word}${company === undefined ? '' : ` for company ${company}`}` : undefined;
	}

	private async year(year: string): Promise<readonly Period[] | Untold | undefined> {
		if (!this.years.has(year)) this.years.set(year, await this.data.year(year));
		return this.years.get(year);
	}

	private async companyYear(company: string, year: string): Promise<readonly Period[] | Untold> {
		const name = `${company}/${year}`;
		const periods = this.companyYears.get(name) ?? await this.data.companyYear(company, year);
		this.companyYears.set(name, periods);
		return periods;
	}
}
