import type { HttpResponse } from '../../contracts';
import { FatalError, IntegrationError } from '../../core/errors';
import type { Page } from './view-pages';
import { selectorOf } from './view-pages';
import { sheetOfGridCsv, sheetOfJson, type Sheet, type SheetLine } from './view-sheet';
import { pageRefusal, type ViewAxes, type ViewRef } from './views';
import { path, type AnaplanWire, type Call } from './wire';

export interface DirectRead extends ViewRef {
	readonly view: ViewAxes;
	/** JSON unless a tenant refuses it. */
	readonly accept: 'json' | 'csv';
}

/** Some tenants insist on the second form (reference anaplan 11). */
const CSV_FORMS: readonly string[] = ['text/csv', 'text/csv;escaped=true'];
const NOT_IN_THIS_FORM = 406;

const callFor = (wire: AnaplanWire, { modelId, viewId, view }: DirectRead, page: Page, query: readonly string[]): Call => {
	const parts = [...query, ...(page.length > 0 ? [`pages=${selectorOf(page)}`] : [])];
	return {
		method: 'GET', path: path`/models/${modelId}/views/${viewId}/data` + (parts.length > 0 ? `?${parts.join('&')}` : ''),
		purpose: `read view ${JSON.stringify(view.name)}`, repeatable: true, timeoutMs: wire.timeouts.modelMs,
	};
};

/** A wrong page selector, in Anaplan's words, and what may be chosen. */
const explained = (caught: unknown, view: ViewAxes): unknown => {
	if (!(caught instanceof IntegrationError) || !isPageRefusal(caught)) return caught;
	return pageRefusal(view, caught.facts.said, `Page dimensions of this view: ${view.pages.map(({ id, name }) => `${id} ${JSON.stringify(name)}`).join(', ') || 'none'}. Choose the items from those that View: Get Dimension Items lists.`);
};

const isPageRefusal = (error: IntegrationError): boolean => error.facts.status === 400 && /page select/i.test(error.facts.said);

/** 400 with any other reason: above 1,000,000 cells; the wording is not documented (reference anaplan 11). */
export const isTooLarge = (caught: unknown): boolean => caught instanceof IntegrationError && caught.facts.status === 400 && !isPageRefusal(caught);

const bytesOf = async function* ({ body }: HttpResponse): AsyncGenerator<Buffer> {
	yield body;
};

const readCsv = async (wire: AnaplanWire, read: DirectRead, page: Page): Promise<Sheet> => {
	for (const accept of CSV_FORMS) {
		const isLast = accept === CSV_FORMS.at(-1);
		const response = await wire.send({ ...callFor(wire, read, page, []), accept, ...(isLast ? {} : { understood: [NOT_IN_THIS_FORM] }) });
		if (response.status !== NOT_IN_THIS_FORM) return await sheetOfGridCsv(read.view, bytesOf(response));
	}
	throw new FatalError({ system: 'Anaplan', operation: `read view ${read.view.name}`, said: 'no form was accepted', remedy: 'Report this as a defect of the node.' });
};

/** One page of the view as a sheet. JSON needs both, the header and `format=v1` (reference anaplan 11). */
const readPage = async (wire: AnaplanWire, read: DirectRead, page: Page): Promise<Sheet> => {
	try {
		if (read.accept === 'csv') return await readCsv(wire, read, page);
		return sheetOfJson(read.view, await wire.json(callFor(wire, read, page, ['format=v1'])));
	} catch (caught) {
		if (read.accept === 'json' && caught instanceof IntegrationError && caught.facts.status === NOT_IN_THIS_FORM) return await readCsv(wire, read, page);
		throw explained(caught, read.view);
	}
};

const named = async function* ({ lines }: Sheet, page: Page): AsyncGenerator<readonly SheetLine[]> {
	const names = page.map(({ item }) => item.name);
	for await (const batch of lines) yield batch.map((line) => ({ names: [...line.names, ...names], cells: line.cells }));
};

const otherColumns = (view: ViewAxes): FatalError => new FatalError({
	system: 'Anaplan', operation: `read view ${JSON.stringify(view.name)}`, said: 'its pages do not have the same columns, so they make no single table',
	remedy: 'Choose one item of each page dimension, or use the shape "One per Cell" by a large read.',
});

/**
 * All wanted pages as one sheet, the page items being names of each line. The first page is read at once, so that a view
 * that is too large, or a wrong selector, is found before anything is handed out; the others when they are needed.
 */
export const readDirectly = async (wire: AnaplanWire, read: DirectRead, pages: readonly Page[]): Promise<Sheet> => {
	const [first = [], ...others] = pages;
	const sheet = await readPage(wire, read, first);
	const lines = async function* (): AsyncGenerator<readonly SheetLine[]> {
		yield* named(sheet, first);
		for (const page of others) {
			const next = await readPage(wire, read, page);
			if (JSON.stringify(next.columns) !== JSON.stringify(sheet.columns)) throw otherColumns(read.view);
			yield* named(next, page);
		}
	};
	return { ...sheet, along: [...read.view.rows, ...read.view.pages], lines: lines() };
};
