import { CsvFormatError } from '../../../src/core/csv';
import { wholeCsv } from '../../../src/systems/anaplan';
import { bytesOf, cutInto } from '../../core/csv/chunking';
import { failureOf } from './fake-anaplan';

const UTF8 = { encoding: 'UTF-8', delimiter: '"' };
const through = (bytes: Buffer, dialect = UTF8) => bytesOf(wholeCsv(cutInto(bytes, [1, 5, 2]), dialect));

describe('a CSV file on its way', () => {
	it('passes through byte for byte, cut inside a record and inside a character', async () => {
		const bytes = Buffer.from('Name,Value\n"said ""yes""\n🚀",1\n');
		expect((await through(bytes)).equals(bytes)).toBe(true);
		const wide = Buffer.from('Name;"∢"\n', 'utf16le');
		expect((await through(wide, { encoding: 'UTF-16LE', delimiter: '"' })).equals(wide)).toBe(true);
	});

	it('fails when it ends inside quotes or inside a character', async () => {
		expect((await failureOf(through(Buffer.from('Name\n"said ""yes""')), CsvFormatError)).facts.said).toContain('inside quotes');
		expect((await failureOf(through(Buffer.from('ab', 'utf16le').subarray(0, 3), { encoding: 'UTF-16LE', delimiter: '"' }), CsvFormatError)).facts.said).toContain('inside a character');
	});

	it('knows no quotes where the file knows none', async () => {
		expect((await through(Buffer.from('5" pipe\n'), { encoding: 'UTF-8', delimiter: '' })).toString()).toBe('5" pipe\n');
	});
});
