import { operationsOf, type OperationTable } from '../../shared/routing/operation';
import * as cursorGet from './cursor/get.operation';
import * as dimensionTypeGetMany from './dimensionType/getMany.operation';
import * as endpointGetMany from './endpoint/getMany.operation';
import * as endpointRunQuery from './endpoint/runQuery.operation';
import { record } from './record';

export const operations: OperationTable = operationsOf({
	cursor: { get: cursorGet },
	dimensionType: { getMany: dimensionTypeGetMany },
	endpoint: { getMany: endpointGetMany, runQuery: endpointRunQuery },
	record,
});
