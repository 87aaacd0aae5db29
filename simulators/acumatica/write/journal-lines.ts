import { unitsOf } from '../data/amount';
import { valueOf, type Stored } from '../data/record';
import type { World } from '../world';

export type FieldErrors = Map<string, string>;

const NOT_FOUND = (name: string): string => `'${name}' cannot be found in the system.`;

const checkCode = (world: World, errors: FieldErrors, entity: 'Account' | 'Subaccount', code: string): void => {
	const found = world.database.store(entity).find(code);
	if (found === undefined) errors.set(entity, NOT_FOUND(entity));
	else if (valueOf(found, 'Active') !== 'true') errors.set(entity, `${entity} is inactive.`);
};

/** What is wrong about one line (reference acumatica 6.2; the texts but for "cannot be found" are not confirmed). */
export const lineErrors = (world: World, line: Stored, ledger: string): FieldErrors => {
	const { lineWithoutSubaccount, bothSides, negativeAmounts } = world.switches.values;
	const errors: FieldErrors = new Map();
	const [account, subaccount] = [valueOf(line, 'Account'), valueOf(line, 'Subaccount')];
	if (account === '') errors.set('Account', '\'Account\' cannot be empty.');
	else checkCode(world, errors, 'Account', account);
	if (subaccount !== '') checkCode(world, errors, 'Subaccount', subaccount);
	else if (lineWithoutSubaccount === 'refuse') errors.set('Subaccount', '\'Subaccount\' cannot be empty.');
	const branch = world.company.branches.find(({ id }) => id === valueOf(line, 'BranchID'));
	const companies = world.company.ledgers.find(({ id }) => id === ledger)?.companies;
	if (branch === undefined) errors.set('BranchID', NOT_FOUND('Branch'));
	else if (!branch.active) errors.set('BranchID', 'Branch is inactive.');
	else if (companies?.includes(branch.company) === false) errors.set('BranchID', `The branch is not associated with the ${ledger} ledger.`);
	const [debit, credit] = [unitsOf(line.values.DebitAmount), unitsOf(line.values.CreditAmount)];
	if (debit !== 0n && credit !== 0n && bothSides === 'refuse') errors.set('CreditAmount', 'A line cannot have both a debit and a credit amount.');
	if (negativeAmounts === 'refuse') {
		if (debit < 0n) errors.set('DebitAmount', 'The value must be greater than or equal to zero.');
		if (credit < 0n) errors.set('CreditAmount', 'The value must be greater than or equal to zero.');
	}
	return errors;
};
