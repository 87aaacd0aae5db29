import type { Catalogue } from '../schema/catalogue';
import type { Schema } from '../schema/schema-model';
import { dimensionColumns, columnNames, type DimensionColumns } from '../resources/dimension-columns';
import { trimmed, refuseChoice, type ResourceChoice } from '../resources/choice';
import { ledgerFilter, USUAL_LEDGER } from '../resources/ledger-types';
import type { DimensionType, FieldDescription, Reader } from '../resources/reader';
import { factsOf, knownResources } from '../resources/resource-table';
import { isWithin, type OnRejected, type ReadRecord, type Slice } from '../resources/slice';
import { serverTimeOf } from '../session/server-clock';
import { NO_MOMENT_BEFORE } from '../values/stamps';
import { allOf, anyOf, compare, oneOf, within, type Filter } from '../wire/filter';
import { graphqlFilter } from '../wire/graphql-filter';
import { pingRequest } from '../wire/graphql-requests';
import { nodePages, RefusedQueryError, type PageParts } from './collection-pages';
import { locateNode, planNode, type NodePlan } from './node-plan';
import { nodeRecords } from './node-records';
import { valueAt } from './read-path';

export interface GraphqlParts extends PageParts {
	readonly catalogue: Catalogue;
}

const BY_STAMP = '{"_updateStamp":1,"_id":1}';
const BY_ID = '{"_id":1}';

/**
 * What of the slice the server is asked for. Of a record with lines it is what changed in either (reference sage-x3 6): the record, or at least
 * one of its lines.
 */
const sliceFilter = ({ stamp, lines }: NodePlan, slice: Slice): Filter | undefined => {
	if (slice.kind === 'all' || !stamp) return undefined;
	const own = slice.kind === 'changed'
		? within('_updateStamp', slice.from, slice.to)
		: anyOf(compare('eq', '_updateStamp', 'nothing', ''), compare('lt', '_updateStamp', 'moment', NO_MOMENT_BEFORE));
	// From the beginning every record counts whose own stamp or whose lines' stamps are early enough, which the bound below decides.
	if (!lines?.stamp || slice.kind !== 'changed') return own;
	return anyOf(own, { operator: 'at least one', field: lines.name, filter: within('_updateStamp', slice.from, slice.to) });
};

const typeFilter = ({ located, facts }: NodePlan, schema: Schema, { ofTypes, resource }: ResourceChoice): Filter | undefined => {
	const types = trimmed(ofTypes);
	if (types.length === 0) return undefined;
	if (facts?.id !== 'dimensions') throw refuseChoice(resource, `${resource} has no dimension types to choose from`, 'Leave the types out, or read dimensions.');
	return oneOf(schema.propertiesOf(located.type).get('dimensionType')?.kind === 'leaf' ? 'dimensionType' : 'dimensionType._id', types);
};

