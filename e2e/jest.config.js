const { transform } = require('../jest.config.js');

/** Needs a real n8n: `npm run e2e`. Two at a time: each n8n takes about a core and half a gigabyte, and waits as often as it works. */
module.exports = {
	rootDir: '..',
	testEnvironment: 'node',
	transform,
	roots: ['<rootDir>/e2e'],
	testMatch: ['**/*.e2e.ts'],
	moduleFileExtensions: ['ts', 'js', 'json'],
	modulePathIgnorePatterns: ['<rootDir>/e2e/host/n8n/'],
	globalSetup: '<rootDir>/e2e/jest.setup.ts',
	maxWorkers: 2,
	testTimeout: 180_000,
};
