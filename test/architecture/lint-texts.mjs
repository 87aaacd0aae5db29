/**
 * Lints texts that are no files, by the project's own configuration. Reads `[{ file, text }]` from stdin, prints for each
 * the ids of the rules that refused it. Rules that need types are off: a text that is no file has none.
 */
import { ESLint } from 'eslint';

const cases = JSON.parse(await new Response(process.stdin).text());
const eslint = new ESLint({
	overrideConfig: {
		files: ['**/*.ts'],
		languageOptions: { parserOptions: { projectService: false } },
		rules: Object.fromEntries(['no-floating-promises', 'no-misused-promises', 'await-thenable'].map((rule) => [`@typescript-eslint/${rule}`, 'off'])),
	},
});

const refusals = [];
for (const { file, text } of cases) {
	const [{ messages }] = await eslint.lintText(text, { filePath: file });
	refusals.push(messages.filter(({ severity }) => severity === 2).map(({ ruleId, message }) => ruleId ?? message));
}
console.log(JSON.stringify(refusals));
