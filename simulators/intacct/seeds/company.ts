import { dimensionSeeds } from './dimensions';
import { documentSeeds } from './documents';
import { postingSeeds } from './postings';
import type { SeedRecords } from './seed-record';

/** The small default company: bills, payments, ledger and balances agree with one another. */
export const companySeeds = (): SeedRecords => new Map(Object.entries({ ...dimensionSeeds(), ...documentSeeds(), ...postingSeeds() }));
