import { acumaticaCredential, intacctCredential, sage100Credential, sage300Credential, sageX3BasicCredential, sageX3ClientCredential, sageX3Credential, sageX3GatewayCredential } from '../../e2e/scenario/simulated-credentials';
import { startAcumatica } from '../../simulators/acumatica';
import { startIntacct } from '../../simulators/intacct';
import { startSage100 } from '../../simulators/sage100';
import { startSage300 } from '../../simulators/sage300';
import { startSageX3 } from '../../simulators/sagex3';

/**
 * The ERPs that a test in n8n's own engine can have beside Anaplan, with the credentials that fit them: one user, signed in as the node does
 * when nothing else is chosen. One more is one more entry.
 */
export const ERPS = {
	acumatica: { start: startAcumatica, credentials: [acumaticaCredential] },
	intacct: { start: startIntacct, credentials: [intacctCredential] },
	sage100: { start: startSage100, credentials: [sage100Credential] },
	sage300: { start: startSage300, credentials: [sage300Credential] },
	sagex3: { start: startSageX3, credentials: [sageX3Credential, sageX3BasicCredential, sageX3GatewayCredential, sageX3ClientCredential] },
};

export type ErpName = keyof typeof ERPS;

/** What the simulators of ERPs are started with. */
export type ErpOptions = { readonly [E in ErpName]?: Parameters<(typeof ERPS)[E]['start']>[0] };
