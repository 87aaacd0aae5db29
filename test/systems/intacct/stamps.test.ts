import fc from 'fast-check';
import { FatalError } from '../../../src/core/errors';
import { readIsoInstant } from '../../../src/systems/intacct/stamps/iso-instant';
import { GMT_STAMPS, offsetMinutes, stampFormat } from '../../../src/systems/intacct/stamps/stamp-format';
import { checkUserFormatting } from '../../../src/systems/intacct/stamps/user-formatting';
import { collect, rejection } from '../../doubles/results';
import { FORMATTING, formattingAnswer, failure, loginAnswer, queryAnswer } from './fakes/answers';
import { bench } from './fakes/client';

describe('stamps', () => {
	it.each([
		['-08:00', '03/01/2026 00:00:00', '2026-03-01T08:00:00Z'], ['+05:30', '01/01/2026 03:00:00', '2025-12-31T21:30:00Z'],
		['+00:00', '02/28/2026 23:59:59', '2026-02-28T23:59:59Z'], ['-08:00', '12/31/2025 20:00:00', '2026-01-01T04:00:00Z'], ['-0800', '02/29/2024 16:00:00', '2024-03-01T00:00:00Z'],
	])('at %s, %s is %s, there and back', (offset, written, instant) => {
		expect(stampFormat(offset).toInstant(written)).toBe(instant);
		expect(stampFormat(offset).toLiteral(instant)).toBe(written);
	});

	it('names the same second there and back, for any instant and offset', () => {
		fc.assert(fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: -12, max: 14 }), fc.constantFrom('00', '30', '45'), (second, hour, minute) => {
			const format = stampFormat(`${hour < 0 ? '-' : '+'}${String(Math.abs(hour)).padStart(2, '0')}:${minute}`);
			const instant = new Date(second * 1000).toISOString().replace('.000', '');
			expect(format.toInstant(format.toLiteral(instant))).toBe(instant);
		}));
	});

	it('empty is no stamp, a date alone is its midnight', () => {
		expect(GMT_STAMPS.toInstant('')).toBeNull();
		expect(GMT_STAMPS.toInstant(' ')).toBeNull();
		expect(stampFormat('-08:00').toInstant('03/01/2026')).toBe('2026-03-01T08:00:00Z');
	});

	it.each(['2026-03-01', '31/12/2026 00:00:00', '02/30/2026 00:00:00', '03/01/26 00:00:00', '03/01/2026 24:00:00', '03/01/2026 1:00:00 PM', 'x'])('refuses %j instead of guessing', (written) => {
		expect(() => GMT_STAMPS.toInstant(written)).toThrow(FatalError);
	});

	it.each([['-08:00', -480], ['+05:45', 345], ['Z', 0], ['GMT', 0], ['+14:00', 840]])('offset %s is %d minutes', (offset, minutes) => {
		expect(offsetMinutes(offset)).toBe(minutes);
	});

	it.each(['', '8', '-8h', 'PST', '+15:00', '+01:60'])('%j is no offset', (offset) => {
		expect(offsetMinutes(offset)).toBeUndefined();
		expect(() => stampFormat(offset)).toThrow(FatalError);
	});

	it('reads the times of a session, with their zone and not without', () => {
		expect(readIsoInstant('2026-03-02T01:15:01-08:00')).toBe('2026-03-02T09:15:01Z');
		expect(readIsoInstant('2026-03-02T09:15:01.9Z')).toBe('2026-03-02T09:15:01Z');
		expect(readIsoInstant('2026-03-02T09:15:01')).toBeUndefined();
		expect(readIsoInstant('')).toBeUndefined();
	});
});

describe('the preferences of the user', () => {
	const good = { locale: 'en_US', dateFormat: '/mdY', gmtOffset: '-08:00', clock: '24' };

	it('pass when they can be read', () => {
		expect(checkUserFormatting(good, 'u')).toBe(good);
	});

	it.each([
		[{ dateFormat: '/dmY' }, 'MM/DD/YYYY'], [{ dateFormat: '/mdy' }, 'four-digit'], [{ clock: '12' }, '24 hours'], [{ locale: 'en_GB' }, 'English (United States)'], [{ gmtOffset: '' }, 'time zone'],
	])('with %j the error names what to set', (change, named) => {
		expect(() => checkUserFormatting({ ...good, ...change }, 'ws_anaplan')).toThrow(FatalError);
		try {
			checkUserFormatting({ ...good, ...change }, 'ws_anaplan');
		} catch (error) {
			expect(error).toMatchObject({ facts: { remedy: expect.stringContaining(named) } });
		}
	});

	it('stop a read before any record is asked for', async () => {
		const { client, http } = bench([loginAnswer(), formattingAnswer(FORMATTING.replace('/mdY', '.dmY'))]);
		const error = await rejection(collect(client.source({ object: 'APBILL', fields: ['RECORDNO'] }).records(null, '2026-03-01T00:00:00Z')));
		expect(error).toMatchObject({ facts: { said: expect.stringContaining('date format ".dmY"') } });
		expect(http.unused).toBe(0);
	});

	it('are not asked for when the offset is told', async () => {
		const { client, http } = bench([loginAnswer(), queryAnswer({ object: 'APBILL', rows: [{ RECORDNO: '1', WHENMODIFIED: '03/01/2026 05:30:00' }] })], { gmtOffset: '+05:30' });
		const [mark] = await collect(client.source({ object: 'APBILL' , fields: ['RECORDNO'] }).marks(null, '2026-03-02T00:00:00Z'));
		expect(mark).toEqual({ key: '1', stamp: '2026-03-01T00:00:00Z' });
		expect(http.bodies[1]).toContain('<value>03/02/2026 05:30:00</value>');
	});

	it('are asked once when the server\'s time was asked before', async () => {
		const { client, http } = bench([loginAnswer(), formattingAnswer(), queryAnswer({ object: 'APBILL', rows: [] })]);
		const source = client.source({ object: 'APBILL', fields: ['RECORDNO'] });
		await collect(source.records(null, await source.now()));
		expect(http.functions).toEqual(['getAPISession', 'readUserFormatting', 'query']);
	});

	it('that may not be read have a remedy', async () => {
		const { client } = bench([loginAnswer(), failure('readUserFormatting', { code: 'PL04000005', description2: 'You may not' })]);
		expect(await rejection(client.userFormatting())).toMatchObject({ facts: { said: 'You may not', remedy: expect.stringContaining('offset from GMT') } });
	});
});
