import type { OperationTable } from '../../shared/routing/operation';
import * as mapRows from './mapRows.operation';
import * as mapToJournal from './mapToJournal.operation';
import * as preview from './preview.operation';
import * as previewJournal from './previewJournal.operation';

export const operations: OperationTable = { mapRows, mapToJournal, preview, previewJournal };
