import type { AnaplanOptions, TenantDefinition } from '../../../simulators/anaplan';
import type { RunningSimulator } from '../../../simulators/harness/server';
import type { Control } from '../../checker/simulator-control';
import type { CredentialFile, N8n } from '../../host/n8n';
import type { HistoryWatch } from '../../scenario/history-watch';
import type { ExampleFile } from '../../scenario/workflow-copies';
import type { Step } from '../step';

/** A simulated ERP. Flows that name the same one share it, and are played one after the other. */
export interface Erp {
	readonly title: string;
	readonly start: () => Promise<RunningSimulator>;
	/** By the address of its control surface. */
	readonly credentials: (url: string) => readonly CredentialFile[];
	/** The Anaplan tenant whose model has a place for its records. */
	readonly tenant: TenantDefinition;
	/** What somebody who is curious looks at first: a route of its control surface. */
	readonly look: string;
}

/** One system as a flow plays with it. */
export interface Played {
	readonly url: string;
	readonly control: Control;
	readonly watch: HistoryWatch;
}

/** Everything that one flow has running. */
export interface Scene {
	readonly n8n: N8n;
	readonly workflow: ExampleFile;
	readonly erp: Played;
	readonly anaplan: Played;
}

/** One flow of the product, as the demo plays it. The stage starts what it names, the steps do the rest; neither knows an ERP by name. */
export interface Flow {
	readonly name: string;
	readonly erp: Erp;
	/** File in examples/workflows. */
	readonly example: string;
	/** What its model holds from the start; every flow has a model of its own. */
	readonly seeds?: AnaplanOptions['seeds'];
	/** What people do in both systems before the first run. */
	readonly prepare?: (scene: Scene) => Promise<void>;
	/** In order; a step that goes wrong ends the flow, because the next ones build on it. */
	readonly steps: (scene: Scene) => readonly Step[];
}
