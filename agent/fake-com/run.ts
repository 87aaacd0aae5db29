/** A Sage 100 to start an agent against by hand: prints what goes into its `agent.json`, and runs until it is stopped. */
import { startFakeSage } from './start';

const run = async (): Promise<void> => {
	const sage = await startFakeSage();
	const section = {
		home: 'C:\\Sage\\MAS90\\Home', com: 'module', comModule: sage.modulePath, user: 'AGENT', passwordFile: 'sage.password', timeZone: 'America/New_York',
		companies: ['ABC', 'XYZ', '5IV', 'MIX'],
	};
	console.log(JSON.stringify({ port: 8443, listen: '127.0.0.1', sage: section }, null, '\t'));
	console.error(`The password of AGENT is Agent-Secret-1. Control: ${sage.url}/__sim/state. Ends with Ctrl+C.`);
	const alive = setInterval(() => undefined, 60_000);
	const stop = (): void => {
		clearInterval(alive);
		void sage.stop();
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
};

void run();
