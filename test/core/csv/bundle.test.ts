import { buildSync } from 'esbuild';
import path from 'node:path';

it('bundles without any module of Node', () => {
	const entry = path.resolve(__dirname, '../../../src/core/csv/index.ts');
	const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', write: false, logLevel: 'silent' });
	const code = outputFiles[0]?.text ?? '';
	expect(code).toContain('csvRecords');
	expect(code.match(/\brequire\("[^"]+"\)/g) ?? []).toEqual([]);
	expect(code.match(/\b(?:process|globalThis|setTimeout|setImmediate|__dirname|console)\b\s*[.([]/g) ?? []).toEqual([]);
});
