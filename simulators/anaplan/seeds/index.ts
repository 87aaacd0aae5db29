import type { ModelWorld } from '../world';
import { seedBudget, type Seeded } from './budget';

/** Data by name, for the control surface, the start options and the command line. */
export const SEEDS = { budget: seedBudget } as const satisfies Record<string, (model: ModelWorld) => Seeded>;

export type SeedName = keyof typeof SEEDS;

export const isSeedName = (value: unknown): value is SeedName => typeof value === 'string' && Object.hasOwn(SEEDS, value);
