import { centsOf } from '../data/amount';
import { keyOf, Row } from '../data/table';
import { endYear, postLines } from '../ledger/post';
import { entryName, openEntry, registerUpdate, removeEntry } from '../ledger/register';
import { ControlRefused, type Control, type ControlCall } from './call';

/** A user inserts or changes a record: { table, values, stamp? }. `stamp: false` leaves the stamps alone, [date, time] sets them. */
export const saveRecord: Control = (call) => {
	const { world } = call;
	const [table, values, stamp] = [call.table(), call.values(), call.body.stamp];
	const given = Row.of(table.schema, values);
	const known = table.find(given.key());
	const row = known?.copy() ?? given;
	for (const [name, text] of Object.entries(values)) row.set(name, text);
	const { date, time } = Array.isArray(stamp) ? { date: String(stamp[0]), time: String(stamp[1]) } : world.stamp();
	for (const word of stamp === false ? [] : known === undefined ? ['Created', 'Updated'] : ['Updated']) {
		if (!table.schema.owns(`Date${word}`)) continue;
		row.set(`Date${word}`, date);
		row.set(`Time${word}`, time);
	}
	for (const [name, text] of Object.entries(values)) row.set(name, text);
	table.put(row);
	const what = known === undefined ? 'record-inserted' : 'record-changed';
	world.history.effect(what, { company: call.company().code, table: table.schema.name, key: row.key() });
	return row.plain();
};

export const removeRecord: Control = (call) => {
	const table = call.table();
	const key = call.key(table);
	if (!table.delete(key)) throw new ControlRefused(`${table.schema.name} has no ${key}`);
	call.world.history.effect('record-removed', { company: call.company().code, table: table.schema.name, key });
	return { removed: key };
};

const journalEntries = (call: ControlCall): ((header: Row) => boolean) => {
	const [match, entry, batch] = [call.text('match'), call.text('entry'), call.text('batch')];
	const pattern = match === undefined ? undefined : new RegExp(match);
	return (header) => (pattern === undefined || pattern.test(header.get('JournalComment'))) && (entry === undefined || entryName(header) === entry)
		&& (batch === undefined || header.get('BatchNo') === batch);
};

/** Somebody prints the register and runs the update: { match? | entry?: 'GJ 000012' | batch? }; all entries without any. */
export const register: Control = (call) => {
	const open = openEntry(call.company());
	if (open !== undefined && call.body.force !== true) throw new ControlRefused(`the update needs the journal for itself; ${open} is in use`);
	return registerUpdate(call.world, call.company(), journalEntries(call), 'register');
};

/** Somebody deletes entries before the update. */
export const deleteEntries: Control = (call) => {
	const company = call.company();
	const found = [...company.table('GL_TransactionJournalHeader').all()].filter(journalEntries(call));
	for (const header of found) removeEntry(company, header);
	const names = found.map(entryName);
	call.world.history.effect('entries-deleted', { company: company.code, entries: names });
	return { deleted: names };
};

/** Somebody posts lines at once: { date, source?, comment?, lines: [[account, amount, comment?], …] }; the date may be long past. */
export const post: Control = (call) => {
	const company = call.company();
	const { lines } = call.body;
	if (!Array.isArray(lines)) throw new ControlRefused('lines are [account, amount, comment?]');
	const source = call.text('source') ?? 'GJ';
	const registerNo = company.next(`register ${source}`, 6);
	const period = postLines(company, {
		source, register: registerNo, date: call.needed('date'), created: call.world.stamp(), userKey: '0000000001',
		lines: lines.map((line: unknown) => {
			const [account = '', amount = '', comment = call.text('comment') ?? ''] = Array.isArray(line) ? line.map(String) : [];
			const cents = centsOf(amount);
			return { accountKey: call.accountKey(account), debit: cents > 0n ? cents : 0n, credit: cents < 0n ? -cents : 0n, comment };
		}),
	});
	call.world.history.effect('posted', { company: company.code, registerNo, ...period, lines: lines.length });
	return { registerNo, ...period };
};

/** { year, period, status: open|closed } */
export const period: Control = (call) => {
	const table = call.company().table('GL_FiscalYearDetail');
	const row = table.find(keyOf(table.schema, [call.needed('year'), call.needed('period')]));
	if (row === undefined) throw new ControlRefused('no such period');
	row.set('PeriodClosed', call.needed('status') === 'closed' ? 'Y' : 'N');
	return row.plain();
};

export const yearEnd: Control = (call) => {
	const ended = endYear(call.company());
	call.world.history.effect('year-ended', { company: call.company().code, ...ended });
	return ended;
};

/** Register and update of payables: entries of invoices become open invoices and history (reference sage-100 7). */
export const updateInvoices: Control = (call) => {
	const company = call.company();
	const [open, history, details] = ['AP_OpenInvoice', 'AP_InvoiceHistoryHeader', 'AP_InvoiceHistoryDetail'].map((name) => company.table(name));
	const entry = company.table('AP_InvoiceHeader');
	const pattern = new RegExp(call.text('match') ?? '');
	const done: string[] = [];
	for (const header of [...entry.all()].filter((row) => pattern.test(row.get('InvoiceNo')))) {
		const { date, time } = call.world.stamp();
		const stamps = { DateCreated: date, TimeCreated: time, DateUpdated: date, TimeUpdated: time };
		const pick = (names: string): Record<string, string> => Object.fromEntries(names.split(' ').map((name) => [name, header.get(name)]));
		const shared = pick('APDivisionNo VendorNo InvoiceNo InvoiceDate InvoiceDueDate InvoiceAmt DiscountAmt');
		const used = [...history!.under(header.key().padEnd(29))].length;
		const HeaderSeqNo = String(used).padStart(6, '0');
		open!.put(Row.of(open!.schema, { ...shared, Balance: header.get('InvoiceAmt'), ...stamps }));
		history!.put(Row.of(history!.schema, { ...shared, ...pick('PostingDate Comment'), HeaderSeqNo, ...stamps }));
		const lines = company.table('AP_InvoiceDetail');
		for (const line of [...lines.under(header.key().padEnd(29))]) {
			const kept = 'APDivisionNo VendorNo InvoiceNo LineKey AccountKey DistributionAmt CommentText'.split(' ');
			details!.put(Row.of(details!.schema, { ...Object.fromEntries(kept.map((name) => [name, line.get(name)])), HeaderSeqNo }));
			lines.delete(line.key());
		}
		entry.delete(header.key());
		done.push(header.get('InvoiceNo'));
	}
	call.world.history.effect('invoices-updated', { company: company.code, invoices: done });
	return { updated: done };
};
