import type { SimulatorContext } from '../harness/server';
import { OAuthService } from './auth/oauth';
import { Sessions } from './auth/sessions';
import { ModelState } from './engine/model-state';
import { FileStore } from './files/file-store';
import { LaterActs } from './control/later-acts';
import { RateBucket } from './http/rate-bucket';
import { DumpStore } from './imports/dump-store';
import type { ModelDefinition, TenantDefinition, UserDefinition } from './model/types';
import { SEEDS, type SeedName } from './seeds';
import { Switches } from './switches';
import { TaskQueue } from './tasks/task-queue';
import { ReadRequests } from './views/read-request-store';

/** Everything that belongs to one model and dies with a reset. */
export class ModelWorld {
	readonly state: ModelState;
	readonly files: FileStore;
	readonly dumps: DumpStore;
	readonly tasks: TaskQueue;
	readonly reads: ReadRequests;

	constructor(readonly world: World, definition: ModelDefinition) {
		const { clock, history } = world.context;
		this.state = new ModelState(definition, clock.now(), () => world.switches.values.versionsName);
		this.files = new FileStore(definition, clock, history, world.switches);
		this.dumps = new DumpStore(clock, world.switches);
		this.tasks = new TaskQueue(clock, history, world.switches);
		this.reads = new ReadRequests(clock, world.switches);
	}

	get definition(): ModelDefinition {
		return this.state.definition;
	}

	/** Lists, modules and exports that were not there at the start. */
	extend(more: Pick<ModelDefinition, 'lists' | 'modules' | 'exports'>): void {
		this.state.extend(more);
		for (const one of more.exports) this.files.addOutput(one);
	}

	modifiedBy(user: Pick<UserDefinition, 'guid'>): void {
		this.state.modified(this.world.context.clock.now(), user.guid);
	}
}

/** The tenant as it stands. */
export class World {
	readonly switches: Switches;
	readonly bucket: RateBucket;
	readonly later: LaterActs;
	sessions: Sessions;
	oauth: OAuthService;
	models: ModelWorld[];

	constructor(
		readonly context: SimulatorContext, readonly tenant: TenantDefinition, switches: Record<string, unknown> = {},
		private readonly seeds: readonly SeedName[] = [],
	) {
		this.switches = new Switches(switches);
		this.bucket = new RateBucket(context.clock, this.switches);
		this.later = new LaterActs();
		this.sessions = new Sessions(context, this.switches);
		this.oauth = new OAuthService(context, tenant, this.switches, this.sessions);
		this.models = this.freshModels();
	}

	baseUrl(): string {
		return this.context.baseUrl();
	}

	/** Back to the beginning: data, files, tasks, dumps, switches; logins too unless they are to be kept. */
	reset(keepSessions: boolean): void {
		for (const model of this.models) model.tasks.abandon();
		this.switches.reset();
		this.bucket.refill();
		this.later.forget();
		if (!keepSessions) {
			this.sessions = new Sessions(this.context, this.switches);
			this.oauth = new OAuthService(this.context, this.tenant, this.switches, this.sessions);
		}
		this.models = this.freshModels();
	}

	private freshModels(): ModelWorld[] {
		const models = this.tenant.models.map((model) => new ModelWorld(this, model));
		const [first] = models;
		if (first !== undefined) for (const name of this.seeds) SEEDS[name](first);
		return models;
	}

	/** By exact id: model ids are upper case, workspace ids lower case, and neither is folded (reference anaplan 4). */
	model(id: string): ModelWorld | undefined {
		return this.models.find((model) => model.state.id === id);
	}

	user(email: string): UserDefinition | undefined {
		return this.tenant.users.find((user) => user.email === email);
	}

	hasNoAccess(user: UserDefinition): boolean {
		return this.switches.values.noAccess.includes(user.email);
	}
}
