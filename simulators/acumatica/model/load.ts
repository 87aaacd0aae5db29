import { readFileSync } from 'node:fs';
import { CONTRACTS } from '../contract/catalogue';
import { KEYS, NUMBERED, numberText } from '../contract/keys';
import type { Database } from '../data/database';
import { guidOf } from '../data/guid';
import { record, type Stored } from '../data/record';
import { stampOf } from '../data/stamp';
import { lineOf, withTotals } from '../ledger/batch';
import { yearRecords } from '../ledger/calendar';
import { HARBOR_MILLS } from './default';
import type { CompanyDefinition, PlainRecord } from './types';

const WIDEST = CONTRACTS[CONTRACTS.length - 1]!;
const FLAGS = ['archived', 'restricted'] as const;
const FIRST_STAMP = Date.UTC(2026, 3, 20, 8);

export const loadCompany = (model: CompanyDefinition | string | undefined): CompanyDefinition =>
	(typeof model === 'string' ? (JSON.parse(readFileSync(model, 'utf8')) as CompanyDefinition) : (model ?? HARBOR_MILLS));

const isRows = (value: PlainRecord[string]): value is readonly PlainRecord[] => Array.isArray(value);

/** Plain text to a record of a type; what the contract does not have is a mistake in the model, not something to drop. */
export const storedFrom = (typeName: string, id: string, plain: PlainRecord): Stored => {
	const type = WIDEST.type(typeName);
	const values: Record<string, string> = {};
	const children: Record<string, readonly Stored[]> = {};
	let custom: Record<string, string> = {};
	for (const [name, value] of Object.entries(plain)) {
		const member = type.members.get(name);
		if (name === 'custom') custom = value as Record<string, string>;
		else if (typeof value === 'string') {
			const known = member?.kind === 'field' || FLAGS.some((flag) => flag === name) || typeName === 'InventorySummaryRow';
			if (!known) throw new Error(`${typeName} has no field ${name}`);
			if (value !== '') values[name] = value;
		} else {
			if (member === undefined || member.kind === 'field') throw new Error(`${typeName} has no ${name}`);
			const rows = isRows(value) ? value : [value];
			children[name] = rows.map((row, at) => storedFrom(member.type, guidOf(id, name, at + 1), row));
		}
	}
	const { archived, restricted, ...rest } = values;
	return record(id, rest, {
		children, custom, ...(archived === 'true' ? { archived: true } : {}), ...(restricted === 'true' ? { restricted: true } : {}),
	});
};

const stamped = (entity: string, one: Stored, ms: number): Stored => {
	const { members } = WIDEST.type(entity);
	const stamp = stampOf(ms);
	const values = { ...one.values };
	for (const name of ['CreatedDateTime', 'LastModifiedDateTime']) if (members.has(name)) values[name] ??= stamp;
	return { ...one, values };
};

const journal = (database: Database, one: Stored): Stored => withTotals({
	...one,
	children: { Details: (one.children.Details ?? []).map((line, at) => lineOf(
		database, one.id, at + 1, one.values.BranchID ?? '', line.values, line.id,
	)) },
});

const numbered = (database: Database, entity: string, plain: PlainRecord): PlainRecord => {
	const rule = NUMBERED[entity];
	if (rule === undefined) return plain;
	const given = plain[rule.field];
	const sequence = entity === 'JournalTransaction' ? `${entity}/${String(plain.Module)}` : entity;
	if (typeof given === 'string') {
		database.reserve(sequence, Number(/\d+$/.exec(given)?.[0] ?? 0));
		return plain;
	}
	const number = database.next(sequence);
	return { ...plain, [rule.field]: numberText(entity, number).replace(/^GL/, entity === 'JournalTransaction' ? String(plain.Module) : 'GL') };
};

const ledgerRecord = (company: CompanyDefinition, ledger: CompanyDefinition['ledgers'][number]): PlainRecord => ({
	LedgerID: ledger.id, Type: ledger.type, Description: ledger.description, Currency: ledger.currency, ConsolidationSource: 'false',
	Branches: company.branches.filter((branch) => ledger.companies.includes(branch.company)).map((branch) => ({
		BranchID: branch.id, BranchName: branch.name, Active: String(branch.active),
		CompanyName: company.companies.find(({ id }) => id === branch.company)?.name ?? '',
	})),
	Companies: company.companies.filter(({ id }) => ledger.companies.includes(id)).map((one) =>
		({ Company: one.id, CompanyName: one.name, CompanyType: one.type, Active: 'true' })),
});

/** Everything that the tenant begins with; ids and stamps are the same after every reset. */
export const fill = (database: Database, company: CompanyDefinition): void => {
	const all: Record<string, readonly PlainRecord[]> = {
		Ledger: company.ledgers.map((ledger) => ledgerRecord(company, ledger)), ...yearRecords(company), ...company.records,
	};
	let at = 0;
	for (const [entity, records] of Object.entries(all)) {
		for (const plain of records) {
			const whole = numbered(database, entity, plain);
			const id = guidOf(entity, ...(KEYS[entity] ?? []).map((key) => String(whole[key])), ...(KEYS[entity] === undefined ? [at] : []));
			const one = stamped(entity, storedFrom(entity, id, whole), FIRST_STAMP + at * 61_337);
			database.store(entity).put(entity === 'JournalTransaction' ? journal(database, one) : one);
			at += 1;
		}
	}
};
