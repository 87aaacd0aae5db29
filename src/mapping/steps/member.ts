import { listNotRead } from '../list-needs';
import type { Member } from '../member-book';
import type { MemberStep } from '../spec';
import { shown } from '../spec-error';
import { otherwiseOf } from './otherwise';
import type { RunStep } from './step-result';

/** What is taken of a member, and what it is called. */
const givenBy = ({ gives }: MemberStep): { readonly what: string; readonly of: (member: Member) => string } => {
	if (typeof gives === 'object') return { what: `"${gives.property}"`, of: ({ properties }) => properties[gives.property] ?? '' };
	return { what: gives, of: (member) => member[gives] };
};

/**
 * A member of a list → its code, name or property, as the model has them now. Unknown members and members that have
 * nothing to give are named; a text that stands for several rejects the row, whatever is chosen for the others.
 */
export function memberStep(step: MemberStep): RunStep {
	const { book, by, list } = step;
	if (book === undefined) throw listNotRead(list);
	const instead = otherwiseOf(step.otherwise);
	const { what, of } = givenBy(step);
	return (text) => {
		const found = book.find(text, by);
		if ('ambiguous' in found) return { refused: found.ambiguous };
		if ('unknown' in found) return instead(text, () => found.unknown);
		const value = of(found.member);
		return value === '' ? instead(text, () => `${shown(text)} of list "${book.list}" has no ${what}`) : { value };
	};
}
