/**
 * Required members: a row whose code is not a member of the target's list would be ignored or rejected by the import, so
 * it is rejected before, with the missing member named. Compared as written.
 */
import { FatalError } from '../core/errors';
import type { MappingSpec, RequiredMember } from './spec';
import { shown } from './spec-error';

/** Codes or names of each list's members, by list name. */
export type MemberLists = ReadonlyMap<string, ReadonlySet<string>>;

export interface MissingMember extends RequiredMember {
	readonly member: string;
}

/** Gives the members a row needs and the lists do not have. */
export type FindMissing = (row: readonly string[]) => readonly MissingMember[];

/** @throws FatalError when a list that the mapping requires was not given. */
export function memberCheck(spec: MappingSpec, lists: MemberLists): FindMissing {
	const checks = spec.requiredMembers.map((required) => {
		const members = lists.get(required.listName);
		if (members === undefined) {
			throw new FatalError({
				system: 'Mapping',
				operation: 'check the required members',
				said: `list "${required.listName}" was not read`,
				remedy: 'Read the members of the list and pass them to the mapping, or remove it from the required members.',
			});
		}
		return { required, members, at: spec.columns.findIndex(({ column }) => column === required.column) };
	});
	return (row) => {
		const lacking = checks.filter(({ members, at }) => !members.has(row[at] ?? ''));
		return lacking.map(({ required, at }) => ({ ...required, member: row[at] ?? '' }));
	};
}

export function missingReason({ column, listName, member }: MissingMember): string {
	const said = member === '' ? 'it is empty, a member' : `${shown(member)} is not a member`;
	return `column "${column}": ${said} of list "${listName}"${member === '' ? ' is required' : ''}`;
}

export interface MissingSummary {
	/** Distinct members in order of appearance, with the rows that need them. */
	readonly members: ReadonlyArray<MissingMember & { readonly rows: number }>;
	/** Rows whose missing member did not fit into the list. */
	readonly rowsBeyond: number;
}

/** Counts missing members; keeps at most `most` distinct ones, so that memory stays flat. */
export class MissingTally {
	private readonly found = new Map<string, { member: MissingMember; rows: number }>();
	private rowsBeyond = 0;

	constructor(private readonly most = 1000) {}

	add(member: MissingMember): void {
		const id = JSON.stringify([member.column, member.listName, member.member]);
		const known = this.found.get(id);
		if (known !== undefined) known.rows += 1;
		else if (this.found.size < this.most) this.found.set(id, { member, rows: 1 });
		else this.rowsBeyond += 1;
	}

	summary(): MissingSummary {
		return { members: [...this.found.values()].map(({ member, rows }) => ({ ...member, rows })), rowsBeyond: this.rowsBeyond };
	}
}
