import { getApiSession } from './api-session';
import { getAccountBalances, getAccountBalancesByDimensions, getTrialBalance } from './balance-functions';
import type { Prepare } from './call';
import { getDimensions, inspect, lookup, readUserFormatting } from './discovery';
import { query } from './query';
import { readByKey, readByName } from './read-by-key';
import { readByQuery, readMore } from './read-by-query';
import { create, createGlTransaction, remove, update } from './write-functions';

/** Function element → what reads and runs it. */
export const FUNCTIONS: Readonly<Record<string, Prepare>> = {
	getAPISession: getApiSession,
	query,
	readByQuery,
	readMore,
	read: readByKey,
	readByName,
	lookup,
	inspect,
	getDimensions,
	readUserFormatting,
	create,
	update,
	delete: remove,
	create_gltransaction: createGlTransaction,
	get_trialbalance: getTrialBalance,
	get_accountbalances: getAccountBalances,
	get_accountbalancesbydimensions: getAccountBalancesByDimensions,
};
