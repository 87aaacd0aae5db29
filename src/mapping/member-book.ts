import { shown } from './spec-error';

/** An item of a list of the model, as far as a mapping asks for it. */
export interface Member {
	/** Tells members apart that share a name. */
	readonly id: string;
	readonly name: string;
	/** The text that views and exports show in place of the name, where it is another one: numbered lists have it. */
	readonly display?: string;
	/** Empty where it has none. */
	readonly code: string;
	readonly properties: Readonly<Record<string, string>>;
}

export type FoundMember = { readonly member: Member } | { readonly unknown: string } | { readonly ambiguous: string };

/** A name is the name or the display text; `either` takes a code as well. */
export type MemberText = 'name' | 'code' | 'either';

/**
 * The members of one list by what they are called. Compared as written.
 *
 * **Never another member.** A text that stands for two members stands for none: two display texts of a numbered list may be
 * equal, and what is the name of one may be the code of the other. The two are named, nothing is guessed.
 */
export class MemberBook {
	private readonly byName = new Map<string, Member[]>();
	private readonly byCode = new Map<string, Member[]>();

	constructor(readonly list: string, members: Iterable<Member>) {
		for (const member of members) {
			for (const text of new Set([member.name, member.display ?? member.name])) enter(this.byName, text, member);
			if (member.code !== '') enter(this.byCode, member.code, member);
		}
	}

	find(text: string, by: MemberText): FoundMember {
		const named = by === 'code' ? [] : (this.byName.get(text) ?? []);
		const coded = by === 'name' ? [] : (this.byCode.get(text) ?? []);
		const found = [...new Map([...named, ...coded].map((member) => [member.id, member])).values()];
		const [member] = found;
		if (member === undefined) return { unknown: `${shown(text)} is not a member of list "${this.list}"` };
		if (found.length === 1) return { member };
		const ids = found.slice(0, 5).map(({ id, code }) => (code === '' ? `without a code (id ${id})` : `with code ${shown(code)}`));
		return { ambiguous: `${shown(text)} stands for ${found.length} members of list "${this.list}": one ${ids.join(', one ')}` };
	}
}

const enter = (book: Map<string, Member[]>, text: string, member: Member): void => {
	const known = book.get(text);
	if (known) known.push(member);
	else book.set(text, [member]);
};
