import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startN8n, type CredentialFile, type WorkflowFile } from '../../e2e/host/n8n';
import { BUILD } from '../../e2e/host/places';

export interface FlowMeasured {
	readonly seconds: number;
	/** Of the n8n process alone; the process that runs Code nodes is not in it. */
	readonly peakBytes: number;
	/** Of what n8n started: the runner of Code nodes. */
	readonly besideBytes: number;
	readonly idleBytes: number;
}

export interface FlowRun {
	readonly name: string;
	readonly webhook: string;
	readonly workflow: WorkflowFile;
	readonly credentials: readonly CredentialFile[];
	readonly packageFolder: string;
}

const LOOK_MS = 200;
const LONGEST_MS = 900_000;
/**
 * Node clears away what the start of n8n left behind only after some seconds of rest. Without the rest the garbage of
 * the start raises the limit up to which new garbage may grow, and the peak is that of the start and not of the flow.
 */
const SETTLE_MS = 20_000;

/** n8n's own settings, not those of the host for tests: progress is not saved after each node, which would cost the peer more than us. */
const SETTINGS = { executionOrder: 'v1' };

/**
 * One run of one workflow in a fresh n8n, started by webhook. Time goes from the call to the end that n8n reports;
 * memory counts from just before the call, because loading n8n takes more than some workflows do.
 */
export async function measuredRun({ name, webhook, workflow, credentials, packageFolder }: FlowRun): Promise<FlowMeasured> {
	const userFolder = path.join(BUILD, 'bench', name);
	rmSync(userFolder, { recursive: true, force: true });
	const n8n = await startN8n({ userFolder, packageFolder, env: { EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'false' } });
	try {
		await n8n.importCredentials(credentials);
		await n8n.importWorkflows([{ ...workflow, settings: SETTINGS }]);
		await n8n.activate(workflow.id);
		await sleep(SETTLE_MS);
		n8n.forgetMemoryPeak();
		const idleBytes = n8n.memoryPeak().main;
		const beganAt = performance.now();
		const { status } = await n8n.runWebhook(webhook, { body: {} });
		if (status !== 200) throw new Error(`The webhook of ${name} answered ${status}.`);
		for (;;) {
			await sleep(LOOK_MS);
			// An n8n that is busy with many items does not answer for a while.
			const [latest] = await n8n.executions({ workflowId: workflow.id }).catch(() => []);
			const seconds = (performance.now() - beganAt) / 1000;
			if (latest?.status === 'success') {
				const { main, children } = n8n.memoryPeak();
				return { seconds, peakBytes: main, besideBytes: children, idleBytes };
			}
			if (latest !== undefined && ['error', 'crashed', 'canceled'].includes(latest.status)) {
				throw new Error(`${name} ended with ${latest.status}: ${JSON.stringify((await n8n.execution(latest.id)).error)?.slice(0, 2_000)}\n${n8n.log(10)}`);
			}
			if (seconds * 1000 > LONGEST_MS) throw new Error(`${name} did not end.\n${n8n.log(10)}`);
		}
	} finally {
		await n8n.shutDown();
	}
}
