import { ACUMATICA_ACTUALS, ACUMATICA_BUDGET } from './acumatica';
import type { Flow } from './flow';
import { INTACCT_ACTUALS } from './intacct';
import { SAGE100_ACTUALS, SAGE100_BUDGET } from './sage100';
import { SAGE300_ADJUSTMENTS, SAGE300_COMMITMENTS } from './sage300';
import { SAGEX3_CLOSE } from './sagex3';

/** Every flow of the product, in the order in which the demo tells them. One more is one more entry. */
export const FLOWS: readonly Flow[] = [
	INTACCT_ACTUALS, ACUMATICA_ACTUALS, ACUMATICA_BUDGET, SAGE100_ACTUALS, SAGE100_BUDGET, SAGE300_COMMITMENTS, SAGE300_ADJUSTMENTS, SAGEX3_CLOSE,
];
