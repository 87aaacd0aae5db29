import type { Catalogue } from '../schema/catalogue';
import type { Schema } from '../schema/schema-model';
import { checkTypes, dimensionColumns, columnNames, foundOnce, type DimensionColumns } from '../resources/dimension-columns';
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
import { PageSizes } from './page-sizes';
import { valueAt } from './read-path';

export interface GraphqlParts extends Omit<PageParts, 'sizes'> {
	readonly catalogue: Catalogue;
}

const BY_STAMP = '{"_updateStamp":1,"_id":1}';
const BY_ID = '{"_id":1}';

/** What the server is asked for, and what instead if it does not understand that. */
interface Question {
	readonly filter: Filter | undefined;
	readonly otherwise?: Filter;
}

/**
 * What of the slice the server is asked for, one question after the other: together they are the slice, and no record answers to two.
 *
 * Of a record with lines it is what changed in either (reference sage-x3 6): the record, or at least one of its lines. A journal line comes
 * again when its entry alone was touched too, as when it becomes final: **who reads final entries only would never see them otherwise**. These
 * are the lines whose own stamp is before the range while that of their entry is within it; from the beginning there are none.
 */
const questionsOf = ({ stamp, lines, entryStamp }: NodePlan, slice: Slice): readonly Question[] => {
	if (slice.kind === 'all' || !stamp) return [{ filter: undefined }];
	if (slice.kind === 'unstamped') return [{ filter: anyOf(compare('eq', '_updateStamp', 'nothing', ''), compare('lt', '_updateStamp', 'moment', NO_MOMENT_BEFORE)) }];
	const { from, to } = slice;
	const own = within('_updateStamp', from, to);
	// From the beginning every record counts whose own stamp or whose lines' stamps are early enough, which the bound below decides.
	if (lines?.stamp) return [{ filter: anyOf(own, { operator: 'at least one', field: lines.name, filter: own }) }];
	if (!entryStamp || from === null) return [{ filter: own }];
	const earlier = within('_updateStamp', null, from);
	const touched = allOf(earlier, within(entryStamp.names.join('.'), from, to));
	return [{ filter: own }, { filter: touched, otherwise: earlier }];
};

/**
 * **What journal lines cannot do without is never left out in silence.** Without the ledger each posting would count once for every ledger;
 * an analysis that is not published is no empty one; and without the entry none could be left out by its type.
 *
 * @throws FatalError
 */
const checkLines = ({ amounts, analysis, ledger, entry }: NodePlan, { resource, rows, exceptEntryTypes }: ResourceChoice): void => {
	if (!amounts) return;
	if (!ledger) throw refuseChoice(resource, 'this server does not show which ledger a line is of', 'Let ledgerTypeNumber of the journal entry lines be published to the API, or choose classic REST.');
	if (rows !== 'journal lines' && !(analysis?.type && analysis.value)) {
		throw refuseChoice(
			resource, 'this server shows no analytical lines with their dimensions', 'Publish analytical lines, dimension types and dimensions to the API, or read rows of journal lines without their analysis.',
		);
	}
	if (!entry && trimmed(exceptEntryTypes).length > 0) {
		throw refuseChoice(resource, 'this server does not show which entry a line is of, so no entry type can be left out', 'Publish journal entries to the API, or leave out by a filter of your own.');
	}
};

const typeFilter = ({ located, facts }: NodePlan, schema: Schema, { ofTypes, resource }: ResourceChoice): Filter | undefined => {
	const types = trimmed(ofTypes);
	if (types.length === 0) return undefined;
	if (facts?.id !== 'dimensions') throw refuseChoice(resource, `${resource} has no dimension types to choose from`, 'Leave the types out, or read dimensions.');
	return oneOf(schema.propertiesOf(located.type).get('dimensionType')?.kind === 'leaf' ? 'dimensionType' : 'dimensionType._id', types);
};

/** Reads by GraphQL, in whichever generation of names the server has. */
export const graphqlReader = ({ catalogue, gateway, place }: GraphqlParts): Reader => {
	const parts: PageParts = { gateway, place, sizes: new PageSizes() };

	/** A built-in list may name what this server lacks; then it is left out, and the question is asked again. */
	const tolerant = async function* <T>(read: () => AsyncGenerator<T>): AsyncGenerator<T> {
		for (;;) {
			try {
				yield* read();
				return;
			} catch (caught) {
				if (!(caught instanceof RefusedQueryError) || caught.meaning !== 'unknown-field') throw caught;
				if (!(await catalogue.leaveOut(caught.facts.said))) throw caught;
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
	const knownTypes = foundOnce(dimensionTypes);

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
		checkLines(plan, choice);
		await checkTypes(choice.resource, trimmed(choice.ofTypes), knownTypes);
		const dimensions: DimensionColumns = await dimensionColumns(choice, knownTypes);
		const ledger = plan.ledger && ledgerFilter(plan.ledger, choice.ledgerType ?? USUAL_LEDGER);
		const except = new Set(trimmed(choice.exceptEntryTypes));
		const read = async function* (question: Filter | undefined): AsyncGenerator<readonly ReadRecord[]> {
			const filter = allOf(ledger, typeFilter(plan, schema, choice), choice.filter, question);
			const nodes = nodePages(parts, {
				node: plan.located, selection: plan.selection, pageSize: choice.pageSize ?? plan.facts?.pageSize ?? 200, onRejected,
				filter: filter && graphqlFilter(filter, plan.located.viaQuery ? '_' : '$'), orders: slice.kind === 'changed' && asksForSlice ? [BY_STAMP, BY_ID] : [BY_ID],
			});
			for await (const page of nodes) {
				const { entry } = plan;
				const wanted = entry && except.size > 0 ? page.filter((node) => !except.has(valueAt(node, entry).split('|')[0] ?? '')) : page;
				const records = nodeRecords(wanted, plan, dimensions, onRejected).filter(({ stamp }) => isWithin(slice, stamp));
				if (records.length > 0) yield records;
			}
		};
		for (const { filter, otherwise } of asksForSlice ? questionsOf(plan, slice) : [{ filter: undefined, otherwise: undefined }]) {
			try {
				yield* read(filter);
			} catch (caught) {
				// The first question has shown that the server has all the fields: an unknown one stands in the condition.
				if (!otherwise || !(caught instanceof RefusedQueryError)) throw caught;
				yield* read(otherwise);
			}
		}
	}

	return {
		api: 'graphql',
		pages,
		async columns(choice) {
			const plan = planNode(await catalogue.schema(), choice);
			return columnNames(plan.columns.map(({ name }) => name), await dimensionColumns(choice, knownTypes), plan.stamp !== undefined);
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
