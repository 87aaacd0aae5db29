import type { SimResponse } from '../../harness/server';
import { parseJsonNumber } from '../engine/decimal';
import type { Dimension } from '../engine/dimension';
import type { LineItem, ModuleStore } from '../engine/module-store';
import { parseCell } from '../engine/values';
import { isRecord, jsonBody, param, textOf, type ModelCall } from '../http/call';
import { ApiError, found, single } from '../http/reply';
import type { ModelRoute } from '../http/router';

const MARK = '\u0000number:';

/** JSON whose numbers keep every digit: each becomes marked text before parsing. Plain runs of a text are one step, or a text of megabytes would run out of stack. */
export const parseExactJson = (text: string): unknown => {
	JSON.parse(text);
	return JSON.parse(text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
		(token.startsWith('"') ? token : JSON.stringify(MARK + token))));
};

const unmarked = (value: unknown): string | undefined => {
	const text = textOf(value);
	return text?.startsWith(MARK) ? text.slice(MARK.length) : text;
};

type Problem = readonly [type: string, details: string];

/** Refused as the reference quotes it; the other words are UNCONFIRMED there. */
const CALCULATED: Problem = ['cellIsCalculated', 'the cell is a calculated/aggregate cell and is not writeable'];

const itemIn = (dimension: Dimension, raw: Record<string, unknown>): number | undefined => {
	const [id, code, name] = [unmarked(raw.itemId), unmarked(raw.itemCode), unmarked(raw.itemName)];
	if (id !== undefined) return dimension.findById(id);
	if (code !== undefined) return dimension.findByCode(code);
	return name === undefined ? undefined : dimension.findByName(name);
};

const coordinatesOf = (call: ModelCall, module: ModuleStore, raw: unknown): number[] | Problem => {
	const given = Array.isArray(raw) ? raw.filter(isRecord) : [];
	const placed = new Map<string, number>();
	for (const one of given) {
		const label = unmarked(one.dimensionId) ?? unmarked(one.dimensionName) ?? '';
		const dimension = call.model.state.dimension(label);
		if (dimension === undefined || !module.dimensions.includes(dimension)) return ['dimensionNotFound', `dimension ${label} not found`];
		const index = itemIn(dimension, one);
		if (index === undefined) return ['itemNotFound', `item not found in dimension ${dimension.name}`];
		placed.set(dimension.id, index);
	}
	const missing = module.dimensions.find((dimension) => !placed.has(dimension.id));
	if (missing) return ['missingDimension', `dimension ${missing.name} is missing`];
	return module.dimensions.map((dimension) => placed.get(dimension.id) as number);
};

const isProblem = (value: number[] | Problem): value is Problem => typeof value[0] === 'string';

const valueText = (value: unknown): string | undefined => {
	if (value === null || value === undefined) return '';
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'string' && value.startsWith(MARK)) return parseJsonNumber(value.slice(MARK.length));
	return textOf(value);
};

const writeOne = (call: ModelCall, module: ModuleStore, raw: unknown): Problem | { changed: boolean } => {
	if (!isRecord(raw)) return ['invalidCell', 'cell is not an object'];
	const label = unmarked(raw.lineItemId) ?? unmarked(raw.lineItemName) ?? '';
	const item: LineItem | undefined = module.lineItem(label);
	if (item === undefined) return ['lineItemNotFound', `line item ${label} not found`];
	const coordinates = coordinatesOf(call, module, raw.dimensions);
	if (isProblem(coordinates)) return coordinates;
	if (module.isCalculated(coordinates, item)) return CALCULATED;
	const text = valueText(raw.value);
	const parsed = text === undefined ? undefined : parseCell(text, item.definition.format, item.target);
	if (parsed === undefined || !parsed.ok) return ['invalidValue', `value is not valid for the format ${item.definition.format}`];
	return { changed: module.set(coordinates, item.column, parsed.value) };
};

/** Only cellIsCalculated is documented; the others may be spelt otherwise. */
const worded = (call: ModelCall, type: string): string =>
	(type === CALCULATED[0] || call.world.switches.values.cellFailureWords === 'camel' ? type : type.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());

const write = (call: ModelCall): SimResponse => {
	const module = found(call.model.state.modules.find((one) => one.definition.id === param(call, 'module')));
	const { cellsPerWrite, bytesPerWrite, countEqualWrites } = call.world.switches.values;
	if (call.request.body.length > bytesPerWrite) throw new ApiError(400, 'Request body exceeds the maximum size of 15 MB');
	const body = jsonBody(call, parseExactJson);
	if (!Array.isArray(body)) throw new ApiError(400, 'Request body must be an array of cells');
	if (body.length > cellsPerWrite) throw new ApiError(400, `Maximum number of cells per request is ${cellsPerWrite}`);
	const failures: Array<{ requestIndex: number; failureType: string; failureMessageDetails: string }> = [];
	let numberOfCellsChanged = 0;
	body.forEach((raw: unknown, requestIndex) => {
		const outcome = writeOne(call, module, raw);
		if ('changed' in outcome) numberOfCellsChanged += outcome.changed || countEqualWrites ? 1 : 0;
		else failures.push({ requestIndex, failureType: worded(call, outcome[0]), failureMessageDetails: outcome[1] });
	});
	call.model.modifiedBy(call.user);
	call.world.context.history.effect('cells-written', {
		module: module.definition.id, user: call.user.email, cells: numberOfCellsChanged, failures: failures.length,
	});
	return single(call, 'cell', { numberOfCellsChanged, ...(failures.length > 0 ? { failures } : {}) });
};

export const CELL_ROUTES: readonly ModelRoute[] = [
	{ method: 'POST', path: 'modules/:module/data', json: true, whenBusy: 'waits', handle: write },
];
