import type { FoundJournal, Journal } from '../../../../contracts';
import { FatalError } from '../../../../core/errors';
import { allOf, anyOf, startsWith } from '../../../../core/odata/filter';
import { SYSTEM } from '../../identity';
import { propertyOf, styleOf, type ResourceDescription } from '../../metadata/module-model';
import { listRecords } from '../../reading/list-records';
import { planReading } from '../../resources/reading-plan';
import { LEDGER_LINES, plainAccount } from '../../sources/touched-accounts';
import type { RecordFields } from '../../values/flat-record';
import { compare, type Filter } from '../../wire/filter';
import { beginsWith, ownReference } from '../header-text';
import type { JournalSettings } from '../journal-settings';

/** In one question, so that the address leaves room for its key. */
const TOGETHER = 5;
const STATUS = 'Posted; found in the ledger, not in the list of batches';

const OR_WITHOUT = 'Nothing was posted. The node looks in the posted transactions for journals whose batch was cleared; if nobody clears history, switch "Search Ledger" off.';

const FIELDS = ['AccountNumber', 'FiscalYear', 'FiscalPeriod', 'SourceLedgerCode', 'SourceTypeCode', 'BatchNumber', 'JournalDetailReference', 'JournalTransactionAmount'];

/** Fiscal years that the entry can stand in: a fiscal year bears the number of the calendar year or of one beside it. */
const yearsOf = ({ head: { date = '', period = '' } }: Journal): readonly string[] => {
	const years = [date, period].filter((text) => text !== '').map((text) => Number(text.slice(0, 4)));
	return [...new Set(years.flatMap((year) => [year - 1, year, year + 1]))].sort((a, b) => a - b).map(String);
};

const byYears = (journals: readonly Journal[]): ReadonlyMap<string, readonly Journal[]> => {
	const groups = new Map<string, Journal[]>();
	for (const journal of journals) {
		const years = yearsOf(journal).join(',');
		groups.set(years, [...(groups.get(years) ?? []), journal]);
	}
	return groups;
};

const portions = <T>(all: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

const same = (values: readonly string[]): string => (new Set(values).size === 1 ? values[0] ?? '' : '');

/** What the lines of one batch have in common, in the spelling of `Journal.head`. */
const headOf = (lines: readonly RecordFields[]): Readonly<Record<string, string>> => {
	const period = same(lines.map(({ FiscalYear = '', FiscalPeriod = '' }) => `${FiscalYear.trim()}-${FiscalPeriod.trim().padStart(2, '0')}`));
	const sourceCode = same(lines.map(({ SourceLedgerCode = '', SourceTypeCode = '' }) => `${SourceLedgerCode.trim()}-${SourceTypeCode.trim()}`));
	return { ...(/^\d{4}-\d\d$/.test(period) && { period }), ...(/^\w+-\w+$/.test(sourceCode) && { sourceCode }) };
};

const foundIn = (journal: Journal, number: string, lines: readonly RecordFields[]): FoundJournal => {
	const spelled = new Map(journal.lines.map(({ account }) => [plainAccount(account), account]));
	return {
		reference: journal.reference, number, stage: 'released', status: STATUS, head: headOf(lines), lineCount: lines.length,
		lines: lines.map(({ AccountNumber = '', JournalTransactionAmount = '', JournalDetailReference = '' }) => {
			const reference = ownReference(JournalDetailReference.trim(), journal.reference);
			return { account: spelled.get(plainAccount(AccountNumber)) ?? AccountNumber.trim(), amount: JournalTransactionAmount, fields: (reference === '' ? {} : { reference }) as Readonly<Record<string, string>> };
		}),
	};
};

const passesOver = (): FatalError => new FatalError({
	system: SYSTEM, operation: 'look for the journal in the ledger', said: 'a ledger line came that was not asked for',
	remedy: 'Something between n8n and the server seems to drop filters.',
});

/**
 * The search for journals whose batch is gone.
 *
 * **What was posted and cleared is not posted again.** Sage 300 can clear posted batches from their list; the ledger's lines stay. Every line
 * that this client has posted begins its reference with that of its journal (ledger-batch.ts), so the ledger is asked for lines that begin
 * with it, by `startswith`, which the vendor documents (reference sage-300 5.3), within the fiscal years that the entry can stand in.
 * The lines of one batch are one journal; the mark is not in them, so the lines themselves say whether it is the content of now: accounts,
 * functional amounts, the user's own reference where each line has one, period and source code. An answer with another line is an error
 * and never "none".
 *
 * Outside of this are lines whose reference somebody has changed before posting, and accounts that the ledger posts in consolidated form: it
 * is nowhere said what reference those lines have. A journal of which only some lines show is found, and is for a person.
 */
export class LedgerSearch {
	constructor(private readonly settings: JournalSettings) {}

	/** @throws FatalError that names the switch, where this user or release does not show the ledger's lines */
	async find(journals: readonly Journal[], signal?: AbortSignal): Promise<FoundJournal[]> {
		try {
			return await this.search(journals, signal);
		} catch (error) {
			if (!(error instanceof FatalError)) throw error;
			throw new FatalError({ ...error.facts, remedy: `${error.facts.remedy} ${OR_WITHOUT}`, cause: error });
		}
	}

	private async search(journals: readonly Journal[], signal?: AbortSignal): Promise<FoundJournal[]> {
		const { place, catalogue, lasting } = this.settings.client;
		const gateway = lasting.stoppedBy(signal);
		const description = await catalogue.describe(LEDGER_LINES);
		const plan = planReading(description, { resource: LEDGER_LINES, fields: FIELDS });
		const found: FoundJournal[] = [];
		for (const [years, ofYears] of byYears(journals)) {
			for (const asked of portions(ofYears, TOGETHER)) {
				const batches = new Map<string, { readonly journal: Journal; readonly number: string; readonly lines: RecordFields[] }>();
				for await (const page of listRecords({ place, catalogue, gateway }, { plan, ...filterOf(description, years.split(','), asked) })) {
					for (const { fields } of page) {
						const journal = asked.find(({ reference }) => beginsWith(fields.JournalDetailReference ?? '', reference));
						if (!journal) throw passesOver();
						const number = (fields.BatchNumber ?? '').trim();
						const id = JSON.stringify([journal.reference, number]);
						const batch = batches.get(id) ?? { journal, number, lines: [] };
						batch.lines.push(fields);
						batches.set(id, batch);
					}
				}
				found.push(...[...batches.values()].map(({ journal, number, lines }) => foundIn(journal, number, lines)));
			}
		}
		return found;
	}
}

const filterOf = (description: ResourceDescription, years: readonly string[], journals: readonly Journal[]): { readonly filter?: Filter } => {
	const year = propertyOf(description, 'FiscalYear');
	const { name } = propertyOf(description, 'JournalDetailReference');
	const within = anyOf(...years.filter((one) => one !== '').map((one) => compare('eq', year.name, styleOf(year), one)));
	const filter = allOf(within, anyOf(...journals.map(({ reference }) => startsWith(name, reference))));
	return filter ? { filter } : {};
};
