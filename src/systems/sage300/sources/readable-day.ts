import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { dayOf, isDay } from '../values/days';

/**
 * The day by which a change is found; '' for none.
 *
 * @throws FatalError for a text that is no day in any known form: the record would be taken for one without a day, and no edit of it seen
 */
export const readableDay = (text: string, field: string, resource: string): string => {
	const day = dayOf(text).trim();
	if (day === '' || (isDay(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)))) return day;
	throw new FatalError({
		system: SYSTEM, operation: `read changes of ${resource}`, said: `"${text}" in ${field} is no day that can be read`,
		remedy: 'Write none into "Stamp Field": the resource is read whole then and compared. If it is a day, report in which form this server writes it.',
	});
};
