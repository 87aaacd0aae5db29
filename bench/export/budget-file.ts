/** A budget of any size as Anaplan writes it, always the same one. Every row has the same length, so any piece can be made by itself. */
export const HEADER = 'GL Accounts,Departments,Time,Versions,Amount,Approved,Comment\n';
export const COLUMNS = HEADER.trim().split(',');
export const LISTS = ['GL Accounts', 'Departments', 'Time', 'Versions', '', '', ''];

const digits = (value: number, count: number): string => String(value).padStart(count, '0');

const row = (number: number): string => {
	// A multiplicative sequence: spread out, and the same on every machine.
	const draw = (number * 2_654_435_761) % 4_294_967_296;
	return `"61${digits(number, 8)}, Büro",Department ${digits(draw % 40, 2)},Jan 26,Budget,${digits(draw % 1_000_000, 6)}.${digits(draw % 100, 2)},true,"said ""${digits(draw % 9_999, 4)}"""\n`;
};

const HEADER_BYTES = Buffer.byteLength(HEADER);
const ROW_BYTES = Buffer.byteLength(row(0));

export const fileBytes = (rows: number): number => HEADER_BYTES + rows * ROW_BYTES;

/** The bytes from `from` to before `to`, cut anywhere: inside a row, inside a letter. */
export const pieceOf = (rows: number, from: number, to: number): Buffer => {
	const first = Math.max(0, Math.floor((from - HEADER_BYTES) / ROW_BYTES));
	const last = Math.min(rows, Math.ceil((to - HEADER_BYTES) / ROW_BYTES));
	const head = from < HEADER_BYTES ? HEADER : '';
	const text = head + Array.from({ length: Math.max(0, last - first) }, (_, at) => row(first + at)).join('');
	const beganAt = head === '' ? HEADER_BYTES + first * ROW_BYTES : 0;
	return Buffer.from(text, 'utf8').subarray(from - beganAt, to - beganAt);
};
