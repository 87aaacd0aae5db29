import type { JsonObject } from '../../../core/json';
import { allOf } from '../../../core/odata/filter';
import { propertyOf, styleOf, type ResourceDescription } from '../metadata/module-model';
import { factsOf } from '../resources/resource-table';
import { dayAfter, dayOf } from '../values/days';
import { textOf } from '../values/flat-record';
import { compare, type Filter } from '../wire/filter';
import { FiscalSetWords, type FiscalSetChoice } from './fiscal-set-choice';

/** A window over the accounting or document day. Back-dated records lie outside of it, so it is a filter and never a cursor (reference sage-300 9). */
export interface DayWindow {
	/** The resource's own document day unless set. */
	readonly field?: string;
	/** First day, `2026-01-01`. */
	readonly from?: string;
	/** Last day, inclusive. */
	readonly to?: string;
}

export interface Narrowing {
	/** The user's own condition. */
	readonly filter?: Filter;
	readonly documentDay?: DayWindow;
	/** Only records that are still open, where the table knows what that means. */
	readonly openOnly?: boolean;
	/** For `GLAccountFiscalSets`: actuals in functional currency unless set. */
	readonly fiscalSets?: FiscalSetChoice;
}

const plainWord = (text: string): string => text.replace(/[\s_-]/g, '').toLowerCase();

/** What a narrowing means for one resource: a filter for the server, what is looked at here, and the fields that this needs. */
export interface AppliedNarrowing {
	readonly filter: Filter | undefined;
	readonly keep: ((row: JsonObject) => boolean) | undefined;
	readonly needs: readonly string[];
	/** At the end of a whole read. @throws FatalError when rows came and the choice of sets fitted none of them */
	readonly check: () => void;
}

/** @throws FatalError for a field that this release does not have */
export const applyNarrowing = (description: ResourceDescription, { filter, documentDay, openOnly = false, fiscalSets }: Narrowing): AppliedNarrowing => {
	const facts = factsOf(description.resource);
	const needs: string[] = [];
	const keeps: Array<(row: JsonObject) => boolean> = [];
	let window: Filter | undefined;
	if (documentDay && (documentDay.from || documentDay.to)) {
		const property = propertyOf(description, documentDay.field ?? facts?.documentDay ?? '');
		const { from, to } = documentDay;
		// A day wider on both sides, because a server may compare with a zone; the exact days are looked at here.
		window = allOf(
			from ? compare('gt', property.name, styleOf(property), dayAfter(from, -2)) : undefined,
			to ? compare('lt', property.name, styleOf(property), dayAfter(to, 2)) : undefined,
		);
		needs.push(property.name);
		keeps.push((row) => {
			const day = dayOf(textOf(row, property.name));
			return day !== '' && (!from || day >= from) && (!to || day <= to);
		});
	}
	if (openOnly && facts?.openWhen) {
		const { field, is } = facts.openWhen;
		const { name } = propertyOf(description, field);
		const words = is.map(plainWord);
		needs.push(name);
		keeps.push((row) => words.includes(plainWord(textOf(row, name))));
	}
	const sets = facts?.cursor.kind === 'fiscal-sets' ? new FiscalSetWords(description, fiscalSets) : undefined;
	if (sets) {
		needs.push(...sets.needs);
		keeps.push((row) => sets.holds(row));
	}
	return {
		filter: allOf(filter, window, ...(sets?.filters ?? [])), needs, check: () => sets?.check(),
		keep: keeps.length === 0 ? undefined : (row) => keeps.every((holds) => holds(row)),
	};
};
