import type { HttpResponse } from '../../../../src/contracts';
import { json } from '../../../doubles/scripted-http';

/** An error of the server as its framework writes it. */
export const exception = (type: string, message: string, status = 500): HttpResponse =>
	json({ message: 'An error has occurred.', exceptionMessage: message, exceptionType: type, stackTrace: '   at PX.Api.Secret()' }, status);
