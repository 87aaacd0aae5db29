import type { HttpResponse } from '../../../../src/contracts';
import { answer } from '../../../doubles/scripted-http';

/** An error of the server with its code. */
export const fault = (status: number, code: string, value: string, type = 'application/json'): HttpResponse =>
	answer(status, JSON.stringify({ error: { code, message: { lang: 'en-US', value } } }), { 'content-type': type });