/** Reads by GraphQL, in whichever generation of names the server has. */
export const graphqlReader = (parts: GraphqlParts): Reader => {
	const { catalogue, gateway, place } = parts;

	/** A built-in list may name what this server lacks; then it is left out, and the question is asked again. */
	const tolerant = async function* <T>(read: () => AsyncGenerator<T>): AsyncGenerator<T> {
		for (;;) {
			try {
				yield* read();
				return;
			} catch (caught) {
				if (!(caught instanceof RefusedQueryError) || caught.meaning !== 'unknown-field' || !(await catalogue.leaveOut(caught.facts.said))) throw caught;
			}
		}
	};

	const dimensionTypes = async (): Promise<readonly DimensionType[]> => {
		const found: DimensionType[] = [];
		for await (const page of pages({ resource: 'dimensionTypes', fields: ['dimensionType', 'description'] }, { kind: 'all' })) {
			found.push(...page.map(({ fields }) => ({ code: fields.dimensionType ?? '', label: fields.description || (fields.dimensionType ?? '') })));
		}
		return found;
	};

	/** Questions for a slice that this server has refused: by resource and kind. */
	const refusedSlices = new Set<string>();

	/**
	 * Whether a moment can be compared with nothing, or asked of the lines of a record, is confirmed for no server. Where the question is refused,
	 * everything is read and the slice is taken here: that is slower and gives the same records.
	 */
	async function* pages(choice: ResourceChoice, slice: Slice, onRejected?: OnRejected): AsyncGenerator<readonly ReadRecord[]> {
		const question = `${choice.resource} ${slice.kind}`;
		if (!refusedSlices.has(question)) {
			try {
				return yield* tolerant(() => pagesOnce(choice, slice, onRejected, true));
			} catch (caught) {
				if (slice.kind === 'all' || !(caught instanceof RefusedQueryError) || caught.meaning !== 'wrong-request') throw caught;
			}
		}
		yield* tolerant(() => pagesOnce(choice, slice, onRejected, false));
		refusedSlices.add(question);
	}

	async function* pagesOnce(choice: ResourceChoice, slice: Slice, onRejected: OnRejected | undefined, asksForSlice: boolean): AsyncGenerator<readonly ReadRecord[]> {
		const schema = await catalogue.schema();
		const plan = planNode(schema, choice);
		if (slice.kind !== 'all' && !plan.stamp) return;
		const dimensions: DimensionColumns = await dimensionColumns(choice, dimensionTypes);
		const ledger = plan.ledger && ledgerFilter(plan.ledger, choice.ledgerType ?? USUAL_LEDGER);
		const filter = allOf(ledger, typeFilter(plan, schema, choice), choice.filter, asksForSlice ? sliceFilter(plan, slice) : undefined);
		const except = new Set(trimmed(choice.exceptEntryTypes));
		const read = {
			node: plan.located, selection: plan.selection, pageSize: choice.pageSize ?? plan.facts?.pageSize ?? 200, filter: filter && graphqlFilter(filter, plan.located.viaQuery ? '_' : '$'),
			orders: slice.kind === 'changed' && asksForSlice ? [BY_STAMP, BY_ID] : [BY_ID], onRejected,
		};
		for await (const nodes of nodePages(parts, read)) {
			const { entry } = plan;
			const wanted = entry && except.size > 0 ? nodes.filter((node) => !except.has(valueAt(node, entry).split('|')[0] ?? '')) : nodes;
			const records = nodeRecords(wanted, plan, dimensions, onRejected).filter(({ stamp }) => isWithin(slice, stamp));
			if (records.length > 0) yield records;
		}
	}

	return {
		api: 'graphql',
		pages,
		async columns(choice) {
			const plan = planNode(await catalogue.schema(), choice);
			return columnNames(plan.columns.map(({ name }) => name), await dimensionColumns(choice, dimensionTypes), plan.stamp !== undefined);
		},
		hasStamps: async (choice) => planNode(await catalogue.schema(), choice).stamp !== undefined,

		async describe(resource) {
			const schema = await catalogue.schema();
			const { columns, located, stamp, facts } = planNode(schema, { resource });
			const own = facts ? columns.map(({ name, path, kind }): FieldDescription => ({
				name, type: kind === 'day' ? 'Date' : path?.leaf.type ?? 'String', values: path?.leaf.values ?? [], isColumn: true,
			})) : [];
			const properties = [...schema.propertiesOf(located.type).values()].filter(({ kind }) => kind !== 'collection').map((property): FieldDescription => ({
				name: property.kind === 'reference' ? `${property.name}._id` : property.name, type: property.type, values: property.values, isColumn: false,
			}));
			const names = new Set(own.map(({ name }) => name));
			return {
				resource, servedAs: located.path.join('/'), hasStamps: stamp !== undefined,
				fields: [...own, ...properties.filter(({ name }) => !names.has(name))],
			};
		},

		async resources() {
			const schema = await catalogue.schema();
			return [...knownResources().filter(({ id }) => locateNode(schema, id)).map(({ id }) => id), ...schema.nodes()];
		},
		dimensionTypes,

		async ledgerTypes() {
			const schema = await catalogue.schema();
			const located = locateNode(schema, factsOf('journalLines')?.id ?? '')?.located;
			return (located && schema.propertiesOf(located.type).get('ledgerTypeNumber')?.values) ?? [];
		},
		serverTime: async () => serverTimeOf((await gateway.call(pingRequest(place))).response),
	};
};
