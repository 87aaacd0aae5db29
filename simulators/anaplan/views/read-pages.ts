import { csvLine, DEFAULT_CSV } from '../engine/csv-text';
import type { ListStore } from '../engine/list-store';
import { itemCsvLine } from '../lists/item-view';
import { allPagesLines, gridHead, gridLines, gridOf, pageChoice, type View } from './grid';
import type { PageSource } from './read-request-store';
import { tabularHeader, tabularLines, tabularRow, type TabularType } from './tabular';

export interface PageForm {
	readonly rowsPerPage: number;
	readonly header: 'first' | 'every';
}

export type ReadType = TabularType | 'GRID_ALL_PAGES' | 'GRID_CURRENT_PAGE';

const OMIT = { labels: 'name', omitEmptyRows: true, format: DEFAULT_CSV } as const;

/** Pages of what stands there now; later changes do not show. */
const snapshot = (form: PageForm, header: string, lines: Iterable<string>): PageSource => {
	const pages: Buffer[] = [];
	let page: string[] = [];
	const close = (): void => {
		const withHeader = pages.length === 0 || form.header === 'every';
		pages.push(Buffer.from((withHeader ? header : '') + page.join(''), 'utf8'));
		page = [];
	};
	for (const line of lines) {
		page.push(line);
		if (page.length === form.rowsPerPage) close();
	}
	if (page.length > 0 || pages.length === 0) close();
	return { count: pages.length, page: (number) => pages[number] };
};

/** Pages of generated rows, made when they are asked for: however many rows, only one page is in memory. */
const computed = (form: PageForm, header: string, rows: number, lines: (row: number) => string): PageSource => ({
	count: Math.max(1, Math.ceil(rows / form.rowsPerPage)),
	page: (number) => {
		const first = number * form.rowsPerPage;
		let text = number === 0 || form.header === 'every' ? header : '';
		for (let row = first; row < Math.min(rows, first + form.rowsPerPage); row += 1) text += lines(row);
		return Buffer.from(text, 'utf8');
	},
});

const isTabularType = (type: ReadType): type is TabularType => type.startsWith('TABULAR');

/** Its rows count from the first item of the only dimension; a page of the single-column form holds so many rows, not so many lines. */
const generatedPages = (view: View, type: ReadType, form: PageForm): PageSource => {
	if (isTabularType(type)) {
		const row = tabularRow(view, { ...OMIT, type });
		return computed(form, csvLine(tabularHeader(view, type)), view.module.rowCount, (index) => row([index]).join(''));
	}
	const grid = gridOf(view, pageChoice(view, null));
	return computed(form, gridHead(view, grid).join(''), view.module.rowCount, (index) => {
		const { names, cells } = grid.row([index]);
		return csvLine([...names, ...cells]);
	});
};

export const viewPages = (view: View, type: ReadType, form: PageForm): PageSource => {
	const { generated } = view.module.definition;
	if (generated === true && view.rows.length === 1 && view.rows[0]?.whole === true) return generatedPages(view, type, form);
	if (isTabularType(type)) return snapshot(form, csvLine(tabularHeader(view, type)), tabularLines(view, { ...OMIT, type }));
	const lines = type === 'GRID_ALL_PAGES' ? allPagesLines(view) : gridLines(view, gridOf(view, pageChoice(view, null)));
	return snapshot(form, '', lines);
};

function* listLines(list: ListStore): Iterable<string> {
	for (const index of list.indexes()) yield itemCsvLine(list, index);
}

export const listPages = (list: ListStore, header: string[], form: PageForm): PageSource =>
	(list.definition.generated === undefined
		? snapshot(form, csvLine(header), listLines(list))
		: computed(form, csvLine(header), list.size, (index) => itemCsvLine(list, index)));

