import { FatalError } from '../../core/errors';
import type { Named } from './metadata';
import { SYSTEM } from './refusals';

const SHOWN = 20;

const listing = (choices: readonly Named[]): string => {
	if (choices.length === 0) return 'There is none that this user can see.';
	const shown = choices.slice(0, SHOWN).map(({ id, name }) => `${id} ${JSON.stringify(name)}`).join(', ');
	return `There ${choices.length === 1 ? 'is' : 'are'}: ${shown}${choices.length > SHOWN ? `, and ${choices.length - SHOWN} more` : ''}.`;
};

/**
 * Finds what the user means, by id or by exact name. An id wins over an equal name.
 * @param what the kind as users call it: "import", "model"
 * @throws FatalError that says which ones exist; also when a name is borne by several
 */
export const pick = <T extends Named>(choices: readonly T[], wanted: string, what: string): T => {
	const byId = choices.find(({ id }) => id === wanted);
	if (byId) return byId;
	const byName = choices.filter(({ name }) => name === wanted);
	const [only] = byName;
	if (only && byName.length === 1) return only;
	const operation = `find ${what} ${JSON.stringify(wanted)}`;
	if (only) {
		throw new FatalError({ system: SYSTEM, operation, said: `${byName.length} bear this name`, remedy: `Use the id. ${listing(byName)}` });
	}
	const folded = wanted.trim().toLowerCase();
	const near = choices.filter(({ id, name }) => id.toLowerCase() === folded || name.trim().toLowerCase() === folded);
	const said = near.length > 0 ? 'no such id or name; upper and lower case and spaces count' : 'no such id or name';
	const [likely] = near;
	const guess = likely ? `Did you mean ${likely.id} ${JSON.stringify(likely.name)}? ` : '';
	throw new FatalError({ system: SYSTEM, operation, said, remedy: guess + listing(choices) });
};
