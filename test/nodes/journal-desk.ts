import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType, IRun } from 'n8n-workflow';
import { journalFields } from '../../nodes/shared/fields/journal.fields';
import { createJournals } from '../../nodes/shared/journal/create-journals';
import { journalOutputs } from '../../nodes/shared/journal/journal-outputs';
import type { JournalSystem } from '../../nodes/shared/journal/journal-system';
import { route } from '../../nodes/shared/routing/router';
import { runWorkflow, type EngineOptions, type EngineWorkflow } from './engine/run-workflow';
import { TestLedger } from './journal-ledger';

export const SYSTEM: JournalSystem = {
	system: 'Test Ledger',
	fields: [
		{ name: 'Ledger', value: 'ledger', description: 'The ledger' }, { name: 'Period', value: 'period', description: 'The period' },
		{ name: 'Project', value: 'project', description: 'The project' }, { name: 'Subaccount', value: 'subaccount', description: 'The subaccount' },
	],
	entries: [{ name: 'ledger', from: 'value', value: 'PLAN' }, { name: 'period', from: 'column', column: 'Period' }],
	offsetFields: { offsetSubaccount: 'subaccount' }, options: [{ displayName: 'Offset Subaccount', name: 'offsetSubaccount', type: 'string', default: '' }],
	canRelease: true, releaseDescription: 'Whether to release', canHold: true, referencePrefix: 'T-', settleMinutes: 12,
};

const SHOWN = { show: { resource: ['journalEntry'], operation: ['create'] } };

const nodeFor = (ledger: TestLedger): INodeType => ({
	description: {
		displayName: 'Test Ledger', name: 'journal', group: ['output'], version: 1, description: '', defaults: {}, inputs: ['main'], outputs: journalOutputs(['journalEntry']),
		properties: [
			{ displayName: 'Resource', name: 'resource', type: 'hidden', default: 'journalEntry' }, { displayName: 'Operation', name: 'operation', type: 'hidden', default: 'create' },
			...journalFields(SHOWN, SYSTEM),
		],
	},
	async execute(this: IExecuteFunctions) {
		const create = { scope: 'run' as const, execute: async (context: IExecuteFunctions) => await createJournals(context, SYSTEM, async (settings) => ledger.target(settings)) };
		return await route(this, { 'journalEntry.create': create });
	},
});

/** What the node before gives: items, and files made of text. */
export interface Given {
	readonly json?: IDataObject;
	readonly file?: string;
	readonly lineage?: string;
}

const supplyOf = (given: readonly Given[]): INodeType => ({
	description: { displayName: 'Supply', name: 'supply', group: ['input'], version: 1, description: '', defaults: {}, inputs: ['main'], outputs: ['main'], properties: [] },
	async execute(this: IExecuteFunctions) {
		const items: INodeExecutionData[] = [];
		for (const { json = {}, file, lineage } of given) {
			const binary: INodeExecutionData['binary'] = {};
			for (const [name, text] of Object.entries({ data: file, lineage })) {
				if (text !== undefined) binary[name] = await this.helpers.prepareBinaryData(Buffer.from(text), `${name}.csv`, 'text/csv');
			}
			items.push({ json, ...(Object.keys(binary).length > 0 ? { binary } : {}) });
		}
		return [items];
	},
});

/** A node of this package that reads: what it puts out can be found again behind a rejected row. */
const READER = 'test.reader';

export const POST = 'Post the budget';

const flow = (parameters: IDataObject, more: object, readers: readonly string[] = ['Read']): EngineWorkflow => {
	const to = (node: string): { main: Array<Array<{ node: string; type: string; index: number }>> } => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const base = { typeVersion: 1, position: [0, 0] };
	return {
		id: 'journals', name: 'journals', connections: {
			Start: { main: [readers.flatMap((reader) => to(reader).main[0] ?? [])] }, ...Object.fromEntries(readers.map((reader) => [reader, to(POST)])),
		},
		nodes: [
			{ ...base, id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			...readers.map((reader, at) => ({ ...base, position: [0, 100 * at], id: `read ${at}`, name: reader, type: at === 0 ? READER : `${READER} ${at}`, parameters: {} })),
			{ ...base, id: 'post', name: POST, type: 'test.journal', parameters: { postingName: 'Budget 2026 v3', ...parameters }, ...more },
		] as never,
	};
};

/** A workflow of one reading and one posting node, in n8n's own engine, against a ledger in memory. */
export class Desk {
	readonly ledger = new TestLedger();

	async run(given: readonly Given[], parameters: IDataObject = {}, options: { more?: object; onStarted?: EngineOptions['onStarted'] } = {}): Promise<IRun> {
		return await runWorkflow(flow(parameters, options.more ?? {}), {
			nodeTypes: { 'test.journal': nodeFor(this.ledger), [READER]: supplyOf(given) },
			credentialTypes: {}, credentials: {}, startNode: 'Start', ...(options.onStarted ? { onStarted: options.onStarted } : {}),
		});
	}

	/** Two connections come into the posting node: it runs twice in one execution. */
	async runTwice([first, second]: readonly [readonly Given[], readonly Given[]], parameters: IDataObject = {}, more: object = {}): Promise<IRun> {
		return await runWorkflow(flow(parameters, more, ['Read', 'Read too']), {
			nodeTypes: { 'test.journal': nodeFor(this.ledger), [READER]: supplyOf(first), [`${READER} 1`]: supplyOf(second) },
			credentialTypes: {}, credentials: {}, startNode: 'Start',
		});
	}

	/** As n8n repeats an execution from its history. */
	async retry(given: readonly Given[], parameters: IDataObject = {}): Promise<IRun> {
		return await runWorkflow(flow(parameters, {}), {
			nodeTypes: { 'test.journal': nodeFor(this.ledger), [READER]: supplyOf(given) }, credentialTypes: {}, credentials: {}, startNode: 'Start', mode: 'retry',
		});
	}
}

/** A debit and a credit of one period, as a mapping delivers them. */
export const pair = (period: string, amount: string, more: IDataObject = {}): Given[] => [
	{ json: { Account: '6100', Amount: amount, Period: period, Description: 'Travel', ...more } },
	{ json: { Account: '9000', Amount: `-${amount}`, Period: period, Description: 'Offset', ...more } },
];

export const TWO_MONTHS = [...pair('2026-01', '100.10'), ...pair('2026-02', '50.00')];
