/** Transpile only (types are checked by `npm run types`), so that a test run starts in seconds. */
const transform = {
	'^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
};

module.exports = {
	testEnvironment: 'node',
	// No test is about time; a busy machine is no defect.
	testTimeout: 30_000,
	transform,
	// Jest leaves a core free; on two cores that would be one suite after the other.
	maxWorkers: '100%',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	moduleFileExtensions: ['ts', 'js', 'json'],
};
