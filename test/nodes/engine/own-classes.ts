import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import type { OperationTable } from '../../../nodes/shared/routing/operation';

const ROOT = path.join(__dirname, '../../..');

interface Manifest {
	readonly name: string;
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;

/** `dist/nodes/X/X.node.js` → an instance of the class `X` in `nodes/X/X.node.ts`. */
const instanceOf = <T>(built: string): { readonly className: string; readonly made: T } => {
	const className = path.basename(built).split('.')[0] ?? '';
	const found = jest.requireActual<Readonly<Record<string, new () => T>>>(path.join(ROOT, built.replace(/^dist\//, '').replace(/\.js$/, '.ts')))[className];
	if (!found) throw new Error(`package.json lists ${built}, and its source has no class ${className}`);
	return { className, made: new found() };
};

export interface OwnNode {
	/** Of the folder and of the class. */
	readonly folder: string;
	/** As workflows name it. */
	readonly type: string;
	readonly node: INodeType;
	readonly operations: OperationTable;
}

/** Every node that the manifest lists: a test over all of them sees a new one without being told. */
export const OWN_NODES: readonly OwnNode[] = manifest.n8n.nodes.map((built) => {
	const { className: folder, made: node } = instanceOf<INodeType>(built);
	const { operations } = jest.requireActual<{ readonly operations: OperationTable }>(path.join(ROOT, 'nodes', folder, 'actions/operations.ts'));
	return { folder, type: `${manifest.name}.${node.description.name}`, node, operations };
});

/** Every credential that the manifest lists. */
export const OWN_CREDENTIALS: readonly ICredentialType[] = manifest.n8n.credentials.map((built) => instanceOf<ICredentialType>(built).made);

/** By the last part of its type, as workflows name it. */
export const ownNode = (name: string): OwnNode => {
	const found = OWN_NODES.find(({ node }) => node.description.name === name);
	if (!found) throw new Error(`the manifest lists no node ${name}`);
	return found;
};

/** The credential that a node asks for with these parameters; none where it asks for none. */
export const credentialFor = ({ node: { description } }: OwnNode, parameters: Readonly<Record<string, unknown>>): string | undefined => {
	const way = parameters.authentication ?? description.properties.find(({ name }) => name === 'authentication')?.default;
	return description.credentials?.find(({ displayOptions }) => displayOptions?.show?.authentication?.includes(way as string) ?? true)?.name;
};
