import { BUDGET } from '../../simulators/anaplan/seeds/budget';
import { DEFAULT_SERVER, type ServerDefinition } from '../../simulators/sagex3';
import { INTACCT_ACTUALS } from '../demo/flows/intacct';
import { play } from '../demo/play';
import type { DemoReport } from '../demo/report';
import { setTheStage } from '../demo/stage';
import type { CredentialFile } from '../host/n8n';
import { Planner, type Adjustment } from '../scenario/planner';
import { sage100Credential, sage300Credential, sageX3Credential, sageX3GatewayCredential } from '../scenario/simulated-credentials';
import { deliveredExample, type ExampleFile } from '../scenario/workflow-copies';
import { ACUMATICA_SCENES, JOURNAL_LINES, type AcumaticaSet } from './acumatica-scenes';
import type { Scene, Subject } from './camera';
import { setTheErpStage } from './erp-stage';
import { ranOn } from './run-once';
import { OTHER_CERTIFICATE, SAGE100_SCENES, type Sage100Set } from './sage100-scenes';
import { SAGE300_SCENES, UNCHECKED, type Sage300Set } from './sage300-scenes';
import { OTHER_SECRET, SAGEX3_SCENES, SHOWN, UNPAIRED, type SageX3Set } from './sagex3-scenes';
import { DEMO_SCENES, type DemoSet } from './scenes';
import { subjectsOn } from './subjects';

type Say = (line: string) => void;

/** A stage on which several pictures are taken. */
export interface Shoot<Set extends { readonly url: string } = { readonly url: string }> {
	readonly scenes: ReadonlyArray<Scene<Set>>;
	/** Sets the stage, plays what is to be seen, has it photographed, and clears up. */
	on(say: Say, photograph: (set: Set) => Promise<void>): Promise<void>;
}

const executionOf = ({ flows: [flow] }: DemoReport, workflowId: string, name: string): Subject => {
	const executionId = flow?.steps.find((step) => step.name === name)?.executionId;
	if (executionId === undefined) throw new Error(`the demo has no execution of its step "${name}"`);
	return { workflowId, executionId };
};

/** Sage Intacct and the examples that need no ERP beside it. */
export const DEMO: Shoot<DemoSet> = {
	scenes: DEMO_SCENES,
	on: async (say, photograph) => {
		const stage = await setTheStage({ port: undefined, flows: [INTACCT_ACTUALS] }, say);
		try {
			const report = await play(stage, say);
			const [intacct] = stage.flows;
			if (!report.ok || intacct === undefined) throw new Error(`the demo did not succeed, so there is nothing to show: ${report.flows[0]?.error}`);
			const seen = (step: string): Subject => executionOf(report, intacct.scene.workflow.id, step);
			const subjects = await subjectsOn(intacct.scene, say);
			await photograph({ url: stage.n8n.url, allMoved: seen('first run'), oneRejected: seen('a row that does not fit'), ...subjects });
		} finally {
			await stage.close();
		}
	},
};

/** As delivered, but for the file in which the lines of these nodes travel: items can be seen. */
const withItems = (example: ExampleFile, of: readonly string[]): ExampleFile => ({
	...example, nodes: example.nodes.map((node) => (of.includes(node.name) ? { ...node, parameters: { ...node.parameters, output: 'items' } } : node)),
});

/** The third way to sign in, before somebody has connected. */
const oauthCredential = (url: string): CredentialFile => ({
	id: 'erpAcumaticaOAu1', name: 'Acumatica by OAuth2', type: 'acumaticaOAuth2Api',
	data: {
		siteUrl: `${url}/HarborMills`, tenant: '', branch: '', endpoint: 'Default', version: '24.200.001',
		clientId: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01@HarborMills', clientSecret: 'secret-of-the-application',
	},
});

/** Acumatica, both ways. */
export const ACUMATICA: Shoot<AcumaticaSet> = {
	scenes: ACUMATICA_SCENES,
	on: async (say, photograph) => {
		const { n8n, close } = await setTheErpStage({ erp: 'acumatica', options: { switches: { immediateRelease: true } }, moreCredentials: (url) => [oauthCredential(url)] }, say);
		try {
			const actuals = await ranOn(n8n, withItems(deliveredExample('acumatica-actuals-to-anaplan.json'), [JOURNAL_LINES]), say);
			const budget = await ranOn(n8n, deliveredExample('anaplan-budget-to-acumatica.json'), say);
			await photograph({ url: n8n.url, actuals, budget });
		} finally {
			await close();
		}
	},
};

