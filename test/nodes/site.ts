import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, IRun, WorkflowExecuteMode } from 'n8n-workflow';
import { AnaplanApi } from '../../credentials/AnaplanApi.credentials';
import { SageIntacctApi } from '../../credentials/SageIntacctApi.credentials';
import { Anaplan } from '../../nodes/Anaplan/Anaplan.node';
import { AnaplanMapping } from '../../nodes/AnaplanMapping/AnaplanMapping.node';
import { SageIntacct } from '../../nodes/SageIntacct/SageIntacct.node';
import type { RunningSimulator } from '../../simulators/harness/server';
import { startAnaplan } from '../../simulators/anaplan';
import { startIntacct } from '../../simulators/intacct';
import { runWorkflow, type EngineWorkflow } from './engine/run-workflow';

export const exampleWorkflow = (file: string): EngineWorkflow => JSON.parse(readFileSync(join(__dirname, '../../examples/workflows', file), 'utf8')) as EngineWorkflow;

/** Both simulators, the credentials that fit them, and one workflow's static data between runs. */
export class Site {
	readonly staticData: IDataObject = {};

	private constructor(readonly intacct: RunningSimulator, readonly anaplan: RunningSimulator, readonly credentials: Record<string, IDataObject>) {}

	static async open(options: { intacct?: Parameters<typeof startIntacct>[0]; anaplan?: Parameters<typeof startAnaplan>[0] } = {}): Promise<Site> {
		const intacct = await startIntacct(options.intacct ?? {});
		const anaplan = await startAnaplan(options.anaplan ?? {});
		return new Site(intacct, anaplan, {
			sageIntacctApi: {
				senderId: 'bluefin-ws', senderPassword: 'sender-secret', companyId: 'BluefinTools', userId: 'ws_anaplan', userPassword: 'user-secret',
				entityId: '', clientCompanyId: '', gatewayUrl: `${intacct.url}/ia/xml/xmlgw.phtml`, trustedDomain: 'intacct.com', checkedAt: '',
			},
			anaplanApi: { token: '', user: 'integration@example.com', password: 'anaplan-password', apiUrl: anaplan.url, authUrl: anaplan.url },
		});
	}

	async run(workflow: EngineWorkflow, options: { mode?: WorkflowExecuteMode; startNode?: string } = {}): Promise<IRun> {
		return await runWorkflow(workflow, {
			nodeTypes: { 'n8n-nodes-erp-anaplan.sageIntacct': new SageIntacct(), 'n8n-nodes-erp-anaplan.anaplan': new Anaplan(), 'n8n-nodes-erp-anaplan.anaplanMapping': new AnaplanMapping() },
			credentialTypes: { sageIntacctApi: new SageIntacctApi(), anaplanApi: new AnaplanApi() },
			credentials: this.credentials as never,
			mode: options.mode,
			staticData: this.staticData,
			startNode: options.startNode ?? 'Test this workflow',
		});
	}

	async close(): Promise<void> {
		await Promise.all([this.intacct.close(), this.anaplan.close()]);
	}
}
