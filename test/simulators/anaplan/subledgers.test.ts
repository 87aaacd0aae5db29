import { DEFAULT_TENANT, SUBLEDGER_TENANT, type TenantDefinition } from '../../../simulators/anaplan';
import { Driver } from './driver';

const countOf = ({ models: [model] }: TenantDefinition, what: 'lists' | 'modules' | 'files' | 'imports'): number => model?.[what].length ?? 0;

describe('the tenant for ledgers with subaccounts', () => {
	let driver: Driver;

	beforeAll(async () => {
		driver = await Driver.start({}, { model: 'subledgers' });
	});

	afterAll(() => driver.close());

	const idsOf = async (of: Driver, what: string): Promise<readonly string[]> =>
		((await of.model('GET', what)).json as unknown as Record<string, ReadonlyArray<{ readonly id: string }>>)[what]?.map(({ id }) => id) ?? [];

	it('is known by its name, and its model adds to the usual one without changing it', async () => {
		const usual = await Driver.start();
		try {
			for (const what of ['lists', 'modules', 'files', 'imports'] as const) {
				const [all, before] = [await idsOf(driver, what), await idsOf(usual, what)];
				expect(all.filter((id) => before.includes(id))).toEqual(before);
				expect(all.length - before.length).toBe(countOf(SUBLEDGER_TENANT, what) - countOf(DEFAULT_TENANT, what));
				expect(all.length).toBeGreaterThan(before.length);
				expect(new Set(all).size).toBe(all.length);
			}
		} finally {
			await usual.close();
		}
	});

	it('has an import for every one of its files, with columns that its header names', () => {
		const [model] = SUBLEDGER_TENANT.models;
		for (const one of model?.imports ?? []) {
			const header = model?.files.find(({ id }) => id === one.fileId)?.headerNames;
			if (header === undefined) continue;
			const columns = one.importType === 'HIERARCHY_DATA' ? [one.code, ...Object.keys(one.properties ?? {})] : [...Object.values(one.dimensions), ...Object.keys(one.lineItems)];
			expect(columns.filter((column) => column !== undefined && !header.includes(column))).toEqual([]);
		}
	});
});
