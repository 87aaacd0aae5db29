import { FatalError } from '../../../src/core/errors';
import type { Sage100Client } from '../../../src/systems/sage100';

/** Sage 100 keeps ledger lines and balances under a key that nobody types (reference sage-100 5.1). @throws FatalError for a number that no account has */
export const accountKeyOf = async (client: Sage100Client, account: string): Promise<string> => {
	for await (const page of client.records({ list: 'accounts', account, limit: 1 })) {
		for (const { accountKey = '' } of page) return accountKey;
	}
	throw new FatalError({
		system: 'Sage 100', operation: `look up the account ${account}`, said: `there is no account ${account}`,
		remedy: 'Write the number as Sage 100 shows it, with its delimiters, for example 6200-200.',
	});
};
