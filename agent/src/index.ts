export { type AgentClock, systemClock } from './agent-clock';
export { type AgentLog, type LogFacts, type LogLevel } from './agent-log';
export { DEFAULTS, type Settings } from './config/settings';
export { ContractChecks } from './contract/checks';
export { type Contract, type Operation, readContract, shippedContract } from './contract/document';
export { type Caller, type KeyFacts, KeyStore, type Right, RIGHTS } from './keys/key-store';
export { type RunningAgent, type StartOptions, startAgent } from './start-agent';
export * from './sage/port';
