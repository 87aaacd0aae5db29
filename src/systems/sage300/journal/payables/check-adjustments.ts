import type { Journal, JournalLine, JournalProblem } from '../../../../contracts';
import { textOf } from '../../values/flat-record';
import { equalTo } from '../../wire/filter';
import { AccountCheck } from '../checks/account-check';
import { CalendarCheck } from '../checks/calendar-check';
import { MasterData, type Untold } from '../checks/master-data';
import type { JournalSettings } from '../journal-settings';

const folded = (text: string): string => text.trim().toUpperCase();
const present = (texts: ReadonlyArray<string | undefined>): string[] => texts.filter((text): text is string => text !== undefined);

/** Number → status, by capitals. */
const vendorsOf = async (numbers: readonly string[], data: MasterData): Promise<ReadonlyMap<string, string> | Untold> => {
	const rows = await data.withValues({ resource: 'APVendors', field: ['VendorNumber'], values: numbers, select: ['VendorNumber', 'Status'] });
	return rows === 'untold' ? rows : new Map(rows.map((row) => [folded(textOf(row, 'VendorNumber')), textOf(row, 'Status').trim()]));
};

/** `VENDOR/DOCUMENT` of those that are posted. An adjustment always applies to one of them (reference sage-300 8.4). */
const documentsOf = async (lines: readonly JournalLine[], data: MasterData): Promise<ReadonlySet<string> | Untold> => {
	const found = new Set<string>();
	for (const vendor of new Set(lines.map(({ fields }) => fields.vendor ?? ''))) {
		const values = lines.filter(({ fields }) => fields.vendor === vendor).map(({ fields }) => fields.document ?? '');
		const rows = await data.withValues({
			resource: 'APPostedDocuments', field: ['DocumentNumber'], values, within: equalTo('VendorNumber', vendor), select: ['VendorNumber', 'DocumentNumber'],
		});
		if (rows === 'untold') return rows;
		for (const row of rows) found.add(`${folded(textOf(row, 'VendorNumber'))}/${folded(textOf(row, 'DocumentNumber'))}`);
	}
	return found;
};

const vendorProblem = (vendor: string, vendors: ReadonlyMap<string, string> | Untold): string | undefined => {
	if (vendors === 'untold') return undefined;
	const status = vendors.get(folded(vendor));
	if (status === undefined) return `vendor "${vendor}" does not exist in Sage 300`;
	return status.toLowerCase() === 'inactive' ? `vendor ${vendor} is inactive in Sage 300` : undefined;
};

/**
 * What the server would refuse, as far as it tells before: vendors and their documents that do not exist, accounts, and days that are not in
 * the calendar or locked for accounts payable. Writes nothing. What the user may not see is not checked: the server refuses it then.
 */
export const checkAdjustments = async (journals: readonly Journal[], settings: JournalSettings, signal?: AbortSignal): Promise<JournalProblem[]> => {
	const { place, catalogue, lasting } = settings.client;
	const data = new MasterData({ place, catalogue, gateway: lasting.stoppedBy(signal) });
	const lines = journals.flatMap((journal) => journal.lines);
	const accounts = await AccountCheck.of(lines.map(({ account }) => account), data);
	const vendors = await vendorsOf(lines.map(({ fields }) => fields.vendor ?? ''), data);
	const documents = await documentsOf(lines, data);
	const calendar = await CalendarCheck.of(data, 'AP');

	return journals.flatMap(({ reference, head: { date = '' }, lines: own }): JournalProblem[] => {
		const ofDay = calendar.problemOf(date, undefined);
		return [
			...(ofDay === undefined ? [] : [{ reference, reason: ofDay }]),
			...own.flatMap(({ account, fields: { vendor = '', document = '' } }, line) => {
				const ofVendor = vendorProblem(vendor, vendors);
				const isMissing = ofVendor === undefined && documents !== 'untold' && !documents.has(`${folded(vendor)}/${folded(document)}`);
				const reasons = present([accounts.problemOf(account), ofVendor, isMissing ? `vendor ${vendor} has no posted document "${document}" in Sage 300` : undefined]);
				return reasons.map((reason) => ({ reference, line, reason }));
			}),
		];
	});
};
