import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesPlugin from 'eslint-plugin-n8n-nodes-base';
import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layers } from './scripts/eslint/layers.mjs';
import { tellingNames } from './scripts/eslint/telling-names.mjs';

const communityRules = n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport;
const PUBLISHED = ['src/**/*.ts', 'nodes/**/*.ts', 'credentials/**/*.ts'];
const GLUE = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const TESTS = ['test/**/*.ts', 'e2e/**/*.e2e.ts'];

const lines = (max) => ({ 'max-lines': ['error', { max }] });

export default defineConfig(
	globalIgnores(['dist/', '.build/', '.cache/', 'coverage/', 'e2e/host/n8n/']),
	{
		// The community scanner ignores such comments, so do we.
		linterOptions: { noInlineConfig: true },
	},

	// All TypeScript.
	{
		files: ['**/*.ts'],
		extends: [eslint.configs.recommended, tseslint.configs.recommended],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/await-thenable': 'error',
			eqeqeq: 'error',
			'no-var': 'error',
			'prefer-const': 'error',
			...lines(300),
		},
	},

	// Our own two rules.
	{
		files: ['**/*.{ts,mjs,js}'],
		plugins: { own: { rules: { layers, 'telling-names': tellingNames } } },
		rules: { 'own/layers': 'error', 'own/telling-names': 'error' },
	},

	// Lengths (design 4): a node is a table of contents, an operation does one thing.
	{ files: ['nodes/*/resources/**/*.ts', 'nodes/shared/fields/**/*.ts'], rules: lines(400) },
	{ files: ['nodes/**/*.node.ts'], rules: lines(150) },
	{ files: ['nodes/**/*.operation.ts'], rules: lines(120) },
	{ files: TESTS, rules: lines(500) },

	// What is published must pass the scanner's analysis of the built files; these rules say so before the build does.
	{
		files: PUBLISHED,
		plugins: communityRules.plugins,
		rules: {
			'no-console': 'error',
			'@n8n/community-nodes/no-restricted-globals': 'error',
			'@n8n/community-nodes/no-restricted-imports': 'error',
			'@n8n/community-nodes/no-dangerous-functions': 'error',
			'@n8n/community-nodes/no-hardcoded-secrets': 'error',
		},
	},
	{
		files: PUBLISHED,
		ignores: ['src/core/http/**'],
		rules: {
			'no-restricted-globals': ['error', ...['fetch', 'XMLHttpRequest', 'WebSocket'].map((name) => ({ name, message: 'There is one way out: src/core/http.' }))],
			'no-restricted-properties': ['error', { object: 'globalThis', property: 'fetch', message: 'There is one way out: src/core/http.' }],
		},
	},

	// n8n's rules for community nodes, as n8n's own command line puts them together, without support for n8n Cloud.
	{
		files: [...GLUE, 'package.json'],
		extends: [communityRules],
	},
	{ plugins: { 'n8n-nodes-base': n8nNodesPlugin } },
	{ files: ['package.json'], languageOptions: { parser: tseslint.parser }, rules: { ...n8nNodesPlugin.configs.community.rules } },
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesPlugin.configs.credentials.rules,
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesPlugin.configs.nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},

	// Tests must run, all of them.
	{
		files: TESTS,
		rules: {
			'no-restricted-syntax': ['error', {
				selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|failing)$/]',
				message: 'A test that does not run proves nothing.',
			}],
		},
	},
);
