import type { OperationTable } from '../../../shared/routing/operation';
import * as getAccountBalances from './getAccountBalances.operation';
import * as getBalanceChanges from './getBalanceChanges.operation';

export const report: OperationTable = { getAccountBalances, getBalanceChanges };
