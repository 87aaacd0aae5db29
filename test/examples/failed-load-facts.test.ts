import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

const CODE = readFileSync(join(__dirname, '../../examples/source/code/failed-load-facts.js'), 'utf8');

interface Facts {
	readonly node: string;
	readonly said: string;
	readonly remedy: string;
	readonly link: string;
	readonly retryOf: string;
	readonly handed: number | null;
	readonly counts: readonly string[];
	readonly cursor: readonly string[];
}

/** What the Code node of the example makes of what n8n hands over and of the execution that was read. */
const factsOf = (told: object, read: object): Facts => {
	const first = (json: object) => ({ first: () => ({ json }) });
	return JSON.parse(String(runInNewContext(`${CODE}\nJSON.stringify(facts);`, { $: () => first(told), $input: first(read) }))) as Facts;
};

const WORKFLOW = { id: 'w1', name: 'Close' };
const URL = 'https://n8n.example.com/workflow/w1/executions/7';
const toldOf = (lastNodeExecuted: string, more: object = {}): object =>
	({ workflow: WORKFLOW, execution: { id: '7', url: URL, lastNodeExecuted, error: { message: 'Anaplan: it failed', description: 'Run again.' }, ...more } });

const own = (name: string, operation = 'loadRows', type = 'anaplan', disabled?: boolean): object => ({ name, type: `n8n-nodes-erp-anaplan.${type}`, parameters: { operation }, disabled });
const trigger = { name: 'Every hour', type: 'n8n-nodes-base.scheduleTrigger', parameters: {} };
const NODES = [trigger, own('Get lines', 'getChanges', 'sageX3'), own('Map lines', 'mapRows', 'anaplanMapping'), own('Load lines'), own('Load totals'), own('Load later', 'loadRows', 'anaplan', true)];

const run = (outputs: readonly object[][], from: string | null, more: object = {}): object =>
	({ source: from === null ? [] : [{ previousNode: from }], data: { main: outputs.map((items) => items.map((json) => ({ json }))) }, ...more });
const failedAfter = (from: string): object => ({ source: [{ previousNode: from }], error: { message: 'it failed' } });
const readOf = (runData: Readonly<Record<string, readonly object[]>>): object => ({ workflowData: { nodes: NODES }, data: { resultData: { runData } } });

const BATCH = { stream: 'lines', batchId: 'b', _batch: { count: 70_000, to: '2026-03-31T22:00:00Z' } };

