import { Stored } from '../data/row';
import type { CompanyDefinition, YearDefinition } from '../model/types';
import { PERIODS } from '../model/years';

export interface Period {
	readonly year: string;
	/** `03`; 14 is the adjustment period and 15 the closing one (reference sage-300 7.2). */
	readonly period: string;
}

const DAY = 86_400_000;

const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);

/** The fiscal calendar of a company, with locks per application that change. */
export class Calendar {
	/** `GL/2026/03`. */
	private readonly locked = new Set<string>();
	version = 0;

	constructor(private readonly company: CompanyDefinition) {
		for (const { year, locked } of company.years) {
			for (const [application,
				periods] of Object.entries(locked ?? {})) for (const period of periods) this.locked.add(`${application}/${year}/${period}`);
		}
	}

	/** The period that a day is in; undefined when the calendar has no such year. */
	of(day: string): Period | undefined {
		for (const { year, starts } of this.company.years) {
			const at = starts.findIndex((start) => day < start);
			if (at > 0) return { year, period: PERIODS[at - 1] ?? '' };
		}
		return undefined;
	}

	has({ year, period }: Period): boolean {
		const found = this.company.years.find((one) => one.year === year);
		if (found === undefined) return false;
		return period === '14' || period === '15' || (PERIODS.includes(period) && Number(period) < found.starts.length);
	}

	isLocked(application: string, { year, period }: Period): boolean {
		return this.locked.has(`${application}/${year}/${period}`);
	}

	lock(application: string, { year, period }: Period, locked: boolean): void {
		if (locked) this.locked.add(`${application}/${year}/${period}`);
		else this.locked.delete(`${application}/${year}/${period}`);
		this.version += 1;
	}

	/** Rows of CSFiscalCalendars. */
	rows(): readonly Stored[] {
		return this.company.years.map((year) => this.row(year));
	}

	private row({ year, starts }: YearDefinition): Stored {
		const count = starts.length - 1;
		const days = Object.fromEntries(Array.from({ length: count }, (_, at) => [
			[`FiscalPeriod${at + 1}StartDate`, starts[at] ?? ''], [`FiscalPeriod${at + 1}EndDate`, dayBefore(starts[at + 1] ?? '')],
		]).flat());
		const word = (application: string, period: string): string => (this.isLocked(application, { year, period }) ? 'Locked' : 'Open');
		return new Stored({ FiscalYear: year, NumFiscalPeriods: String(count), Quarter4Periods: count === 13 ? '4' : '0', Active: 'Yes', ...days }, {
			FiscalPeriodStatuses: ['AP', 'GL', 'PO'].map((application) => new Stored({
				FiscalYear: year, Application: application,
				...Object.fromEntries(PERIODS.slice(0, 13).map((period, at) => [`Period${at + 1}Status`, word(application, period)])),
				AdjustmentPeriodStatus: word(application, '14'), ClosingPeriodStatus: word(application, '15'),
			})),
		});
	}
}
