import type { Instant } from '../../../contracts';
import type { JsonObject } from '../../../core/json';
import { FatalError } from '../../../core/errors';
import { allOf } from '../../../core/odata/filter';
import { serverTimeOf } from '../gateway';
import { SYSTEM } from '../identity';
import { propertyOf, styleOf, type PropertyDescription, type ResourceDescription } from '../metadata/module-model';
import { readListPage } from '../reading/list-page';
import { dayAfter } from '../values/days';
import { textOf } from '../values/flat-record';
import { compare, filterText } from '../wire/filter';
import { listRequest } from '../wire/requests';
import { findLastSequence } from './last-sequence';
import { positionInstant, type PostingPosition } from './posting-position';
import type { SourceParts } from './source-options';

const passesOver = (resource: string, field: string, above: number, highest: number): FatalError => new FatalError({
	system: SYSTEM, operation: `look for the last posting of ${resource}`, said: `asked for ${field} above ${above}, the server gave ${highest}`,
	remedy: 'It seems to pass over filters. Read this resource whole, and ask the administrator what stands between n8n and the server.',
});

/** Rows whose sequence does not count, because they are numbered by themselves. */
export interface LeftOut {
	/** The field that tells them. */
	readonly field: PropertyDescription;
	readonly isLeftOut: (text: string) => boolean;
}

/**
 * Where a stream of postings stands at this moment: the last sequence, and the day before the server's own.
 *
 * **Rows that do not count are told by what is served.** The server is asked to leave out the texts that its metadata lists, and those that
 * rows have shown; so it is never asked for a text that it does not know, and where the metadata lists none (OData 3) they are found all
 * the same. A page of nothing else is asked for again without them: each time one text more, of which there are a few.
 */
export class PostingClock {
	constructor(
		private readonly parts: SourceParts,
		private readonly resource: string,
		private readonly sequenceField: string,
		/** Under what the last sequence is remembered. */
		private readonly stream: string,
		/** Of which rows the sequence does not count; it counts of all unless set. */
		private readonly without: (description: ResourceDescription) => LeftOut | undefined = () => undefined,
	) {}

	/** Texts of rows that do not count, as the server writes them. */
	private readonly leftOut = new Set<string>();

	private time: Instant | undefined;

	/** The server's time at the last `read`: places are none. */
	get readAt(): Instant | undefined {
		return this.time;
	}

	async read(): Promise<{ readonly position: PostingPosition; readonly instant: Instant }> {
		const { place, gateway, catalogue, sequenceHints } = this.parts;
		const description = await catalogue.describe(this.resource);
		const property = propertyOf(description, this.sequenceField);
		const { module, resource } = description;
		const without = this.without(description);
		for (const member of without?.field.members ?? []) if (without?.isLeftOut(member)) this.leftOut.add(member);
		let time: Instant | undefined;
		const page = async (above: number): Promise<readonly JsonObject[]> => {
			const others = without && [...this.leftOut].map((text) => compare('ne', without.field.name, styleOf(without.field), text));
			const filter = allOf(compare('gt', property.name, styleOf(property), String(above)), ...(others ?? []));
			const select = [property.name, ...(without ? [without.field.name] : [])];
			const request = listRequest(place, { module, resource, select, ...(filter && { filter: filterText(filter) }) });
			const { response, json } = await gateway.call(request);
			time = serverTimeOf(response);
			return readListPage(json, response.status, request.purpose).rows;
		};
		const ask = async (above: number): Promise<number | undefined> => {
			for (;;) {
				const rows = await page(above);
				if (rows.length === 0) return undefined;
				const texts = rows.map((row) => (without ? textOf(row, without.field.name) : ''));
				const found = rows.filter((_, at) => !without?.isLeftOut(texts[at] ?? '')).map((row) => Number(textOf(row, property.name) || '0'));
				const highest = found.reduce((most, one) => Math.max(most, one), 0);
				if (highest > above) return highest;
				const more = texts.filter((text) => without?.isLeftOut(text) && !this.leftOut.has(text));
				if (found.length > 0 || more.length === 0) throw passesOver(resource, property.name, above, highest);
				for (const text of more) this.leftOut.add(text);
			}
		};
		const sequence = await findLastSequence(ask, sequenceHints.get(this.stream) ?? 0);
		sequenceHints.set(this.stream, sequence);
		this.time = time;
		const position = { day: dayAfter((time ?? '').slice(0, 10), -1), sequence };
		return { position, instant: positionInstant(position) };
	}
}
