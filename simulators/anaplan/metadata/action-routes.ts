import type { SimResponse } from '../../harness/server';
import { param, type ModelCall } from '../http/call';
import { ApiError, collection, found, single } from '../http/reply';
import type { ModelRoute } from '../http/router';
import type { ExportDefinition, ImportDefinition } from '../model/types';
import { viewOf } from '../views/grid';
import { dimensionsOf, lineItemsOf, tabularHeader } from '../views/tabular';

/** An import from a view carries that view's id, and the source itself (reference anaplan 6, 7). */
const importSource = ({ fileId, sourceView }: ImportDefinition): { readonly importDataSourceId: string; readonly type: string } =>
	(sourceView === undefined ? { importDataSourceId: fileId, type: 'FILE' } : { importDataSourceId: sourceView, type: 'MODEL' });

const importItem = (one: ImportDefinition): Record<string, unknown> => ({
	id: one.id, name: one.name, importDataSourceId: importSource(one).importDataSourceId, importType: one.importType,
	...(one.importCode === undefined ? {} : { code: one.importCode }), ...(one.sourceView === undefined ? {} : { importDataSource: importSource(one) }),
});

const exportFormat = (one: ExportDefinition): string => one.exportFormat ?? 'text/csv';

const exportItem = (one: ExportDefinition): Record<string, unknown> => ({
	id: one.id, name: one.name, exportType: one.exportType, exportFormat: exportFormat(one), encoding: one.encoding ?? 'UTF-8', layout: one.exportType,
});

/** An unknown import id is 500 here, not 404 (reference anaplan 7, recorded live). */
const importMetadata = (call: ModelCall): SimResponse => {
	const one = call.model.state.import(param(call, 'id'));
	if (one === undefined) throw new ApiError(500);
	if (one.sourceView !== undefined) return single(call, 'import', { importMetadata: { name: one.name, type: 'MODEL' } });
	const file = found(call.model.files.byId(one.fileId));
	const headerNames = call.model.definition.files.find((definition) => definition.id === one.fileId)?.headerNames ?? [];
	const { encoding, separator, delimiter, headerRow, firstDataRow, decimalSeparator } = found(file.format);
	return single(call, 'import', {
		importMetadata: {
			name: one.name, type: 'FILE',
			source: {
				textEncoding: encoding, columnSeparator: separator, textDelimiter: delimiter, headerRow, firstDataRow, decimalSeparator,
				headerNames, columnCount: headerNames.length,
			},
		},
	});
};

const exportMetadata = (call: ModelCall): SimResponse => {
	const one = found(call.model.definition.exports.find((definition) => definition.id === param(call, 'id')));
	const view = found(viewOf(call.model.state, one.view));
	const oneValueColumn = one.exportType !== 'TABULAR_MULTI_COLUMN';
	const dimensions = dimensionsOf(view).map(({ axis }) => axis.name);
	const headerNames = tabularHeader(view, oneValueColumn ? 'TABULAR_SINGLE_COLUMN' : 'TABULAR_MULTI_COLUMN');
	const dataTypes = [
		...dimensions.map(() => 'ENTITY'),
		...(oneValueColumn ? ['ENTITY', 'MIXED'] : lineItemsOf(view).map((item) => item.definition.format)),
	];
	return single(call, 'export', {
		exportMetadata: {
			columnCount: headerNames.length, dataTypes, delimiter: one.delimiter ?? '"', encoding: one.encoding ?? 'UTF-8', exportFormat: exportFormat(one),
			separator: one.separator ?? ',', rowCount: view.module.rowCount, headerNames,
			listNames: headerNames.map((_, at) => dimensions[at] ?? ''),
		},
	});
};

const actions = (call: ModelCall): Array<Record<string, unknown>> =>
	call.model.definition.actions.map(({ id, name, actionType }) => ({ id, name, actionType }));

const oneAction = (call: ModelCall): SimResponse =>
	single(call, 'action', { action: found(actions(call).find((one) => one.id === param(call, 'id'))) });

const step = (call: ModelCall, id: string): Record<string, unknown> | undefined => {
	const { definition, state } = call.model;
	const theImport = state.import(id);
	if (theImport !== undefined) {
		const source = { importDataSource: importSource(theImport) };
		const withSource = call.request.query.get('showImportDataSource') === 'true';
		return { ...importItem(theImport), actionType: 'IMPORT', ...(withSource ? source : {}) };
	}
	const theExport = definition.exports.find((one) => one.id === id);
	if (theExport !== undefined) {
		const { exportType } = theExport;
		return { id, name: theExport.name, actionType: 'EXPORT', exportType, exportFormat: exportFormat(theExport), layout: exportType };
	}
	return actions(call).find((one) => one.id === id);
};

const processMetadata = (call: ModelCall): SimResponse => {
	const process = found(call.model.definition.processes.find((one) => one.id === param(call, 'id')));
	const steps = process.actions.map((id) => step(call, id)).filter((one) => one !== undefined);
	return single(call, 'process', { processMetadata: { name: process.name, actions: steps } });
};

const waits = { whenBusy: 'waits', json: true } as const;

export const ACTION_ROUTES: readonly ModelRoute[] = [
	{
		...waits, method: 'GET', path: 'imports',
		handle: (call) => collection(call, 'import', 'imports', call.model.definition.imports.map(importItem)),
	},
	{ ...waits, method: 'GET', path: 'imports/:id', handle: importMetadata },
	{
		...waits, method: 'GET', path: 'exports',
		handle: (call) => collection(call, 'export', 'exports', call.model.definition.exports.map(exportItem)),
	},
	{ ...waits, method: 'GET', path: 'exports/:id', handle: exportMetadata },
	{ ...waits, method: 'GET', path: 'actions', handle: (call) => collection(call, 'action', 'actions', actions(call)) },
	{ ...waits, method: 'GET', path: 'actions/:id', handle: oneAction },
	{
		...waits, method: 'GET', path: 'processes',
		handle: (call) => collection(call, 'process', 'processes', call.model.definition.processes.map(({ id, name }) => ({ id, name }))),
	},
	{ ...waits, method: 'GET', path: 'processes/:id', handle: processMetadata },
];
