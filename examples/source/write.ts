import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acumaticaActuals } from './acumatica-actuals-to-anaplan';
import { adjustmentsToSage300 } from './anaplan-adjustments-to-sage300';
import { budgetToAcumatica } from './anaplan-budget-to-acumatica';
import { exportBudget } from './anaplan-export-budget';
import { longImportWithWait } from './anaplan-long-import-with-wait';
import { nightlyProcess } from './anaplan-nightly-process';
import { intacctActuals } from './intacct-actuals-to-anaplan';
import { sage300Commitments } from './sage300-commitments-to-anaplan';

/** `npx tsx examples/source/write.ts` writes every example anew. A test fails when a file and its source differ. */
export const EXAMPLES = {
	'acumatica-actuals-to-anaplan.json': acumaticaActuals,
	'anaplan-adjustments-to-sage300.json': adjustmentsToSage300,
	'anaplan-budget-to-acumatica.json': budgetToAcumatica,
	'anaplan-export-budget.json': exportBudget,
	'anaplan-long-import-with-wait.json': longImportWithWait,
	'anaplan-nightly-process.json': nightlyProcess,
	'intacct-actuals-to-anaplan.json': intacctActuals,
	'sage300-commitments-to-anaplan.json': sage300Commitments,
};

export const textOf = (build: () => unknown): string => `${JSON.stringify(build(), null, 2)}\n`;

if (require.main === module) {
	for (const [file, build] of Object.entries(EXAMPLES)) writeFileSync(join(__dirname, '..', 'workflows', file), textOf(build));
}
