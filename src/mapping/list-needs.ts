/** Lists of the model that a mapping looks into, and how what was read of them gets into it. */
import { FatalError } from '../core/errors';
import type { MemberBook } from './member-book';
import type { AmountStep, MappingSpec, MemberStep, SignByMember, Step } from './spec';

export interface ListNeed {
	/** Name or id, as the mapping names it. */
	readonly list: string;
	readonly properties: readonly string[];
}

/** Books of members, by the name or id that the mapping uses. */
export type MemberBooks = ReadonlyMap<string, MemberBook>;

/** A sign that goes by a property of a list. */
export const bySignList = (sign: AmountStep['sign']): sign is SignByMember => typeof sign === 'object' && 'list' in sign;

const needOf = (step: Step): { readonly list: string; readonly property: string | undefined } | undefined => {
	if (step.kind === 'member') return { list: step.list, property: typeof step.gives === 'object' ? step.gives.property : undefined };
	return step.kind === 'amount' && bySignList(step.sign) ? { list: step.sign.list, property: step.sign.property } : undefined;
};

/** Each list once, with every property that is asked for. */
export const listNeeds = (spec: MappingSpec): ListNeed[] => {
	const needs = new Map<string, Set<string>>();
	for (const need of spec.columns.flatMap(({ steps }) => steps.flatMap((step) => needOf(step) ?? []))) {
		const properties = needs.get(need.list) ?? new Set();
		needs.set(need.list, properties);
		if (need.property !== undefined) properties.add(need.property);
	}
	return [...needs].map(([list, properties]) => ({ list, properties: [...properties] }));
};

const boundStep = (step: Step, books: MemberBooks): Step => {
	if (step.kind === 'member') return { ...step, book: bookFor(step, books) };
	return step.kind === 'amount' && bySignList(step.sign) ? { ...step, sign: { ...step.sign, book: bookFor(step.sign, books) } } : step;
};

const bookFor = ({ list }: Pick<MemberStep | SignByMember, 'list'>, books: MemberBooks): MemberBook => {
	const book = books.get(list);
	if (book === undefined) throw listNotRead(list);
	return book;
};

/** The same mapping with the members of its lists. @throws FatalError when a list was not read */
export const bindLists = (spec: MappingSpec, books: MemberBooks): MappingSpec =>
	(listNeeds(spec).length === 0 ? spec : { ...spec, columns: spec.columns.map((column) => ({ ...column, steps: column.steps.map((step) => boundStep(step, books)) })) });

export const listNotRead = (list: string): FatalError => new FatalError({
	system: 'Mapping', operation: 'look up members', said: `list "${list}" was not read`,
	remedy: 'Read the members of the list and bind them to the mapping, or use a lookup table.',
});
