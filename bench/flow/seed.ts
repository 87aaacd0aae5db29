import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUILD } from '../../e2e/host/places';
import { DEFAULT_TENANT } from '../../simulators/anaplan';
import { ledgerLines } from '../memory/ledger-lines';

/** So many lines share one stamp, as after the posting of a batch. */
const PER_STAMP = 700;

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
const csv = (rows: ReadonlyArray<readonly string[]>): string => `${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`;

const stampOf = (line: number): string => new Date(Date.UTC(2026, 2, 1) + Math.floor(line / PER_STAMP) * 60_000).toISOString().replace(/\.\d+Z$/, 'Z');

/** A ledger for the Intacct simulator, and an Anaplan model that already knows the accounts, departments and locations it uses. */
export const writeSeeds = (lines: number): { readonly seedDir: string; readonly model: string } => {
	const seedDir = path.join(BUILD, 'bench/seeds');
	rmSync(seedDir, { recursive: true, force: true });
	mkdirSync(seedDir, { recursive: true });
	const records = ledgerLines(1, lines).map(({ fields }) => fields);
	const names = ['RECORDNO', 'ACCOUNTNO', 'DEPARTMENTID', 'LOCATIONID', 'ENTRY_DATE', 'DESCRIPTION', 'AMOUNT'];
	writeFileSync(path.join(seedDir, 'GLDETAIL.csv'),
		csv([[...names, 'WHENMODIFIED'], ...records.map((fields, index) => [...names.map((name) => fields[name] ?? ''), stampOf(index)])]));

	const used = (name: string): string[] => [...new Set(records.map((fields) => fields[name] ?? ''))].sort();
	const members: Readonly<Record<string, readonly string[]>> = { 'GL Accounts': used('ACCOUNTNO'), Departments: used('DEPARTMENTID'), Locations: used('LOCATIONID') };
	const model = path.join(BUILD, 'bench/model.json');
	writeFileSync(model, JSON.stringify({
		...DEFAULT_TENANT,
		models: DEFAULT_TENANT.models.map((one) => ({
			...one, lists: one.lists.map((list) => ({ ...list, items: (members[list.name] ?? []).map((code) => ({ code, name: `${code} of the ledger` })) })),
		})),
	}));
	return { seedDir, model };
};
