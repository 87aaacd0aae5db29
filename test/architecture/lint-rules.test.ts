import { execFileSync } from 'node:child_process';
import path from 'node:path';

interface Case {
	readonly file: string;
	readonly text: string;
}

const ROOT = path.resolve(__dirname, '../..');

const importing = (file: string, wanted: string): Case => ({ file, text: `import { x } from '${wanted}';\nexport const y = x;\n` });
const long = (file: string, lines: number): Case => ({ file, text: 'export {};\n'.repeat(lines) });

/** Every arrow that must not exist, with a text that draws it. */
const FORBIDDEN_ARROWS: Readonly<Record<string, Case>> = {
	'core → system': importing('src/core/clock/x.ts', '../../systems/anaplan/client'),
	'core → sync': importing('src/core/csv/x.ts', '../../sync/cursor'),
	'core → mapping': importing('src/core/csv/x.ts', '../../mapping'),
	'contracts → sync': importing('src/contracts.ts', './sync/cursor'),
	'system → another system': importing('src/systems/anaplan/x.ts', '../intacct/client'),
	'system → sync': importing('src/systems/anaplan/x.ts', '../../sync/cursor'),
	'system → mapping': importing('src/systems/intacct/x.ts', '../../mapping/spec'),
	'sync → system': importing('src/sync/x.ts', '../systems/anaplan'),
	'sync → mapping': importing('src/sync/cursors/x.ts', '../../mapping/spec'),
	'mapping → sync': importing('src/mapping/x.ts', '../sync'),
	'mapping → system': importing('src/mapping/x.ts', '../systems/sage100/client'),
	'src → nodes': importing('src/sync/x.ts', '../../nodes/shared/context/node-http'),
	'src → credentials': importing('src/systems/anaplan/x.ts', '../../../credentials/AnaplanApi.credentials'),
	'node glue → node': importing('nodes/shared/x.ts', '../Anaplan/Anaplan.node'),
	'node → another node': importing('nodes/Anaplan/actions/x.ts', '../../SageIntacct/methods/y'),
	'node → credential': importing('nodes/Anaplan/x.ts', '../../credentials/AnaplanApi.credentials'),
	'credential → node': importing('credentials/X.credentials.ts', '../nodes/Anaplan/methods/y'),
	'src → simulator': importing('src/core/http/x.ts', '../../../simulators/harness/server'),
	'node → simulator': importing('nodes/Anaplan/x.ts', '../../simulators/harness/server'),
	'simulator → src': importing('simulators/anaplan/x.ts', '../../src/contracts'),
	'simulator → node': importing('simulators/anaplan/x.ts', '../../nodes/shared/x'),
	'src → test': importing('src/sync/x.ts', '../../test/sync/fake-clock'),
	'simulator → test': importing('simulators/anaplan/x.ts', '../../test/sync/fake-clock'),
	'src → outside': importing('src/sync/x.ts', '../../gulpfile'),
	'src → n8n': importing('src/sync/x.ts', 'n8n-workflow'),
	'simulator → n8n': importing('simulators/anaplan/x.ts', 'n8n-workflow'),
	'a type is an import too': { file: 'src/sync/x.ts', text: "import type { X } from '../systems/anaplan';\nexport type Y = X;\n" },
	'a type query is an import too': { file: 'src/sync/x.ts', text: "export type Y = import('../systems/anaplan').X;\n" },
	'passing on is an import too': { file: 'src/systems/anaplan/x.ts', text: "export * from '../intacct/client';\n" },
	'a late import is an import too': { file: 'src/core/http/x.ts', text: "export const load = async () => await import('../../sync/cursor');\n" },
};

const ALLOWED_ARROWS: Readonly<Record<string, Case>> = {
	'system → core': importing('src/systems/anaplan/x.ts', '../../core/http'),
	'system → contracts': importing('src/systems/anaplan/x.ts', '../../contracts'),
	'within a system': importing('src/systems/anaplan/tasks/x.ts', '../files/y'),
	'core → core': importing('src/core/http/x.ts', '../errors'),
	'core → contracts': importing('src/core/http/x.ts', '../../contracts'),
	'sync → contracts': importing('src/sync/cursors/x.ts', '../../contracts'),
	'node → node glue': importing('nodes/Anaplan/actions/file/x.operation.ts', '../../../shared/routing/operation'),
	'node → system': importing('nodes/Anaplan/actions/file/x.operation.ts', '../../../../src/systems/anaplan'),
	'node glue → sync': importing('nodes/shared/context/x.ts', '../../../src/sync/cursor'),
	'credential → system': importing('credentials/X.credentials.ts', '../src/systems/anaplan/authentication'),
	'test → simulator': importing('test/systems/x.test.ts', '../../simulators/harness/server'),
	'simulator → harness': importing('simulators/anaplan/x.ts', '../harness/server'),
};

