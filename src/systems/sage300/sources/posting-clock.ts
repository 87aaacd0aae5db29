import type { Instant } from '../../../contracts';
import { jsonText } from '../../../core/json';
import { FatalError } from '../../../core/errors';
import { serverTimeOf } from '../gateway';
import { SYSTEM } from '../identity';
import { propertyOf, styleOf, type ResourceDescription } from '../metadata/module-model';
import { readListPage } from '../reading/list-page';
import { dayAfter } from '../values/days';
import { memberOf } from '../values/flat-record';
import { allOf, compare, filterText, type Filter } from '../wire/filter';
import { listRequest } from '../wire/requests';
import { findLastSequence } from './last-sequence';
import { positionInstant, type PostingPosition } from './posting-position';
import type { SourceParts } from './source-options';

/** Where a stream of postings stands at this moment: the last sequence, and the day before the server's own. */
export class PostingClock {
	constructor(
		private readonly parts: SourceParts,
		private readonly resource: string,
		private readonly sequenceField: string,
		/** Under what the last sequence is remembered. */
		private readonly stream: string,
		/** Of which rows the sequence counts; of all unless set. */
		private readonly among: (description: ResourceDescription) => Filter | undefined = () => undefined,
	) {}

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
		const among = this.among(description);
		let time: Instant | undefined;
		const ask = async (above: number): Promise<number | undefined> => {
			const filter = allOf(compare('gt', property.name, styleOf(property), String(above)), among);
			const request = listRequest(place, { module, resource, select: [property.name], ...(filter && { filter: filterText(filter) }) });
			const { response, json } = await gateway.call(request);
			time = serverTimeOf(response);
			const found = readListPage(json, response.status, request.purpose).rows.map((row) => Number(jsonText(memberOf(row, property.name)) || '0'));
			if (found.length === 0) return undefined;
			const highest = found.reduce((most, one) => Math.max(most, one), 0);
			if (highest > above) return highest;
			throw new FatalError({
				system: SYSTEM, operation: `look for the last posting of ${resource}`, said: `asked for ${property.name} above ${above}, the server gave ${highest}`,
				remedy: 'It seems to pass over filters. Read this resource whole, and ask the administrator what stands between n8n and the server.',
			});
		};
		const sequence = await findLastSequence(ask, sequenceHints.get(this.stream) ?? 0);
		sequenceHints.set(this.stream, sequence);
		this.time = time;
		const position = { day: dayAfter((time ?? '').slice(0, 10), -1), sequence };
		return { position, instant: positionInstant(position) };
	}
}
