import { flagOf, memberOf, numberOf, textOf, type Json } from './json';
import type { ModelRef, Named } from './metadata';
import { path, type AnaplanWire, type Call } from './wire';

/** A model with all that Anaplan tells about it (`modelDetails`). Dates are Anaplan's own texts. */
export interface ModelDetails extends Named {
	/** An open set: UNLOCKED, LOCKED, PRODUCTION, MAINTENANCE, ARCHIVED, … (reference anaplan 5). */
	readonly activeState: string;
	readonly workspaceId: string;
	readonly workspaceName: string;
	readonly modelUrl: string;
	readonly memoryUsage: number | undefined;
	readonly created: string;
	readonly lastModified: string;
	readonly lastModifiedByUserId: string;
	readonly lastSavedSerialNumber: string;
	readonly transactionRunning: boolean;
}

export interface Period {
	/** `Aug 26`; empty where none is set. */
	readonly periodText: string;
	readonly lastDay: string;
	readonly calendarType: string;
}

export interface ModelCalendar {
	readonly calendarType: string;
	readonly fiscalYear: { readonly year: string; readonly startDate: string; readonly endDate: string };
	readonly pastYearsCount: number | undefined;
	readonly futureYearsCount: number | undefined;
	readonly currentPeriod: Period;
	readonly totals: Readonly<Record<string, boolean>>;
	/** Of 4-4-5 calendars only. */
	readonly extraWeekMonth: string;
}

export interface VersionBound {
	readonly periodText: string;
	readonly date: string;
}

export interface Version extends Named {
	readonly isCurrent: boolean;
	readonly isActual: boolean;
	readonly editFrom: VersionBound;
	readonly editTo: VersionBound;
	/** Missing where the version has none. */
	readonly switchover: VersionBound | undefined;
	readonly formula: string;
	readonly notes: string;
}

const bound = (one: Json): VersionBound => ({ periodText: textOf(one, 'periodText'), date: textOf(one, 'date') });

const version = (one: Json): Version => ({
	id: textOf(one, 'id'), name: textOf(one, 'name'), isCurrent: flagOf(one, 'isCurrent'), isActual: flagOf(one, 'isActual'),
	editFrom: bound(memberOf(one, 'editFrom')), editTo: bound(memberOf(one, 'editTo')),
	switchover: textOf(memberOf(one, 'switchover'), 'date') === '' ? undefined : bound(memberOf(one, 'switchover')),
	formula: textOf(one, 'formula'), notes: textOf(one, 'notes'),
});

const period = (one: Json): Period => ({ periodText: textOf(one, 'periodText'), lastDay: textOf(one, 'lastDay'), calendarType: textOf(one, 'calendarType') });

const calendarOf = (calendar: Json): ModelCalendar => {
	const year = memberOf(calendar, 'fiscalYear');
	const totals = memberOf(calendar, 'totalsSelection');
	return {
		calendarType: textOf(calendar, 'calendarType'),
		fiscalYear: { year: textOf(year, 'year'), startDate: textOf(year, 'startDate'), endDate: textOf(year, 'endDate') },
		pastYearsCount: numberOf(calendar, 'pastYearsCount'), futureYearsCount: numberOf(calendar, 'futureYearsCount'),
		currentPeriod: period(memberOf(calendar, 'currentPeriod')),
		totals: Object.fromEntries(Object.keys(totals).map((name) => [name, flagOf(totals, name)])),
		extraWeekMonth: textOf(calendar, 'extraWeekMonth'),
	};
};

/** A model as a whole. What would change its calendar deletes data and is not here (reference anaplan 15.27). */
export class Models {
	constructor(private readonly wire: AnaplanWire) {}

	/** Seen even without access to what is in the model; the form with the workspace does not exist (reference anaplan 4). */
	async details({ modelId }: Pick<ModelRef, 'modelId'>): Promise<ModelDetails> {
		const { promptMs } = this.wire.timeouts;
		const model = memberOf(await this.wire.json(this.call('GET', path`/models/${modelId}?modelDetails=true`, 'read the model', promptMs)), 'model');
		return {
			id: textOf(model, 'id'), name: textOf(model, 'name'), activeState: textOf(model, 'activeState'),
			workspaceId: textOf(model, 'currentWorkspaceId'), workspaceName: textOf(model, 'currentWorkspaceName'), modelUrl: textOf(model, 'modelUrl'),
			memoryUsage: numberOf(model, 'memoryUsage'), created: textOf(model, 'isoCreationDate'), lastModified: textOf(model, 'lastModified'),
			lastModifiedByUserId: textOf(model, 'lastModifiedByUserGuid'), lastSavedSerialNumber: textOf(model, 'lastSavedSerialNumber'),
			transactionRunning: flagOf(model, 'modelTransactionRunning'),
		};
	}

	/** Asks for the model to be loaded; asking twice changes nothing. @returns the HTTP status: 200 already open, 202 accepted */
	async open(ref: ModelRef): Promise<number> {
		return (await this.wire.send(this.call('POST', `${modelPath(ref)}/open`, 'open the model', this.wire.timeouts.promptMs))).status;
	}

	/** Asks for the model to be unloaded; that happens some time later. The next call loads it again. */
	async close(ref: ModelRef): Promise<void> {
		await this.wire.send(this.call('POST', `${modelPath(ref)}/close`, 'close the model', this.wire.timeouts.promptMs));
	}

	async currentPeriod(ref: ModelRef): Promise<Period> {
		return period(memberOf(await this.inModel(ref, 'currentPeriod', 'read the current period'), 'currentPeriod'));
	}

	async calendar(ref: ModelRef): Promise<ModelCalendar> {
		return calendarOf(memberOf(await this.inModel(ref, 'modelCalendar', 'read the calendar of the model'), 'modelCalendar'));
	}

	async versions({ modelId }: ModelRef): Promise<readonly Version[]> {
		const call = this.call('GET', path`/models/${modelId}/versions`, 'list versions', this.wire.timeouts.modelMs);
		return (await this.wire.collection(call, 'versionMetadata')).map(version);
	}

	private async inModel(ref: ModelRef, place: string, purpose: string): Promise<Json> {
		return await this.wire.json(this.call('GET', `${modelPath(ref)}/${place}`, purpose, this.wire.timeouts.modelMs));
	}

	private call(method: Call['method'], place: string, purpose: string, timeoutMs: number): Call {
		return { method, path: place, purpose, repeatable: true, timeoutMs };
	}
}

const modelPath = ({ workspaceId, modelId }: ModelRef): string => path`/workspaces/${workspaceId}/models/${modelId}`;