describe('the facts of a failed run', () => {
	it('of a file: its rows are counted, not the one item that carries it, and a file of rejected rows tells its most frequent reasons', () => {
		const facts = factsOf(toldOf('Load lines'), readOf({
			'Every hour': [run([[{}]], null)],
			'Get lines': [run([[BATCH]], 'Every hour', { hints: [{ message: 'journalLines: 70000 records.' }] })],
			'Map lines': [run([[{ rows: 69_000 }], [{ _rejected: 1000, rows: 1000, mostFrequentReasons: [{ reason: 'no account', count: 999 }, { reason: 'no date', count: 1 }] }]], 'Get lines')],
			'Load lines': [failedAfter('Map lines')],
		}));
		expect(facts.handed).toBe(69_000);
		expect(facts.counts).toEqual([
			'Get lines: journalLines: 70000 records.',
			'Map lines: 1000 rows rejected. First reasons: no account (999 rows); no date (1 row).',
			'Load lines: failed; 69000 rows handed to it by Map lines, none of them confirmed.',
			'Not run, because it was not reached or nothing came to it: Load totals.',
		]);
		expect(facts.cursor).toEqual(['Get lines: stays. 70000 records up to 2026-03-31T22:00:00Z not confirmed; the next run reads them again.']);
	});

	it('of loads before it: a load tells the rows of its first import, an import its own, and both why a cursor stays', () => {
		const counts = { total: 9, created: 4, updated: 3, ignored: 1, failed: 1 };
		const stays = { node: 'Get lines', moved: false, to: 'x', because: '1 row was rejected' };
		const rejected = { _rejected: 1, reasons: ['no such period'], _source: { key: 'L-5' } };
		const facts = factsOf(toldOf('Load totals'), readOf({
			'Load lines': [run([[{ status: 'warning', rowsSent: 9, rowsRejected: 1, steps: [{ counts }, { counts: { total: 90 } }], cursors: [stays] }], [rejected]], 'Map lines')],
			'Load later': [run([[{ status: 'success', counts, rowsRejected: 0, cursors: [{ node: 'Get others', moved: true, because: 'confirmed up to noon' }] }]], 'Map lines')],
			'Load totals': [failedAfter('Load lines')],
		}));
		expect(facts.counts).toEqual(expect.arrayContaining([
			'Load lines: warning; 9 sent, 4 created, 3 updated, 1 ignored, 1 rejected. First reasons: L-5: no such period.',
			'Load later: success; 9 sent, 4 created, 3 updated, 1 ignored, 0 rejected.',
		]));
		expect(facts.cursor).toEqual(['Get lines: stays, 1 row was rejected.', 'Get others: confirmed up to noon.']);
	});

	it('of a node that begins: nothing was handed to it, and its cursor stays', () => {
		const facts = factsOf(toldOf('Get lines', { retryOf: '3' }), readOf({ 'Every hour': [run([[{}]], null)], 'Get lines': [failedAfter('Every hour')] }));
		expect([facts.handed, facts.counts]).toEqual([null, ['Not run, because it was not reached or nothing came to it: Map lines, Load lines, Load totals.']]);
		expect(facts.cursor).toEqual(['Get lines: stays. The next run reads from where the last confirmed one ended.']);
		expect(facts.retryOf).toBe('https://n8n.example.com/workflow/w1/executions/3');
	});

	it('of a run that was killed are found by the connections: it names no source and no remedy', () => {
		const read = readOf({ 'Get lines': [run([[BATCH]], null)], 'Map lines': [run([[{ rows: 5 }]], 'Get lines')], 'Load lines': [{}] }) as { workflowData: object };
		const connections = { 'Get lines': { main: [[{ node: 'Map lines' }]] }, 'Map lines': { main: [[{ node: 'Load lines' }], null] } };
		const facts = factsOf(toldOf('Load lines', { error: { message: 'Workflow did not finish' } }), { ...read, workflowData: { ...read.workflowData, connections } });
		expect(facts).toMatchObject({ handed: 5, remedy: 'Open the execution. Nothing has to be cleaned up before the next run or a retry.' });
		expect(facts.cursor).toEqual(['Get lines: stays. 70000 records up to 2026-03-31T22:00:00Z not confirmed; the next run reads them again.']);
	});

	it('of a loop are finite, and no more than five reasons of a run are told', () => {
		const rejected = ['a', 'b', 'c', 'd', 'e', 'f'].map((reason) => ({ _rejected: 1, reasons: [reason] }));
		const facts = factsOf(toldOf('Load lines'), readOf({ 'Map lines': [run([[{}], rejected], 'Map lines')], 'Load lines': [failedAfter('Map lines')] }));
		expect(facts.counts[0]).toBe('Map lines: 6 rows rejected. First reasons: a; b; c; d; e.');
		expect(facts.handed).toBe(1);
	});

	it('of an execution that cannot be read are what n8n hands over, and the counts are called not known', () => {
		const facts = factsOf(toldOf('Load lines'), { error: 'Authorization failed' });
		expect(facts).toMatchObject({ node: 'Load lines', said: 'Anaplan: it failed', remedy: 'Run again.', link: URL, handed: null });
		expect(facts.counts).toEqual(['Not known: the execution could not be read (Authorization failed). Open it.']);
	});

	it('of a trigger that could not start are its words: there is no execution to link', () => {
		const facts = factsOf({ workflow: WORKFLOW, trigger: { error: { message: 'no such calendar', node: { name: 'Every hour' } } } }, { error: 'not found' });
		expect(facts).toMatchObject({ node: 'Every hour', said: 'no such calendar', remedy: '', link: '', retryOf: '' });
	});
});
