import { readFileSync } from 'node:fs';
import { resourceNamed } from '../contract/catalogue';
import type { EntityType } from '../contract/types';
import type { Company } from '../data/company';
import { Stored } from '../data/row';
import { postJournals } from '../post/post-journals';
import type { World } from '../world';
import { Builder } from '../write/build';
import type { WriteContext } from '../write/form';
import type { Incoming } from '../write/incoming';
import { JOURNAL_FORM } from '../write/journal-form';
import { DEFAULT_SITE } from './default';
import type { PlainRecord, SeedJournal, SiteDefinition } from './types';

export const loadSite = (model: SiteDefinition | string | undefined): SiteDefinition =>
	(typeof model === 'string' ? (JSON.parse(readFileSync(model, 'utf8')) as SiteDefinition) : (model ?? DEFAULT_SITE));

/** Plain text to a row; what the type does not have is a mistake in the model, not something to drop. */
export const storedFrom = (type: EntityType, plain: PlainRecord): Stored => {
	const values: Record<string, string> = {};
	const children: Record<string, readonly Stored[]> = {};
	for (const [field, value] of Object.entries(plain)) {
		const property = type.properties.find((one) => one.field === field);
		if (property === undefined) throw new TypeError(`${type.name} has no ${field}`);
		if (typeof value === 'string') values[field] = value;
		else if (property.type !== undefined) children[field] = value.map((row) => storedFrom(property.type!, row));
	}
	return new Stored(values, children);
};

/** Numbers that are taken, so that the next document gets another. */
const SEQUENCES: Readonly<Record<string, readonly (readonly [field: string, sequence: string])[]>> = {
	APInvoiceBatches: [['BatchNumber', 'AP/IN']], POPurchaseOrders: [['PurchaseOrderSequenceKey', 'PO/order']],
	APPostedDocuments: [['BatchNumber', 'AP/IN'], ['PostingSequenceNumber', 'AP/posting/IN']],
};

/** The fields as a client would have sent them. */
const asSent = (type: EntityType, values: Readonly<Record<string, string>>, rows: Incoming['rows'] = new Map()): Incoming => ({
	fields: Object.entries(values).map(([field, value]) => {
		const property = type.properties.find((one) => one.field === field);
		if (property === undefined) throw new TypeError(`${type.name} has no ${field}`);
		return [property, value] as const;
	}), rows,
});

const nested = (type: EntityType, field: string): EntityType => type.properties.find((one) => one.field === field)!.type!;

const batchFrom = (context: WriteContext, journal: SeedJournal): Stored => {
	const { type } = resourceNamed('GLJournalBatches');
	const header = nested(type, 'JournalHeaders');
	const detail = nested(header, 'JournalDetails');
	const [FiscalYear, FiscalPeriod] = journal.period?.split('-') ?? [];
	const [SourceLedger = 'GL', SourceType = 'JE'] = journal.source?.split('-') ?? [];
	const lines = journal.lines.map(([AccountNumber, Amount, Description = '', Reference = '', more = {}]) =>
		asSent(detail, { AccountNumber, ...more, ...(more.SourceCurrencyAmount === undefined ? { Amount } : {}), Description, Reference }));
	const entry = asSent(header, {
		SourceLedger, SourceType, Description: journal.description, DocumentDate: journal.date, PostingDate: journal.date,
		...(FiscalYear === undefined || FiscalPeriod === undefined ? {} : { FiscalYear, FiscalPeriod }),
	}, new Map([['JournalDetails', lines]]));
	const rows = new Map([['JournalHeaders', journal.lines.length === 0 ? [] : [entry]]]);
	const BatchNumber = JOURNAL_FORM.numbered!.text(context.company.numbers.next('GL/batch'));
	const batch = new Builder(context, JOURNAL_FORM).insert(type, asSent(type, { Description: journal.description }, rows), { BatchNumber });
	return JOURNAL_FORM.totals!(context, batch);
};

/** Batches in the order of the model; those that are posted go through posting, one run each. */
const enter = (world: World, company: Company, journal: SeedJournal): void => {
	const context: WriteContext = { world, company, user: 'ADMIN', today: journal.date, requested: undefined };
	const batch = batchFrom(context, journal);
	const ready = journal.state === 'Posted' || journal.state === 'ReadyToPost';
	const number = Number(batch.get('BatchNumber'));
	const state = ready ? JOURNAL_FORM.batch!.ready(context, true) : { Status: journal.state };
	company.table('GLJournalBatches').put(batch.with(state));
	if (journal.state === 'Posted') postJournals(context, { all: false, from: number, to: number });
};

/** Everything that a company begins with; the same after every reset. */
export const fill = (world: World, company: Company): void => {
	const { definition } = company;
	const profile: PlainRecord = {
		OrgID: definition.id, CompanyName: definition.name, Country: definition.country, FunctionalCurrency: definition.homeCurrency,
		NumberOfFiscalPeriods: String(Math.max(...definition.years.map(({ starts }) => starts.length - 1))), Multicurrency: 'Yes',
	};
	for (const [name, records] of Object.entries({ ...definition.records, CSCompanyProfile: [profile] })) {
		const { type } = resourceNamed(name);
		for (const plain of records) {
			const row = company.table(name).put(storedFrom(type, plain));
			for (const [field, sequence] of SEQUENCES[name] ?? []) company.numbers.reserve(sequence, Number(row.get(field) || '0'));
		}
	}
	for (const journal of definition.journals) enter(world, company, journal);
};
