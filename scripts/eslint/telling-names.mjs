/** A name says the role of a file. These say nothing, and a file so called grows into a drawer. */
import path from 'node:path';

const EMPTY = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc']);

export const tellingNames = {
	meta: { type: 'problem', schema: [], messages: { empty: '"{{word}}" does not tell what {{file}} is for.' } },
	create(context) {
		const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
		return {
			Program(node) {
				const word = file.toLowerCase().split(/[/.\-_]/).find((part) => EMPTY.has(part));
				if (word !== undefined) context.report({ node, messageId: 'empty', data: { word, file } });
			},
		};
	},
};
