import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from './pages';

/** Stands where the code puts in what differs from case to case; no text of the code holds it. */
const GAP = '\u0000';

/** Every text that a piece of source code holds, and the patterns by which its tables know words of another system. */
export interface Spoken {
	readonly texts: readonly string[];
	readonly patterns: readonly RegExp[];
}

const textOf = (node: ts.Node): string => {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map((span) => GAP + span.literal.text).join('');
	if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
	if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return textOf(node.left) + textOf(node.right);
	return GAP;
};

const speaks = (node: ts.Node): boolean =>
	ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken);

const textsIn = (file: string): string[] => {
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (speaks(node)) texts.push(textOf(node));
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022));
	return texts;
};

/** @param folders below the root, such as `src/systems/anaplan` */
export const textsBy = (folders: readonly string[]): readonly string[] => folders.flatMap((folder) =>
	readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).flatMap((entry) => textsIn(join(entry.parentPath, entry.name))));

/** Pieces of a quotation between its dots, in their order. */
const holds = (text: string, pieces: readonly string[]): boolean => {
	let from = 0;
	return pieces.every((piece) => {
		const at = text.indexOf(piece, from);
		from = at + piece.length;
		return at >= 0;
	});
};

/** Whether the code says this; `…` stands for anything, also for what the code puts in. */
export const isSaid = ({ texts }: Spoken, quotation: string): boolean => {
	const pieces = quotation.split('…').filter((piece) => piece.trim() !== '');
	return pieces.length > 0 && texts.some((text) => holds(text, pieces));
};

/** Whether the code knows these words of another system: it has them as a text, or one of its patterns finds them. */
export const isKnown = (spoken: Spoken, quotation: string): boolean =>
	isSaid(spoken, quotation) || spoken.patterns.some((pattern) => pattern.test(quotation));
