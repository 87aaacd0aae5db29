import { FatalError } from '../../../core/errors';
import { jsonText, type JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';

/** The contract that this client was written from: docs/sage-100-agent.openapi.yaml. Minor numbers only add to it. */
export const CONTRACT = { major: 1, leastMinor: 1 } as const;

export interface AgentHealth {
	readonly agentVersion: string;
	readonly contractVersion: string;
}

const refuse = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'agree with the agent on the contract', said, remedy });

/** @throws FatalError for an agent of another contract, or for something that is no agent */
export const checkContract = (health: JsonObject): AgentHealth => {
	const [agentVersion, contractVersion] = [jsonText(health.agentVersion), jsonText(health.contractVersion)];
	const [, major, minor] = /^(\d{1,6})\.(\d{1,6})(?:\.|$)/.exec(contractVersion) ?? [];
	if (major === undefined || minor === undefined) {
		throw refuse('the answer names no contract version, so it is no Sage 100 agent', 'Check the address in the credential.');
	}
	const speaks = `the agent (version ${agentVersion || 'unknown'}) speaks contract ${contractVersion}, this node speaks ${CONTRACT.major}.${CONTRACT.leastMinor}`;
	if (Number(major) > CONTRACT.major) throw refuse(speaks, 'Update this node, or install an agent of the older contract.');
	if (Number(major) < CONTRACT.major || Number(minor) < CONTRACT.leastMinor) throw refuse(speaks, 'Update the agent on the Sage server.');
	return { agentVersion, contractVersion };
};
