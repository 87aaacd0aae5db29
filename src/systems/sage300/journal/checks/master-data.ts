import { FatalError } from '../../../../core/errors';
import type { JsonObject } from '../../../../core/json';
import { allOf, anyOf } from '../../../../core/odata/filter';
import type { ListParts } from '../../reading/list-records';
import { readListPage, PageEnd } from '../../reading/list-page';
import { textOf } from '../../values/flat-record';
import { propertyOf } from '../../metadata/module-model';
import { equalTo, filterText, type Filter } from '../../wire/filter';
import { listRequest, resourceName } from '../../wire/requests';

/** The user may not open the module behind it: nothing can be said. */
export type Untold = 'untold';

/** Values in one question, so that the address stays short. */
const TOGETHER = 15;
/** Beyond so many, the whole list comes instead. */
const MOST_NAMED = 90;

const portions = <T>(all: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

const isForbidden = (error: unknown): boolean => error instanceof FatalError && error.facts.status === 403;

export interface Wanted {
	readonly resource: string;
	/** The field whose values are asked for; its first name that there is. */
	readonly field: readonly string[];
	readonly values: readonly string[];
	readonly within?: Filter;
	readonly select?: readonly string[];
}

/** What the checks ask for. Each list is read to its end: a row that is missing would look like a mistake of the user. */
export class MasterData {
	constructor(private readonly parts: ListParts) {}

	/** The rows with one of these values, or the whole list where there are many; more than was asked for does no harm. */
	async withValues({ resource, field, values, within, select = [] }: Wanted): Promise<readonly JsonObject[] | Untold> {
		return this.unlessForbidden(async () => {
			const description = await this.parts.catalogue.describe(resource);
			const { name } = propertyOf(description, ...field);
			const wanted = [...new Set(values)];
			const filters = wanted.length > MOST_NAMED ? [within] : portions(wanted, TOGETHER).map((some) => allOf(within, anyOf(...some.map((value) => equalTo(name, value)))));
			const rows: JsonObject[] = [];
			for (const filter of filters) rows.push(...await this.all(resource, filter, select.length === 0 ? undefined : [...new Set([name, ...select])]));
			return rows;
		});
	}

	/** All rows of a short list. */
	async list(resource: string): Promise<readonly JsonObject[] | Untold> {
		return this.unlessForbidden(() => this.all(resource, undefined, undefined));
	}

	private async all(resource: string, filter: Filter | undefined, select: readonly string[] | undefined): Promise<readonly JsonObject[]> {
		const { place, gateway, catalogue } = this.parts;
		const description = await catalogue.describe(resource);
		// What a release does not have is not asked for; its absence is then no reason to refuse anything.
		const present = select?.filter((name) => description.properties.length === 0 || description.properties.some((one) => one.name.toLowerCase() === name.toLowerCase()));
		const spelled = present?.map((name) => description.properties.find((one) => one.name.toLowerCase() === name.toLowerCase())?.name ?? name);
		const rows = new Map<string, JsonObject>();
		const end = new PageEnd();
		for (let skip = 0; ;) {
			const request = listRequest(place, {
				module: resourceName(resource).module, resource: description.resource, skip,
				...(spelled && { select: [...new Set([...description.keys, ...spelled])] }), ...(filter && { filter: filterText(filter) }),
			});
			const { json, response } = await gateway.call(request);
			const page = readListPage(json, response.status, request.purpose);
			for (const row of page.rows) rows.set(JSON.stringify(description.keys.length > 0 ? description.keys.map((key) => textOf(row, key)) : row), row);
			if (end.isLast(page, undefined, resource)) return [...rows.values()];
			skip += Math.max(1, page.rows.length - 1);
		}
	}

	private async unlessForbidden(read: () => Promise<readonly JsonObject[]>): Promise<readonly JsonObject[] | Untold> {
		try {
			return await read();
		} catch (error) {
			if (isForbidden(error)) return 'untold';
			throw error;
		}
	}
}
