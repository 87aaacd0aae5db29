import { ControlProblem, type ControlCall as HarnessCall } from '../../harness/control-call';
import type { Company } from '../data/company';
import type { World } from '../world';

export type ControlCall = HarnessCall<World>;

/** The company that is named, or the first one. */
export const companyIn = ({ world, query, body }: ControlCall): Company => {
	const id = query.get('company') ?? (typeof body.company === 'string' ? body.company : undefined);
	const found = world.company(id);
	if (found === undefined) throw new ControlProblem(`no company ${id ?? ''}`);
	return found;
};
