import type { ICredentialDataDecryptedObject, IDataObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { redactor, withRedaction } from '../../src/core/http/redaction';
import type { RetryPolicy } from '../../src/core/http/retry';
import { createSageX3Client, type ClassChoice, type KnownSchemas, type SageX3Client } from '../../src/systems/sagex3';
import { keepSecret } from '../shared/context/discretion';
import { hint } from '../shared/context/execution-hints';
import { KeptByOwner } from '../shared/context/kept-by-owner';
import { nodeClock } from '../shared/context/node-clock';
import { nodeHttp } from '../shared/context/node-http';
import { placeIn, SAGEX3_SERVER } from '../shared/sagex3/sign-in/place-fields';
import { believing, connectionOf, uncheckedWarning } from '../shared/sign-in/server-certificate';
import { wayOf, type Way } from './sign-in/ways';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

const kept = new KeptByOwner<KnownSchemas>(nodeClock, () => new Map(), { keptMs: 10 * 60_000, mostOwners: 20 });

/** A field list has megabytes. What a user may see is shown to no other, so the credential's id and its secrets are part of the owner. */
const schemasOf = (context: Context, { credential, secrets }: Way, credentials: ICredentialDataDecryptedObject): KnownSchemas => {
	const { serverUrl, endpoint } = placeIn(credentials);
	return kept.of([credential, context.getNode().credentials?.[credential]?.id ?? null, serverUrl, endpoint, ...secrets(credentials)]);
};

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Class and representation of the one resource that the panel is about: most representations are the customer's own. */
const classesIn = ({ className, representation, analyticalClass, analyticalRepresentation }: IDataObject, resource: string): Readonly<Record<string, ClassChoice>> => {
	const choice = (class_: unknown, representation_: unknown): ClassChoice =>
		({ ...(text(class_) !== '' && { class: text(class_) }), ...(text(representation_) !== '' && { representation: text(representation_) }) });
	return { ...(resource !== '' && { [resource]: choice(className, representation) }), analyticalLines: choice(analyticalClass, analyticalRepresentation) };
};

interface Asking {
	readonly classes: Readonly<Record<string, ClassChoice>>;
	readonly signal?: AbortSignal;
	readonly retryPolicy?: RetryPolicy;
}

const clientFor = async (context: Context, { classes, ...more }: Asking): Promise<SageX3Client> => {
	const way = wayOf(context);
	const credentials = await context.getCredentials(way.credential);
	const secrets = way.secrets(credentials);
	keepSecret(context, ...secrets);
	const warning = uncheckedWarning(credentials, SAGEX3_SERVER);
	if (warning !== undefined && 'addExecutionHints' in context) hint(context, warning, 'warning');
	return createSageX3Client({
		http: withRedaction(believing(nodeHttp(context, connectionOf(credentials, SAGEX3_SERVER))), redactor(secrets)), clock: nodeClock,
		place: { ...placeIn(credentials), classes }, signIn: way.signIn(credentials), schemas: schemasOf(context, way, credentials), ...more,
	});
};

/** The clients of each run of a node, by the classes that its items name. The context lives as long as the run. */
const runs = new WeakMap<object, Map<string, Promise<SageX3Client>>>();

/** @throws what a wrong credential says */
export const executionClient = async (context: IExecuteFunctions, itemIndex: number, resource = ''): Promise<SageX3Client> => {
	const clients = runs.get(context) ?? new Map<string, Promise<SageX3Client>>();
	runs.set(context, clients);
	const signal = context.getExecutionCancelSignal();
	const classes = classesIn(context.getNodeParameter('options', itemIndex, {}) as IDataObject, resource);
	const key = JSON.stringify(classes);
	const client = clients.get(key) ?? clientFor(context, { classes, ...(signal && { signal }) });
	clients.set(key, client);
	return await client;
};

/** Nobody looks at a pick list for a minute. */
const EDITOR_PATIENCE: RetryPolicy = { maxAttempts: 2, firstStepMs: 1_000, longestStepMs: 2_000, longestRetryAfterMs: 5_000 };

/** For pick lists. */
export const editorClient = async (context: ILoadOptionsFunctions, resource = ''): Promise<SageX3Client> =>
	await clientFor(context, { classes: classesIn((context.getCurrentNodeParameter('options') ?? {}) as IDataObject, resource), retryPolicy: EDITOR_PATIENCE });
