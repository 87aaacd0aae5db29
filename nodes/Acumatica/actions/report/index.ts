import type { OperationTable } from '../../../shared/routing/operation';
import * as getAccountBalances from './getAccountBalances.operation';
import * as getBalanceChanges from './getBalanceChanges.operation';
import * as runInquiry from './runInquiry.operation';

export const report: OperationTable = { getAccountBalances, getBalanceChanges, runInquiry };
