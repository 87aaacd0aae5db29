import { NO_COUNTS, type DumpReport, type Outcome } from '../../src/systems/anaplan';
import { unlisted } from '../../nodes/shared/anaplan/join-rejections';
import { loadIdentity } from '../../nodes/shared/reading/load-identity';

describe('the identity of a load', () => {
	const poll = { workspace: 'W', model: 'M', actionId: '={{ $json.import?.id }}' };

	it('of a Poll Task that nobody touched is the one under which it has confirmed before', () => {
		expect(loadIdentity('Poll', { ...poll, actionId: '={{ $json.action?.id ?? $json.import?.id }}' })).toBe(loadIdentity('Poll', poll));
	});

	it('is not changed by parameters that are there and empty', () => {
		expect(loadIdentity('Poll', { ...poll, mappingParameters: {}, process: { __rl: true, mode: 'list', value: '' } })).toBe(loadIdentity('Poll', poll));
	});

	it('is another one for another process, another version, and another action', () => {
		const answer = (entityName: string) => ({ mappingParameters: { parameter: [{ entityType: 'Version', entityName }] } });
		const all = [poll, { ...poll, process: 'A' }, { ...poll, process: 'B' }, { ...poll, ...answer('Actual') }, { ...poll, ...answer('Budget') }, { ...poll, actionId: '112000000004' }];
		expect(new Set(all.map((parameters) => loadIdentity('Poll', parameters))).size).toBe(all.length);
	});
});

describe('rejected rows that nobody can name', () => {
	const outcome = (failed: number, counted: boolean): Outcome => ({ status: 'warning', counts: { ...NO_COUNTS, failed }, counted, steps: [], messages: [] });
	const dump = (rows: number, problem?: string): DumpReport => ({ objectId: '112', found: problem === undefined, rows: Array.from({ length: rows }, () => ({ status: 'E', line: 2, errors: [], columns: {} })), problem });

	it.each([
		['counted and listed', outcome(1, true), [dump(1)], false],
		['counted, and the dump is gone', outcome(1, true), [dump(0, 'gone')], true],
		['counted, and no dump is announced', outcome(1, true), [], true],
		['not counted at all, and the dump that is announced is gone', outcome(0, false), [dump(0, 'gone')], true],
		['counted as none, and the dump of warnings is gone', outcome(0, true), [dump(0, 'gone')], false],
		['not counted, no dump', outcome(0, false), [], false],
	])('%s', (_what, told, dumps, expected) => {
		expect(unlisted([{ outcome: told, dumps }])).toBe(expected);
	});
});
