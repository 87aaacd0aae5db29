import type { FoundJournal } from '../../../contracts';
import { FatalError, RetryableError, type IntegrationError } from '../../../core/errors';
import type { ExactJson } from '../../../core/json';
import type { Meaning } from '../answers/error-table';
import { SYSTEM } from '../identity';
import type { AcumaticaRequest } from '../wire/requests';
import { foundBatches } from './found-batch';
import { beginsWith } from './header-text';
import { readJournal, readJournals, type StoredJournal } from './journal-answers';
import { findJournalsRequest, linesOfJournalsRequest, ORIGINAL_NUMBER, readJournalRequest, type JournalSearch } from './journal-requests';
import type { JournalSettings } from './journal-settings';

const OPERATION = 'look for the journal entries';
/** Batches whose lines come in one answer. */
const LINES_TOGETHER = 5;

const portions = <T>(all: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

const doubtful = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: OPERATION, said,
	remedy: 'Nothing was posted. Check the endpoint in the credential, and that the user may see the batches of all ledgers and branches.',
});

type Answered = { readonly json: ExactJson } | { readonly meaning: Meaning; readonly refusal: () => Promise<IntegrationError> };

const isBy = (reference: string, { description, custom }: StoredJournal, field: string | undefined): boolean =>
	beginsWith(description, reference) || (field !== undefined && (custom[field] ?? '').trim().toUpperCase() === reference.toUpperCase());

/**
 * The search for batches by reference.
 *
 * **None is overlooked.** Nothing is asked for but what the references say: no ledger, branch, period, status or number of records
 * limits it, and archived batches are included, so the answer holds every batch that this user may see (reference acumatica 4). It comes
 * fresh each time. An answer that may be incomplete is an error and never "none": one that is no list, that broke off, that holds a batch
 * without number, status or description, or that answers another question, because a batch is in it that no reference fits.
 * Restricted records are left out by the site without a word (reference acumatica 4.2): that the user sees all batches is up to the
 * administrator.
 *
 * **The lines are the present ones.** They come in the same answer when one reference is asked for, otherwise for the hits alone; a hit
 * whose lines do not come is an error. Where the site cannot list lines (reference acumatica 4.1), batches are read one by one.
 */
export class BatchSearch {
	private listsLines = true;
	private tellsOriginal = true;

	constructor(private readonly settings: JournalSettings) {}

	async find(references: readonly string[], signal?: AbortSignal): Promise<FoundJournal[]> {
		const { client: { place }, searchField, referencesPerSearch } = this.settings;
		const found: FoundJournal[] = [];
		for (const asked of portions([...new Set(references)], referencesPerSearch)) {
			const batches = await this.batchesOf(asked, signal);
			const strange = batches.find((batch) => !asked.some((reference) => isBy(reference, batch, searchField)));
			if (strange) throw doubtful(`batch ${strange.number} came, which was not asked for`);
			for (const reference of asked) {
				found.push(...foundBatches(batches.filter((batch) => isBy(reference, batch, searchField)), reference, place));
			}
		}
		return found;
	}

	/** Each once, by description and by the field. Two questions: a filter over fields of two views may find nothing (reference acumatica 4.1). */
	private async batchesOf(references: readonly string[], signal?: AbortSignal): Promise<StoredJournal[]> {
		const { searchField } = this.settings;
		const withLines = references.length === 1 && this.listsLines;
		const lists = [await this.list({ references, withLines }, signal)];
		if (searchField !== undefined) lists.push(await this.list({ references, withLines, customField: searchField }, signal));
		const batches = new Map<string, StoredJournal>();
		for (const batch of lists.flat()) {
			if (batch.number === '' || batch.status === '') throw doubtful('a batch came without its number or status');
			batches.set(batch.number, { ...batch, custom: { ...batches.get(batch.number)?.custom, ...batch.custom } });
		}
		const hits = [...batches.values()];
		return withLines && this.listsLines ? hits : this.withLines(hits, signal);
	}

	private async list(search: JournalSearch, signal?: AbortSignal): Promise<readonly StoredJournal[]> {
		const { client: { place } } = this.settings;
		const request = findJournalsRequest(place, { ...search, ...(this.tellsOriginal && { custom: [ORIGINAL_NUMBER] }) });
		const answered = await this.ask(request, signal);
		if ('json' in answered) return readJournals(answered.json);
		if (search.withLines === true && answered.meaning === 'not-listable') {
			this.listsLines = false;
			return this.list({ ...search, withLines: false }, signal);
		}
		if (this.tellsOriginal && (answered.meaning === 'field-unknown' || answered.meaning === 'not-listable')) {
			// Without it a reversal looks like a second batch, which a person then has to sort out.
			this.tellsOriginal = false;
			return this.list(search, signal);
		}
		throw await answered.refusal();
	}

	private async withLines(hits: readonly StoredJournal[], signal?: AbortSignal): Promise<StoredJournal[]> {
		const whole = new Map<string, StoredJournal>();
		for (const some of portions(hits, LINES_TOGETHER)) {
			for (const batch of await this.linesOf(some.map(({ number }) => number), signal)) whole.set(batch.number, batch);
		}
		return hits.map((hit) => {
			const read = whole.get(hit.number);
			if (read) return { ...read, custom: hit.custom };
			throw new RetryableError({
				system: SYSTEM, operation: OPERATION, said: `batch ${hit.number} was found, but its lines did not come`,
				remedy: 'Somebody may be working on it. Run it again.',
			});
		});
	}

	private async linesOf(numbers: readonly string[], signal?: AbortSignal): Promise<readonly StoredJournal[]> {
		const { client: { place } } = this.settings;
		if (this.listsLines) {
			const answered = await this.ask(linesOfJournalsRequest(place, numbers), signal);
			if ('json' in answered) return readJournals(answered.json);
			if (answered.meaning !== 'not-listable') throw await answered.refusal();
			this.listsLines = false;
		}
		const read: StoredJournal[] = [];
		for (const number of numbers) {
			const answered = await this.ask(readJournalRequest(place, number), signal);
			if ('json' in answered) read.push(readJournal(answered.json, OPERATION));
			else if (answered.meaning !== 'no-record') throw await answered.refusal();
		}
		return read;
	}

	private async ask(request: AcumaticaRequest, signal?: AbortSignal): Promise<Answered> {
		const { lasting } = this.settings.client;
		const { verdict, json } = await lasting.attempt({ ...request, ...(signal && { signal }) });
		return verdict === undefined ? { json } : { meaning: verdict.meaning, refusal: () => lasting.refusal(verdict, request) };
	}
}
