import type { ResourceMapperFields } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { operations } from '../../nodes/Anaplan/actions/operations';
import { nodeClock } from '../../nodes/shared/context/node-clock';
import { forgetEditorMemory } from '../../nodes/shared/anaplan/editor-memory';
import { processLock } from '../../src/core/limits/process-lock';
import { errorOf, hintsOf, outputOf } from './engine/run-workflow';
import { writableTenant } from './engine/writable-model';
import { Site } from './site';
import { anaplan, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const HUB = { id: '5C3D7A0B9E2F4D6183A4B5C6D7E8F901', name: 'Finance Hub' };

describe('models, through n8n\'s own engine', () => {
	let site: Site;
	beforeEach(async () => {
		forgetEditorMemory();
		site = await Site.open({ anaplan: { model: writableTenant() } });
		site.supply('Rows', [{}]);
	});
	afterEach(async () => await site.close());

	const run = async (operation: string, parameters: Record<string, unknown> = {}) => {
		const ended = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan('Node', 'model', operation, parameters)]));
		return { items: outputOf(ended, 'Node').map(({ json }) => json), error: errorOf(ended, 'Node'), hints: hintsOf(ended, 'Node') };
	};

	it('Get tells state, size and last change', async () => {
		expect((await run('get')).items).toEqual([expect.objectContaining({ ...HUB, activeState: 'UNLOCKED', workspaceName: 'Finance', memoryUsage: 184549376, transactionRunning: false })]);
	});

	it('Get Many tells the state of each', async () => {
		expect((await run('getMany')).items).toEqual([{ ...HUB, activeState: 'UNLOCKED', workspaceId: '8a868cd97f1c22d5018120c4d3e70b51' }]);
	});

	it('Get Status tells an open model, an archived one, and a word that nobody knows', async () => {
		expect((await run('getStatus')).items).toEqual([expect.objectContaining({ model: HUB, condition: 'ready', activeState: 'UNLOCKED', currentStep: 'Open', progress: -1, tooltip: '' })]);
		await site.anaplan.post('model-state', { activeState: 'ARCHIVED' });
		expect((await run('getStatus')).items[0]).toMatchObject({ condition: 'archived' });
	});

	it('Get Status answers at once although the model is busy', async () => {
		await site.anaplan.post('busy', { ms: 60_000 });
		expect((await run('getStatus')).items[0]).toMatchObject({ condition: 'busy' });
	});

	it('Close, then Open waits until it is open; opened twice it is open already', async () => {
		expect((await run('close')).items).toEqual([{ model: HUB, closing: true }]);
		expect((await run('getStatus')).items[0]).toMatchObject({ condition: 'closed' });
		const opened = await run('open');
		expect(opened.items).toEqual([expect.objectContaining({ model: HUB, wasOpen: false, condition: 'ready' })]);
		expect(opened.hints[0]).toMatch(/^Finance Hub was opened within/);
		expect((await run('open')).items[0]).toMatchObject({ wasOpen: true });
	});

	it.each([['ARCHIVED', /archived/], ['MAINTENANCE', /maintenance/]])('a model that is %s cannot be opened, and what to do is told', async (activeState, expected) => {
		await site.anaplan.post('model-state', { activeState });
		expect((await run('open')).error?.description).toMatch(expected);
	});

	it('Get Current Period, Get Calendar and Get Versions', async () => {
		expect((await run('getCurrentPeriod')).items).toEqual([{ periodText: 'Aug 26', lastDay: '2026-08-31', calendarType: 'Calendar Months/Quarters/Years', isSet: true }]);
		expect((await run('getCalendar')).items).toEqual([expect.objectContaining({ fiscalYear: { year: 'FY26', startDate: '2026-01-01', endDate: '2026-12-31' }, extraWeekMonth: null, currentPeriod: expect.objectContaining({ periodText: 'Aug 26' }) as object })]);
		expect((await run('getVersions')).items).toMatchObject([{ id: '107000000001', name: 'Actual', isActual: true, switchover: null }, { name: 'Budget', isCurrent: true }]);
	});

	it('offers nothing that sets a period, a year or a switchover: that deletes data', () => {
		expect(Object.keys(operations).filter((name) => /\.(?:set|reset|put)|fiscal|switchover/i.test(name))).toEqual([]);
	});

	it.each([
		['list', 'addItems', { list: byName('Accounts') }, { code: '1', name: 'A' }, /items$/],
		['list', 'deleteItems', { list: byName('Accounts'), key: '6100' }, {}, /items$/],
		['module', 'writeCells', { module: byName('TST01 Budget') }, { Accounts: '6100', Time: 'Aug 26', Versions: 'Budget', Amount: '1' }, /data$/],
		['model', 'close', {}, {}, /close$/],
	])('%s.%s waits while another run works on the model', async (resource, operation, parameters, json, path) => {
		site.supply('Rows', [{ json }]);
		const reached = async (): Promise<number> => (await site.history('anaplan')).filter((entry) => entry.method === 'POST' && path.test(entry.path ?? '') && !/dimensions/.test(entry.path ?? '')).length;
		let running: Promise<unknown> | undefined;
		await processLock(nodeClock).hold(`anaplan-model:${HUB.id}`, async () => {
			running = site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan('Node', resource, operation, parameters)]));
			await new Promise((resolve) => setTimeout(resolve, 300));
			expect(await reached()).toBe(0);
		});
		await running;
		expect(await reached()).toBe(1);
	});

	describe('columns for the mapping, as the editor asks for them', () => {
		const ask = async (resource: string, operation: string, parameters: Record<string, unknown>, method: string): Promise<ResourceMapperFields> =>
			await site.ask(workflowOf([anaplan('Node', resource, operation, parameters)]), 'Node', async (type, context) => (await type.methods?.resourceMapping?.[method]?.call(context)) ?? { fields: [] });

		it('members, properties and subsets of a list', async () => {
			const { fields } = await ask('list', 'addItems', { list: byName('Accounts') }, 'getListColumns');
			expect(fields.map(({ id, displayName, type }) => [id, displayName, type])).toEqual([
				['code', 'Code', 'string'], ['name', 'Name', 'string'], ['parent', 'Parent', 'string'], ['property:Sort%20order', 'Sort order (property)', 'string'],
				['property:Account%20type', 'Account type (property)', 'string'], ['property:Active', 'Active (property, true or false)', 'string'], ['subset:P%26L%20%5Bonly%5D', 'P&L [only] (subset, true or false)', 'string'],
			]);
			expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['name']);
		});

		it('an update finds items by code, ID or name; a numbered list takes no name', async () => {
			const update = await ask('list', 'updateItems', { list: byName('Accounts') }, 'getListColumns');
			expect(update.fields.filter(({ canBeUsedToMatch }) => canBeUsedToMatch).map(({ id, defaultMatch }) => [id, defaultMatch])).toEqual([['code', true], ['id', false], ['name', false]]);
			const numbered = await ask('list', 'addItems', { list: byName('Numbered') }, 'getListColumns');
			expect(numbered.fields.map(({ id }) => id)).toEqual(['code', 'parent', 'property:Note']);
		});

		it('dimensions of a module and the line items that can be written', async () => {
			const { fields } = await ask('module', 'writeCells', { module: byName('TST01 Budget') }, 'getCellColumns');
			expect(fields.map(({ displayName, required }) => [displayName, required])).toEqual([
				['Accounts (dimension)', true], ['Time (dimension)', true], ['Versions (dimension)', true], ['Amount (number)', false], ['Approved (true or false)', false],
				['Comment (text)', false], ['Due (date)', false], ['Other account (entity)', false],
			]);
			expect(fields[1]?.id).toBe('dimension:20000000003');
		});

		it('no column is a switch: the editor would send false for one that nobody touched', async () => {
			const columns = await Promise.all([
				ask('list', 'addItems', { list: byName('Accounts') }, 'getListColumns'), ask('list', 'updateItems', { list: byName('Accounts') }, 'getListColumns'),
				ask('module', 'writeCells', { module: byName('TST01 Budget') }, 'getCellColumns'),
			]);
			expect(new Set(columns.flatMap(({ fields }) => fields.map(({ type }) => type)))).toEqual(new Set(['string']));
		});

		it('nothing as long as nothing is chosen, with a notice that is not there later; a mistyped list is told', async () => {
			expect(await ask('list', 'addItems', { list: byName('') }, 'getListColumns')).toEqual({ fields: [], emptyFieldsNotice: 'Choose workspace, model and list first.' });
			expect(await ask('list', 'addItems', { list: byName('Accounts') }, 'getListColumns')).not.toHaveProperty('emptyFieldsNotice');
			expect((await ask('module', 'writeCells', { module: byName(''), model: byName('') }, 'getCellColumns')).fields).toEqual([]);
			await expect(ask('list', 'addItems', { list: byName('101000000099') }, 'getListColumns')).rejects.toMatchObject({ description: expect.stringContaining('101000000091 "Accounts"') as string });
		});
	});
});
