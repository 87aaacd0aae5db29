import type { AcumaticaPlace } from '../identity';
import { queryText } from '../wire/query-text';
import { JOURNAL_MODULE } from './journal-requests';

/** Opens the batch in the browser. The form of the address is the one that the product itself shows; no source in hand confirms it. */
export const formLink = ({ siteUrl, tenant }: AcumaticaPlace, number: string): string =>
	`${siteUrl}/Main${queryText([['CompanyID', tenant], ['ScreenId', 'GL301000'], ['Module', JOURNAL_MODULE], ['BatchNbr', number]])}`;