const OTHER_REFUSALS: Readonly<Record<string, readonly [rule: string, Case]>> = {
	'fetch outside src/core/http': ['no-restricted-globals', { file: 'src/systems/anaplan/x.ts', text: "export const x = async () => await fetch('https://example.com');\n" }],
	'fetch in a node': ['no-restricted-globals', { file: 'nodes/Anaplan/x.ts', text: "export const x = async () => await fetch('https://example.com');\n" }],
	'fetch by another name': ['no-restricted-properties', { file: 'src/sync/x.ts', text: "export const x = async () => await globalThis.fetch('https://example.com');\n" }],
	'a timer in published code': ['@n8n/community-nodes/no-restricted-globals', { file: 'src/core/clock/x.ts', text: 'export const x = () => setTimeout(() => undefined, 1);\n' }],
	'a Node stream in published code': ['@n8n/community-nodes/no-restricted-imports', importing('src/core/csv/x.ts', 'stream')],
	any: ['@typescript-eslint/no-explicit-any', { file: 'src/sync/x.ts', text: 'export const x = (y: any): unknown => y;\n' }],
	'an unused name': ['@typescript-eslint/no-unused-vars', { file: 'src/sync/x.ts', text: 'const unused = 1;\n' }],
	'a rule switched off by comment': ['@typescript-eslint/no-explicit-any', { file: 'src/sync/x.ts', text: '// eslint-disable-next-line\nexport const x = (y: any): unknown => y;\n' }],
	'a drawer': ['own/telling-names', { file: 'src/core/utils/x.ts', text: 'export {};\n' }],
	'a drawer inside a name': ['own/telling-names', { file: 'nodes/shared/http-helpers.ts', text: 'export {};\n' }],
	'a node of 151 lines': ['max-lines', long('nodes/Anaplan/Anaplan.node.ts', 151)],
	'an operation of 121 lines': ['max-lines', long('nodes/Anaplan/actions/file/upload.operation.ts', 121)],
	'a UI description of 401 lines': ['max-lines', long('nodes/Anaplan/resources/file.resource.ts', 401)],
	'a file of 301 lines': ['max-lines', long('src/sync/x.ts', 301)],
	'a test of 501 lines': ['max-lines', long('test/sync/x.test.ts', 501)],
	'a test that is left out': ['no-restricted-syntax', { file: 'test/sync/x.test.ts', text: `it.${'skip'}('x', () => undefined);\n` }],
};

const LONG_ENOUGH: Readonly<Record<string, Case>> = {
	'a node of 150 lines': long('nodes/Anaplan/Anaplan.node.ts', 150),
	'an operation of 120 lines': long('nodes/Anaplan/actions/file/upload.operation.ts', 120),
	'a UI description of 400 lines': long('nodes/Anaplan/resources/file.resource.ts', 400),
	'a file of 300 lines': long('src/sync/x.ts', 300),
	'a test of 500 lines': long('test/sync/x.test.ts', 500),
	'fetch inside src/core/http': { file: 'src/core/http/x.ts', text: "export const x = async () => await fetch('https://example.com');\n" },
};

/** One ESLint for all texts: it takes seconds to load. */
function refusalsOf(cases: readonly Case[]): ReadonlyArray<readonly string[]> {
	const printed = execFileSync(process.execPath, [path.join(__dirname, 'lint-texts.mjs')], { cwd: ROOT, input: JSON.stringify(cases), encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
	return JSON.parse(printed) as string[][];
}

describe('lint', () => {
	const groups = [FORBIDDEN_ARROWS, ALLOWED_ARROWS, LONG_ENOUGH].flatMap((group) => Object.values(group));
	const all = [...groups, ...Object.values(OTHER_REFUSALS).map(([, one]) => one)];
	let refusals: ReadonlyMap<Case, readonly string[]>;

	beforeAll(() => {
		const answers = refusalsOf(all);
		refusals = new Map(all.map((one, index) => [one, answers[index] ?? []]));
	}, 120_000);

	it.each(Object.entries(FORBIDDEN_ARROWS))('refuses %s', (_, one) => expect(refusals.get(one)).toContain('own/layers'));

	it.each(Object.entries(ALLOWED_ARROWS))('allows %s', (_, one) => expect(refusals.get(one)).toEqual([]));

	it.each(Object.entries(OTHER_REFUSALS))('refuses %s', (_, [rule, one]) => expect(refusals.get(one)).toContain(rule));

	it.each(Object.entries(LONG_ENOUGH))('allows %s', (_, one) => expect(refusals.get(one)).toEqual([]));
});
