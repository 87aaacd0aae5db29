export { COMMA_QUOTED, CsvFormatError, type CsvDialect, type CsvReading } from './dialect';
export { withoutByteOrderMark } from './decode';
export { csvRecords, numberedRecords, type NumberedRecord } from './read';
export { csvBytes } from './write';
