import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/core/clock';
import { fetchHttp } from '../../src/core/http/fetch-http';
import { basicLoginRequest, createAnaplanClient, TokenSession, withAnaplanToken } from '../../src/systems/anaplan';
import { TARGET } from '../memory/target';
import { printCost } from './measured-upload';

/** Ours: the file is read as a stream, chunks are packed and sent a few at a time, all with the defaults. */
const [url = '', file = ''] = process.argv.slice(2);

const main = async (): Promise<void> => {
	const clock = systemClock(sleep);
	const session = new TokenSession({ http: fetchHttp(), clock, authUrl: url, login: () => basicLoginRequest(url, TARGET.user, TARGET.password) });
	const client = createAnaplanClient({ http: withAnaplanToken(fetchHttp(), session), clock, apiUrl: url });
	await client.metadata.me();
	await printCost(async () => (await client.uploadFile({ ...TARGET, source: createReadStream(file, { highWaterMark: 1_048_576 }) })).chunks);
};

void main();
