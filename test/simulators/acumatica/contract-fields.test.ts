import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACTS, WRAPPERS, type Contract } from '../../../simulators/acumatica/contract/catalogue';
import { CUSTOM_FIELDS } from '../../../simulators/acumatica/contract/custom-fields';
import { KEYS, NUMBERED } from '../../../simulators/acumatica/contract/keys';
import { Switches } from '../../../simulators/acumatica/switches';
import { rows, Site, type Caller, type Entity } from './driver';

const SYSTEM = new Set(['id', 'rowNumber', 'note', 'custom', '_links', 'files']);
const [OLDER, NEWER] = CONTRACTS as [Contract, Contract, Contract];

const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
	BooleanValue: (value) => typeof value === 'boolean',
	DateTimeValue: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?[+-]\d\d:\d\d$/.test(String(value)),
	IntValue: Number.isInteger, ShortValue: Number.isInteger, LongValue: Number.isInteger, ByteValue: Number.isInteger,
	DecimalValue: (value) => typeof value === 'number', DoubleValue: (value) => typeof value === 'number',
	StringValue: (value) => typeof value === 'string', GuidValue: (value) => typeof value === 'string',
	DateOnlyValue: (value) => typeof value === 'string',
};

/** What of a record is not as the contract says: members it does not have, members that are missing, values of another type. */
const strays = (contract: Contract, typeName: string, record: Entity, path: string): string[] => {
	const { members } = contract.type(typeName);
	const found = Object.keys(record).filter((name) => !members.has(name) && !SYSTEM.has(name)).map((name) => `${path}.${name} is not in the contract`);
	for (const [name, member] of members) {
		const at = `${path}.${name}`;
		if (member.kind === 'field') {
			const wrapper = record[name] as Record<string, unknown> | undefined;
			if (wrapper === undefined) found.push(`${at} is missing`);
			else if (wrapper.value !== undefined && FITS[WRAPPERS[member.code]]?.(wrapper.value) !== true) found.push(`${at} is ${String(wrapper.value)}`);
		} else if (member.kind === 'detail') rows(record, name).forEach((row, index) => found.push(...strays(contract, member.type, row, `${at}[${index}]`)));
		else if (record[name] !== undefined && record[name] !== null) found.push(...strays(contract, member.type, record[name] as Entity, at));
	}
	return found;
};

describe('every field against the real OpenAPI data', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
		caller = await site.caller();
	});
	afterAll(() => site.close());

	it.each(CONTRACTS.map((contract) => [`${contract.name}/${contract.version}`, contract] as const))('%s: every entity with everything expanded', async (name, contract) => {
		const { records } = await site.control<{ records: Record<string, number> }>('company');
		const entities = Object.keys(records).filter((entity) => contract.isEntity(entity));
		expect(entities.length).toBeGreaterThanOrEqual(25);
		for (const entity of entities) {
			const parts = [...contract.type(entity).members].filter(([, { kind }]) => kind !== 'field').map(([part]) => part);
			await site.switches({ delegates: '' });
			const filter = entity === 'CompanyFinancialPeriod' ? '&$filter=Company eq \'HARBOR\'' : '';
			const answer = await caller.get(`/entity/${name}/${entity}?$expand=${parts.join(',')}${filter}`);
			expect([entity, answer.status]).toEqual([entity, 200]);
			const found = answer.json<Entity[]>();
			expect([entity, found.length]).toEqual([entity, expect.any(Number)]);
			expect(found.flatMap((record) => strays(contract, entity, record, entity))).toEqual([]);
			expect(found.length).toBeGreaterThan(0);
		}
	});

	it.each([
		'AccountSummaryInquiry', 'AccountDetailsForPeriodInquiry', 'InventorySummaryInquiry', 'CompaniesStructure',
	])('rows of %s', async (entity) => {
		const parameters = {
			Ledger: { value: 'ACTUAL' }, Period: { value: '022026' }, FromPeriod: { value: '012026' }, ToPeriod: { value: '122026' },
			InventoryID: { value: 'PULP01' },
		};
		for (const contract of [OLDER, NEWER]) {
			const answer = (await caller.send('PUT', `/entity/Default/${contract.version}/${entity}?$expand=Results`, parameters)).json();
			expect(rows(answer, 'Results').length).toBeGreaterThan(0);
			expect(strays(contract, entity, answer, entity)).toEqual([]);
		}
	});

	it('an entity of the contract without records is an empty list, all of them', async () => {
		for (const entity of ['SalesOrder', 'Tax', 'Case', 'TimeEntry', 'CashTransaction']) {
			const answer = await caller.list(entity);
			expect([entity, answer.status, answer.text]).toEqual([entity, 200, '[]']);
		}
		expect(NEWER.topLevel).toHaveLength(119);
	});

	it('keys, numbered keys and custom fields name entities and fields that exist', () => {
		const contract = CONTRACTS[2]!;
		for (const [entity, keys] of Object.entries(KEYS)) for (const key of keys) expect([
			entity, key, contract.type(entity).members.get(key)?.kind,
		]).toEqual([entity, key, 'field']);
		for (const [entity, { field }] of Object.entries(NUMBERED)) expect(contract.type(entity).members.has(field)).toBe(true);
		for (const place of Object.keys(CUSTOM_FIELDS)) {
			const [entity = '', detail] = place.split('/');
			expect([
				place, contract.isEntity(entity), detail === undefined || contract.type(entity).members.get(detail)?.kind === 'detail',
			]).toEqual([place, true, true]);
		}
	});
});

describe('the page about simulators', () => {
	const page = readFileSync(join(process.cwd(), 'docs/simulators.md'), 'utf8');
	const [section = ''] = page.slice(page.indexOf('## The Acumatica site')).split(/^## (?!The Acumatica site)/m);
	const shown = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

	const valuesOf = (one: { default: unknown; allowed?: readonly unknown[] }): string => {
		if (one.allowed) return one.allowed.map(shown).join(', ');
		if (typeof one.default === 'boolean') return `${shown(one.default)}, ${shown(!one.default)}`;
		return one.default === '' ? 'empty' : shown(one.default);
	};

	it.each(new Switches().list().map((one) => [one.name, one] as const))('has switch %s with all its values', (name, one) => {
		const values = valuesOf(one);
		expect(section).toContain(`| \`${name}\` | ${values}: `);
	});

	it('has no switch that does not exist', () => {
		const known = new Set<string>(new Switches().list().map(({ name }) => name));
		expect([...section.matchAll(/^\| `(\w+)` \| /gm)].map(([, name = '']) => name).filter((name) => !known.has(name))).toEqual([]);
	});
});
