import { instantText } from '../agent-clock';
import { type TlsIdentity } from '../tls/certificate';

export interface StatusFacts {
	readonly agentVersion: string;
	readonly contractVersion: string;
	readonly startedAt: string;
	readonly now: number;
	readonly identity: TlsIdentity;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/**
 * For people: nothing of the business, no key, no company, so it may be seen by whoever reaches the port. The certificate stands there too, which
 * every handshake shows anyway: a client that was given the fingerprint takes it from here, and believes it only if the fingerprint fits.
 */
export const statusPage = ({ agentVersion, contractVersion, startedAt, now, identity }: StatusFacts): string => {
	const facts: ReadonlyArray<readonly [string, string]> = [
		['State', 'The agent is running. Whether Sage 100 can be reached tells GET /v1/health/ready, with a key.'],
		['Agent', agentVersion],
		['Contract', contractVersion],
		['Started', startedAt],
		['Time of this machine', instantText(now)],
		['SHA-256 fingerprint', identity.fingerprint],
		['Certificate', identity.own ? 'made by the agent at its first start' : 'configured by the administrator'],
		['Certificate valid until', instantText(identity.validTo.getTime())],
	];
	const rows = facts.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join('\n');
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sage 100 agent</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 50rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; padding: .5rem 1.5rem .5rem 0; vertical-align: top; white-space: nowrap; }
td { padding: .5rem 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
tr + tr { border-top: 1px solid #ddd; }
pre { overflow-x: auto; font-size: 13px; }
@media (prefers-color-scheme: dark) { body { color: #e8e8e8; background: #161616; } tr + tr { border-color: #3a3a3a; } }
</style>
</head>
<body>
<h1>Sage 100 agent</h1>
<table>
${rows}
</table>
<h2>Certificate (PEM)</h2>
<pre>${escaped(identity.certificate.trim())}</pre>
</body>
</html>
`;
};
