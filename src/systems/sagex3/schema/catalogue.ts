import { FatalError } from '../../../core/errors';
import { errorOf, verdictInside, type Verdict } from '../answers/classify-answer';
import { graphqlProblems } from '../answers/error-body';
import type { SageX3Gateway } from '../gateway';
import { SYSTEM, type CompletePlace } from '../identity';
import { pageRequest, schemaRequest } from '../wire/graphql-requests';
import type { Selection } from '../wire/selection';
import { builtInGenerations } from './built-in';
import { readSchema } from './read-schema';
import type { Schema } from './schema-model';

/** Field lists by server and endpoint, kept between clients of one process; a full document has megabytes. */
export type KnownSchemas = Map<string, Promise<Schema>>;

const CLOSED: ReadonlySet<Verdict['meaning']> = new Set<Verdict['meaning']>(['no-introspection', 'unknown-field', 'wrong-request', 'no-permission']);

/**
 * The field lists of one server, asked for once per connection (reference sage-x3 3.2).
 *
 * **Three generations of names.** Roots and properties are found in what the server itself says. Where it keeps its lists to itself, one
 * small question for each known generation tells which one it is: the first whose names are accepted.
 */
export class Catalogue {
	constructor(private readonly place: CompletePlace, private readonly gateway: SageX3Gateway, private readonly known: KnownSchemas = new Map()) {}

	async schema(): Promise<Schema> {
		const { key } = this;
		const reading = this.known.get(key) ?? this.read().catch((error: unknown) => {
			this.known.delete(key);
			throw error;
		});
		this.known.set(key, reading);
		return await reading;
	}

	/**
	 * A list was wrong about this server. Of a built-in one the field is left out; the server's own is older than its fields are, so the next
	 * who asks gets a new one.
	 *
	 * @returns false when nothing can be left out
	 */
	async leaveOut(refused: string): Promise<boolean> {
		const schema = await this.schema();
		if (schema.isComplete) {
			if (/Cannot query field/.test(refused)) this.known.delete(this.key);
			return false;
		}
		const named = [...refused.matchAll(/Cannot query field ["'](\w+)["'] on type ["'](\w+)["']/g)].map(([, field = '', type = '']) => ({ type, field }));
		const less = schema.without(named);
		if (less) this.known.set(this.key, Promise.resolve(less));
		return less !== undefined;
	}

	private get key(): string {
		return `${this.place.graphqlUrl} ${this.place.endpoint}`;
	}

	private async read(): Promise<Schema> {
		const request = schemaRequest(this.place);
		const { response, verdict, json } = await this.gateway.attempt(request);
		const found = verdict ?? (graphqlProblems(json).length > 0 ? verdictInside(response) : undefined);
		if (found === undefined) return readSchema(json);
		if (!CLOSED.has(found.meaning)) throw errorOf(found, request.purpose);
		return await this.tryOut(found);
	}

	private async tryOut(closed: Verdict): Promise<Schema> {
		for (const { schema } of builtInGenerations()) {
			const located = schema.locate('x3FinanceData/dimension');
			if (!located) continue;
			const code = schema.propertiesOf(located.type).has('code') ? 'code' : 'dimension';
			const selection: Selection = new Map(['_id', code].map((name) => [name, { kind: 'leaf' as const }]));
			const request = pageRequest(this.place, { node: located, selection, first: 1, after: null, filter: null, orderBy: '{"_id":1}' });
			const { response, verdict, json } = await this.gateway.attempt(request);
			const found = verdict ?? (graphqlProblems(json).length > 0 ? verdictInside(response) : undefined);
			if (found === undefined) return schema;
			if (found.meaning !== 'unknown-field' && found.meaning !== 'wrong-request') throw errorOf(found, request.purpose);
		}
		throw new FatalError({
			system: SYSTEM, operation: 'read the field lists', said: `${closed.said}; and none of the known names of the finance data was accepted`, status: closed.status,
			remedy: 'Let the administrator open the introspection of the API, or choose classic REST.',
		});
	}
}
