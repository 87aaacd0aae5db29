import type { ICredentialDataDecryptedObject, IDataObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { RetryPolicy } from '../../src/core/http/retry';
import { createSageX3Client, type ClassChoice, type Folder, type KnownSchemas, type SageX3Client, type SageX3Place } from '../../src/systems/sagex3';
import { keepSecret } from '../shared/context/discretion';
import { hint } from '../shared/context/execution-hints';
import { KeptByOwner } from '../shared/context/kept-by-owner';
import { nodeClock } from '../shared/context/node-clock';
import { SAGEX3_SERVER } from '../shared/sagex3/sign-in/place-fields';
import type { Asking } from '../shared/sagex3/sign-in/stored-token';
import { uncheckedWarning } from '../shared/sign-in/server-certificate';
import { foldersBy } from './sign-in/folders';
import { connectionFor } from './sign-in/signed-connection';
import { wayOf, type Way } from './sign-in/ways';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** What one identity has learned about one folder: field lists, which have megabytes, and where the gateway has it read. */
interface Learned {
	readonly schemas: KnownSchemas;
	place?: SageX3Place;
}

const kept = new KeptByOwner<Learned>(nodeClock, () => ({ schemas: new Map() }), { keptMs: 10 * 60_000, mostOwners: 20 });

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What a user may see is shown to no other, so the credential's id and who is signed in are part of the owner. */
const learnedBy = (context: Context, { credential, identity }: Way, credentials: ICredentialDataDecryptedObject): Learned => {
	const where = ['serverUrl', 'gatewayUrl', 'endpoint', 'graphqlUrl', 'api'].map((name) => text(credentials[name]));
	return kept.of([credential, context.getNode().credentials?.[credential]?.id ?? null, ...where, ...identity(credentials)]);
};

/** Class and representation of the one resource that the panel is about: most representations are the customer's own. */
const classesIn = ({ className, representation, analyticalClass, analyticalRepresentation }: IDataObject, resource: string): Readonly<Record<string, ClassChoice>> => {
	const choice = (class_: unknown, representation_: unknown): ClassChoice =>
		({ ...(text(class_) !== '' && { class: text(class_) }), ...(text(representation_) !== '' && { representation: text(representation_) }) });
	return { ...(resource !== '' && { [resource]: choice(className, representation) }), analyticalLines: choice(analyticalClass, analyticalRepresentation) };
};

/** The credential, with the folder that the panel names in place of its own. */
const credentialsOf = async (context: Context, { credential, secrets }: Way, folder: string): Promise<ICredentialDataDecryptedObject> => {
	const credentials = await context.getCredentials(credential);
	keepSecret(context, ...secrets(credentials));
	const warning = uncheckedWarning(credentials, SAGEX3_SERVER);
	if (warning !== undefined && 'addExecutionHints' in context) hint(context, warning, 'warning');
	return folder === '' ? credentials : { ...credentials, endpoint: folder };
};

interface Wanted extends Asking {
	readonly classes: Readonly<Record<string, ClassChoice>>;
	readonly folder: string;
}

const clientFor = async (context: Context, { classes, folder, ...asking }: Wanted): Promise<SageX3Client> => {
	const way = wayOf(context);
	const credentials = await credentialsOf(context, way, folder);
	const { http, signIn, place } = connectionFor(context, way, credentials);
	const learned = learnedBy(context, way, credentials);
	learned.place ??= await place(asking);
	return createSageX3Client({ http, clock: nodeClock, place: { ...learned.place, classes }, signIn, schemas: learned.schemas, ...asking });
};

/** The clients of each run of a node, by what its items name. The context lives as long as the run. */
const runs = new WeakMap<object, Map<string, Promise<SageX3Client>>>();

/** @throws what a wrong credential says */
export const executionClient = async (context: IExecuteFunctions, itemIndex: number, resource = ''): Promise<SageX3Client> => {
	const clients = runs.get(context) ?? new Map<string, Promise<SageX3Client>>();
	runs.set(context, clients);
	const signal = context.getExecutionCancelSignal();
	const classes = classesIn(context.getNodeParameter('options', itemIndex, {}) as IDataObject, resource);
	const folder = text(context.getNodeParameter('folder', itemIndex, ''));
	const key = JSON.stringify([classes, folder]);
	const client = clients.get(key) ?? clientFor(context, { classes, folder, ...(signal && { signal }) });
	clients.set(key, client);
	return await client;
};

/** Nobody looks at a pick list for a minute. */
const EDITOR_PATIENCE: RetryPolicy = { maxAttempts: 2, firstStepMs: 1_000, longestStepMs: 2_000, longestRetryAfterMs: 5_000 };

/** For pick lists. */
export const editorClient = async (context: ILoadOptionsFunctions, resource = ''): Promise<SageX3Client> => await clientFor(context, {
	classes: classesIn((context.getCurrentNodeParameter('options') ?? {}) as IDataObject, resource), folder: text(context.getCurrentNodeParameter('folder')), retryPolicy: EDITOR_PATIENCE,
});

/** @throws FatalError where nobody lists folders, and what the gateway refuses */
export const foldersFor = async (context: Context): Promise<{ readonly folders: readonly Folder[]; readonly chosen: string }> => {
	const way = wayOf(context);
	const credentials = await credentialsOf(context, way, '');
	return { folders: await foldersBy(way, connectionFor(context, way, credentials), credentials), chosen: text(credentials.endpoint) };
};
