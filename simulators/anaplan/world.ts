import type { SimulatorContext } from '../harness/server';
import { OAuthService } from './auth/oauth';
import { Sessions } from './auth/sessions';
import { ModelState } from './engine/model-state';
import { FileStore } from './files/file-store';
import { RateBucket } from './http/rate-bucket';
import { DumpStore } from './imports/dump-store';
import type { ModelDefinition, TenantDefinition, UserDefinition } from './model/types';
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

	constructor(readonly world: World, readonly definition: ModelDefinition) {
		const { clock, history } = world.context;
		this.state = new ModelState(definition, clock.now());
		this.files = new FileStore(definition, clock, history, world.switches);
		this.dumps = new DumpStore(clock, world.switches);
		this.tasks = new TaskQueue(clock, history, world.switches);
		this.reads = new ReadRequests(clock, world.switches);
	}
}

/** The tenant as it stands. */
export class World {
	readonly switches: Switches;
	readonly bucket: RateBucket;
	sessions: Sessions;
	oauth: OAuthService;
	models: ModelWorld[];

	constructor(readonly context: SimulatorContext, readonly tenant: TenantDefinition, switches: Record<string, unknown> = {}) {
		this.switches = new Switches(switches);
		this.bucket = new RateBucket(context.clock, this.switches);
		this.sessions = new Sessions(context, this.switches);
		this.oauth = new OAuthService(context, tenant, this.switches, this.sessions);
		this.models = tenant.models.map((model) => new ModelWorld(this, model));
	}

	baseUrl(): string {
		return this.context.baseUrl();
	}

	/** Back to the beginning: data, files, tasks, dumps, switches; logins too unless they are to be kept. */
	reset(keepSessions: boolean): void {
		for (const model of this.models) model.tasks.abandon();
		this.switches.reset();
		this.bucket.refill();
		if (!keepSessions) {
			this.sessions = new Sessions(this.context, this.switches);
			this.oauth = new OAuthService(this.context, this.tenant, this.switches, this.sessions);
		}
		this.models = this.tenant.models.map((model) => new ModelWorld(this, model));
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
