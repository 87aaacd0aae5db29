import type { SimResponse } from '../../harness/server';
import { monthName } from '../engine/dimension';
import { isDate } from '../engine/values';
import { isRecord, objectBody, param, type ModelCall } from '../http/call';
import { ApiError, collection, found, single } from '../http/reply';
import type { ModelRoute } from '../http/router';

const calendarType = (call: ModelCall): string => call.model.definition.time.calendarType ?? 'Calendar Months/Quarters/Years';

const lastDay = (date: string): string => {
	const [year = 0, month = 1] = date.split('-').map(Number);
	return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};

const periodText = (date: string): string => (date === '' ? '' : monthName(Number(date.slice(0, 4)), Number(date.slice(5, 7))));

const currentPeriod = (call: ModelCall): Record<string, unknown> => {
	const date = call.model.state.currentPeriod;
	return { periodText: periodText(date), lastDay: date === '' ? '' : lastDay(date), calendarType: calendarType(call) };
};

const range = (call: ModelCall): readonly [string, string] => {
	const { firstYear, lastYear } = call.model.definition.time;
	return [`${firstYear}-01-01`, `${lastYear}-12-31`];
};

/** The wordings of the 400s are recorded (reference anaplan 5). An empty date resets. */
const checkedDate = (call: ModelCall, date: unknown): string => {
	if (date === '') return '';
	if (typeof date !== 'string' || !isDate(date)) {
		throw new ApiError(400, `Invalid ISO date format '${String(date)}'. Date should match format YYYY-MM-DD`);
	}
	const [first, last] = range(call);
	if (date < first || date > last) throw new ApiError(400, `Specified date '${date}' is out of timescale range ${first} - ${last}`);
	return date;
};

const setPeriod = (call: ModelCall): SimResponse => {
	const inQuery = call.request.query.get('date');
	const body = call.request.body.length === 0 ? {} : objectBody(call);
	const inBody = isRecord(body) ? body.date : undefined;
	if (inQuery !== null && inBody !== undefined) throw new ApiError(400, 'use query parameter or body to set date, not both');
	call.model.state.currentPeriod = checkedDate(call, inQuery ?? inBody);
	return single(call, 'currentPeriod', { currentPeriod: currentPeriod(call) });
};

const calendar = (call: ModelCall): Record<string, unknown> => {
	const { firstYear, lastYear, extraWeekMonth } = call.model.definition.time;
	const year = call.model.state.fiscalYear;
	return {
		calendarType: calendarType(call), ...(extraWeekMonth === undefined ? {} : { extraWeekMonth }),
		fiscalYear: { year: `FY${String(year % 100).padStart(2, '0')}`, startDate: `${year}-01-01`, endDate: `${year}-12-31` },
		pastYearsCount: Math.max(0, year - firstYear), futureYearsCount: Math.max(0, lastYear - year), currentPeriod: currentPeriod(call),
		totalsSelection: { quarterTotals: false, halfYearTotals: false, yearToDateSummary: false, yearToGoSummary: false, totalOfAllPeriods: false },
	};
};

const setYear = (call: ModelCall): SimResponse => {
	const [, digits] = /^FY(\d{2})$/.exec(String(objectBody(call).year)) ?? [];
	if (digits === undefined) throw new ApiError(400, 'Invalid fiscal year');
	// The timescale itself stays: the real call can delete the data of years that fall out.
	call.model.state.fiscalYear = 2000 + Number(digits);
	return single(call, 'modelCalendar', { modelCalendar: calendar(call) });
};

const versions = (call: ModelCall): SimResponse => {
	const bound = (date = ''): Record<string, string> => ({ periodText: periodText(date), date });
	const all = (call.model.definition.versions ?? []).map((version) => {
		const date = call.model.state.switchovers.get(version.id);
		return {
			id: version.id, name: version.name, isCurrent: version.isCurrent === true, isActual: version.isActual === true,
			editFrom: bound(version.editFrom), editTo: bound(version.editTo), ...(date === undefined ? {} : { switchover: bound(date) }),
			...(version.formula === undefined ? {} : { formula: version.formula }), ...(version.notes === undefined ? {} : { notes: version.notes }),
		};
	});
	return collection(call, 'versionMetadata', 'versionMetadata', all);
};

const switchover = (call: ModelCall): SimResponse => {
	const version = found((call.model.definition.versions ?? []).find((one) => one.id === param(call, 'version')));
	const date = checkedDate(call, objectBody(call).date);
	call.model.state.switchovers.set(version.id, date);
	return single(call, 'versionSwitchover', { versionSwitchover: { periodText: periodText(date), date } });
};

const waits = { whenBusy: 'waits', json: true } as const;

export const CALENDAR_ROUTES: readonly ModelRoute[] = [
	{ ...waits, method: 'GET', path: 'currentPeriod', handle: (call) => single(call, 'currentPeriod', { currentPeriod: currentPeriod(call) }) },
	{ ...waits, method: 'PUT', path: 'currentPeriod', handle: setPeriod },
	{ ...waits, method: 'GET', path: 'modelCalendar', handle: (call) => single(call, 'modelCalendar', { modelCalendar: calendar(call) }) },
	{ ...waits, method: 'PUT', path: 'modelCalendar/fiscalYear', structural: () => true, handle: setYear },
	{ ...waits, method: 'GET', path: 'versions', handle: versions },
	{ ...waits, method: 'PUT', path: 'versions/:version/switchover', handle: switchover },
];
