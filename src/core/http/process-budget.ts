import type { Clock, RequestBudget } from '../../contracts';
import { ANAPLAN_LIMITS, TokenBucket, type BudgetLimits } from './budget';

const shared = new Map<string, RequestBudget>();

/**
 * The budget that all executions of this process share; one instance per set of limits. The first caller's clock is
 * kept, so it must not belong to one execution. Tenants of different systems need different names: begin them with
 * the system. Several workers have several budgets until a shared store implements `RequestBudget`.
 */
export const processBudget = (clock: Clock, limits: BudgetLimits = ANAPLAN_LIMITS): RequestBudget => {
	const key = JSON.stringify([limits.capacity, limits.refillPerSecond, limits.longestPenaltyMs]);
	const known = shared.get(key);
	if (known) return known;
	const fresh = new TokenBucket(clock, limits);
	shared.set(key, fresh);
	return fresh;
};
