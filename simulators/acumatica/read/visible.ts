import type { Stored } from '../data/record';
import { headerOf, type Call } from '../http/call';
import { exception } from '../http/failure';

/** Archived records only on demand; restricted ones not for everybody, without a word (reference acumatica 4, 4.2). */
export const visibleTo = ({ world, request, session }: Call): ((one: Stored) => boolean) => {
	const archive = headerOf(request, 'px-apiarchive').toUpperCase() === 'SHOW';
	const all = !world.switches.values.restrictionGroups || world.company.users.find(({ name }) => name === session.user)?.seesAll === true;
	return (one) => (archive || one.archived !== true) && (all || one.restricted !== true);
};

/** The form behind the entity: may the user open it, was its module ever set up (reference acumatica 1.2). */
export const checkForm = ({ world, contract, entity }: Call): void => {
	const [, title = entity, id = ''] = /^(.*) ?\((\w+)\)$/.exec(contract.screen(entity)) ?? [];
	if (world.switches.lists('denied', entity)) {
		throw exception(403, 'PX.Data.PXNotEnoughRightsException', `You have insufficient rights to access the ${title.trim()} (${id}) form.`);
	}
	if (world.switches.lists('notConfigured', entity)) {
		throw exception(500, 'PX.Data.PXSetupNotEnteredException`1[[PX.Objects.GL.GLSetup]]',
			'The required configuration data is not entered on the General Ledger Preferences form.');
	}
};
