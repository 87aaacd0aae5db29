/**
 * The direction of imports (design 4):
 *
 *   credentials, nodes/<X> → nodes/shared → src/{sync, mapping, systems/<S>} → src/{contracts, core} → node:
 *
 * Rooms of one layer never import one another; simulators and src share nothing; what we publish imports nothing of
 * what we only develop with. The Sage 100 agent is a package of its own: it imports nothing of ours, and its fake COM
 * objects know nothing of it. The simulated Sage 100 is both together.
 */
import path from 'node:path';

/** Most specific first. `room` tells neighbours of one layer apart; `below` lists what a file may import beside its own room. */
const LAYERS = [
	{ name: 'core', room: /^src\/(core)\//, below: ['core'] },
	{ name: 'core', room: /^src\/(contracts)(\.ts)?$/, below: ['core'] },
	{ name: 'system', room: /^src\/systems\/([^/]+)(\/|$)/, below: ['core'] },
	{ name: 'sync', room: /^src\/(sync)(\/|$)/, below: ['core'] },
	{ name: 'mapping', room: /^src\/(mapping)(\/|$)/, below: ['core'] },
	{ name: 'core', room: /^src\/(core)$/, below: ['core'] },
	{ name: 'node glue', room: /^nodes\/(shared)(\/|$)/, below: ['system', 'sync', 'mapping', 'core'] },
	{ name: 'node', room: /^nodes\/([^/]+)(\/|$)/, below: ['node glue', 'system', 'sync', 'mapping', 'core'] },
	{ name: 'credential', room: /^(credentials)(\/|$)/, below: ['node glue', 'system', 'sync', 'mapping', 'core'] },
	{ name: 'agent', room: /^(agent\/src)(\/|$)/, below: [] },
	{ name: 'fake com', room: /^(agent\/fake-com)(\/|$)/, below: [] },
	{ name: 'simulator', room: /^(simulators)(\/|$)/, below: ['agent', 'fake com'] },
	{ name: 'development', room: /^(test|e2e|bench|scripts|examples|docs)(\/|$)/, below: ['node', 'credential', 'node glue', 'system', 'sync', 'mapping', 'core', 'simulator', 'agent', 'fake com', 'development'] },
];

const KNOWS_N8N = new Set(['node', 'node glue', 'credential', 'development']);

function placeOf(file) {
	for (const { name, room, below } of LAYERS) {
		const found = room.exec(file);
		if (found) return { layer: name, room: found[1], below };
	}
	return undefined;
}

export const layers = {
	meta: {
		type: 'problem',
		schema: [],
		messages: {
			upwards: '{{from}} must not import {{to}}: imports lead from nodes to src and from its rooms to contracts and core, never back or sideways.',
			n8n: '{{from}} must not know n8n: only nodes/ and credentials/ import {{to}}.',
			outside: '{{from}} must not import {{to}}: it belongs to none of the layers.',
		},
	},
	create(context) {
		const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
		const from = placeOf(file);
		if (from === undefined) return {};

		const check = (node, wanted) => {
			if (typeof wanted !== 'string') return;
			if (!wanted.startsWith('.')) {
				if (/^n8n-(workflow|core|nodes-base)(\/|$)/.test(wanted) && !KNOWS_N8N.has(from.layer)) {
					context.report({ node, messageId: 'n8n', data: { from: `${from.layer} (${file})`, to: wanted } });
				}
				return;
			}
			const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), wanted));
			const to = placeOf(target);
			if (to === undefined) {
				if (from.layer !== 'development') context.report({ node, messageId: 'outside', data: { from: `${from.layer} (${file})`, to: target } });
				return;
			}
			const sameRoom = to.layer === from.layer && to.room === from.room;
			if (!sameRoom && !from.below.includes(to.layer)) {
				context.report({ node, messageId: 'upwards', data: { from: `${from.layer} (${file})`, to: `${to.layer} (${target})` } });
			}
		};

		const checkSource = (node) => node.source && check(node, node.source.value);
		return {
			ImportDeclaration: checkSource,
			ExportNamedDeclaration: checkSource,
			ExportAllDeclaration: checkSource,
			ImportExpression: checkSource,
			TSImportType: (node) => check(node, node.source?.value ?? node.argument?.literal?.value),
			TSExternalModuleReference: (node) => check(node, node.expression.value),
			"CallExpression[callee.name='require']": (node) => check(node, node.arguments[0]?.value),
		};
	},
};
