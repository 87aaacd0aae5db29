/**
 * The codes in `details[].type` of a task result (reference anaplan 8). An unknown one is no reason to fail, and no
 * proof of success either.
 */
export type CodeKind = 'done' | 'failed' | 'row' | 'unknown';

const DONE = [
	'hierarchyRowsProcessed', 'hierarchyRowsProcessedWithFailures', 'hierarchyNoChanges', 'lineItemRowsProcessed', 'lineItemRowsProcessedWithFailures',
	'usersRowsProcessed', 'versionsRowsProcessed', 'exportSucceeded', 'deleteFromSelectionSucceeded', 'taskElementSucceeded',
] as const;

const FAILED = [
	'actionFailed', 'connectorError', 'crossCustomerImport', 'deleteFromSelectionFailed', 'failedToLocateEntity', 'failedToLocateHierarchy',
	'failedToLocateModel', 'failedToLocateModule', 'failedToLocateSavedView', 'hierarchyImportFailed', 'hierarchyImportDuplicateSourceKey',
	'hierarchyImportDuplicateTargetKey', 'importFailedGeneralError', 'internalError', 'missingFields', 'moduleImportFailed',
	'moduleImportNoWriteAccess', 'msgExportCancelled', 'msgImportCancelled', 'notAuthorised', 'sourceModelArchived', 'uploadedFileNoLongerAvailable',
] as const;

const ROW = [
	'columnSeparatorExpected', 'unmatchedTextDelimiter', 'dateFormatInvalid', 'hierarchyImportInvalidCode', 'hierarchyImportInvalidName',
	'hierarchyImportInvalidParent', 'hierarchyImportEmptyKey', 'hierarchyImportFailedDependency', 'hierarchyImportNameOrCodeExists',
	'hierarchyImportAccessNoUpdate', 'hierarchyImportAccessNoMove', 'moduleImportBooleanFormat', 'moduleImportDateFormat',
	'moduleImportNumberFormat', 'moduleImportInvalidLineItemIdentifier', 'moduleImportInvalidListIdentifier',
	'moduleImportInvalidTimeEntityIdentifier', 'usersImportInvalidEmail', 'usersImportInvalidRole',
] as const;

const KINDS: ReadonlyMap<string, CodeKind> = new Map<string, CodeKind>([
	...DONE.map((code): [string, CodeKind] => [code, 'done']),
	...FAILED.map((code): [string, CodeKind] => [code, 'failed']),
	...ROW.map((code): [string, CodeKind] => [code, 'row']),
]);

export const kindOfCode = (code: string): CodeKind => KINDS.get(code) ?? 'unknown';
