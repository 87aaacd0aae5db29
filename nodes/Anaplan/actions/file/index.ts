import type { OperationTable } from '../../../shared/routing/operation';
import * as download from './download.operation';
import * as getMany from './getMany.operation';
import * as uploadChunks from './uploadChunks.operation';

export const file: OperationTable = { download, getMany, uploadChunks };