/** What accounts payable shall see: two documents of two vendors. */
const APPROVED: readonly Adjustment[] = [
	{ code: 'ADJ-1', vendor: 'V1040', document: 'INV-88310', account: '51020D20', date: '2026-06-30', amount: '40.00', reason: 'True-up of freight', approved: true },
	{ code: 'ADJ-2', vendor: 'V1041', document: 'INV-88311', account: '62000D10', date: '2026-06-30', amount: '-12.35', reason: 'Belongs to May', approved: true },
];

const uncheckedCredential = (url: string): CredentialFile => {
	const { type, data } = sage300Credential(url);
	return { ...UNCHECKED, type, data: { ...data, serverCertificate: 'unchecked' } };
};

/** Sage 300, both ways. */
export const SAGE300: Shoot<Sage300Set> = {
	scenes: SAGE300_SCENES,
	on: async (say, photograph) => {
		const { n8n, urls, close } = await setTheErpStage({ erp: 'sage300', moreCredentials: (url) => [uncheckedCredential(url)] }, say);
		try {
			await new Planner({ urls }).adjust(APPROVED);
			const commitments = await ranOn(n8n, deliveredExample('sage300-commitments-to-anaplan.json'), say);
			const adjustments = await ranOn(n8n, deliveredExample('anaplan-adjustments-to-sage300.json'), say);
			await photograph({ url: n8n.url, commitments, adjustments });
		} finally {
			await close();
		}
	},
};

/** With the fingerprint of a certificate that the agent does not have. */
const otherCertificate = (url: string): CredentialFile => {
	const { type, data } = sage100Credential(url);
	return { ...OTHER_CERTIFICATE, type, data: { ...data, fingerprint: 'A1'.repeat(32) } };
};

/** Of amounts this large Sage 100 holds one in an entry: the line that balances several would not fit. */
const LARGEST = '98765432109876.54';
const fitting = BUDGET.filter(({ amount }) => amount === LARGEST).map(({ account, department, month }) => ({
	account: account[0], department: department[0], month, version: 'Budget' as const, lineItem: 'Amount' as const, value: '76543.21',
}));

/** Sage 100, both ways. */
export const SAGE100: Shoot<Sage100Set> = {
	scenes: SAGE100_SCENES,
	on: async (say, photograph) => {
		const { n8n, urls, close } = await setTheErpStage({ erp: 'sage100', moreCredentials: (url) => [otherCertificate(url)] }, say);
		try {
			await new Planner({ urls }).write(fitting);
			const actuals = await ranOn(n8n, deliveredExample('sage100-actuals-to-anaplan.json'), say);
			const budget = await ranOn(n8n, deliveredExample('anaplan-budget-to-sage100.json'), say);
			await photograph({ url: n8n.url, actuals, budget });
		} finally {
			await close();
		}
	},
};

/** A pairing that the customer has still to accept. */
const unpairedCredential = (url: string): CredentialFile => {
	const { type, data } = sageX3GatewayCredential(url);
	return {
		...UNPAIRED, type,
		data: { ...data, beginsWith: 'pairing', refreshToken: '', customer: 'https://x3.linden.example', redirectUri: 'https://n8n.example.com/webhook/sage-x3-pairing', dataAccess: 'businessDomain.ALL', pairingAnswer: '' },
	};
};

const otherSecret = (url: string): CredentialFile => {
	const { type, data } = sageX3Credential(url);
	return { ...OTHER_SECRET, type, data: { ...data, clientSecret: 'secret of another application' } };
};

/** Of the ordinary entries some of a French site, whose accounts the workspace maps: what is read is looked at as items. */
const SMALL_SERVER: ServerDefinition = {
	...DEFAULT_SERVER,
	folders: DEFAULT_SERVER.folders.map((folder) => ({ ...folder, entries: folder.entries.filter(({ type, site, number }) => type !== 'PUR' || (site === 'LF1' && /00[1-9]\d$/.test(number))) })),
};

/** Sage X3, which is only read. */
export const SAGEX3: Shoot<SageX3Set> = {
	scenes: SAGEX3_SCENES,
	on: async (say, photograph) => {
		const moreCredentials = (url: string): CredentialFile[] => [otherSecret(url), unpairedCredential(url)];
		const { n8n, close } = await setTheErpStage({ erp: 'sagex3', options: { model: SMALL_SERVER }, moreCredentials }, say);
		try {
			await photograph({ url: n8n.url, close: await ranOn(n8n, withItems(deliveredExample('sagex3-close-to-anaplan.json'), SHOWN), say) });
		} finally {
			await close();
		}
	},
};
