import { RetryableError } from '../../../core/errors';
import type { IntacctGateway } from '../gateway';
import { SYSTEM } from '../identity';
import { readByQuery, readMore, type ReadByQuery } from '../wire/functions';
import { readPage, type RecordFields, type RecordPage } from './record-page';

const broken = (object: string, said: string): RetryableError => new RetryableError({
	system: SYSTEM, operation: `read more of ${object}`, said,
	remedy: 'The result set belongs to one session and one reading. Nothing was confirmed, so nothing is lost: run it again from the start.',
});

/**
 * Pages of a result set that the server has frozen (`readByQuery`, then `readMore` by result id).
 *
 * Guarantee: every record of the set, once, or an error. `readMore` moves the server on, so a lost answer that is
 * asked for again may skip a page; the set is frozen, so the counts tell. After each page the server must have
 * exactly as many records left as before it, less those on the page. Where it does not say how many are left, the
 * total of the first page has to be reached.
 */
export async function* frozenPages(gateway: IntacctGateway, spec: ReadByQuery): AsyncGenerator<readonly RecordFields[]> {
	const first = readPage((await gateway.call(readByQuery(spec))).result);
	let given = first.rows.length;
	let page: RecordPage = first;
	if (page.rows.length > 0) yield page.rows;
	while (page.resultId !== '' && page.remaining !== 0 && (first.total === undefined || given < first.total)) {
		const { result } = await gateway.call(readMore(first.resultId, spec.object));
		const next = readPage(result);
		if (next.rows.length === 0 && (next.remaining ?? page.remaining ?? 0) > 0) {
			throw broken(spec.object, 'the server says that records remain and sends none');
		}
		if (page.remaining !== undefined && next.remaining !== undefined && next.remaining !== page.remaining - next.rows.length) {
			throw broken(spec.object, `a page went missing: ${page.remaining} records were left, ${next.rows.length} came, ${next.remaining} are left`);
		}
		given += next.rows.length;
		if (next.rows.length === 0) break;
		yield next.rows;
		page = { ...next, resultId: next.resultId || first.resultId };
	}
	if (first.total !== undefined && given !== first.total) throw broken(spec.object, `${given} records came of ${first.total}`);
}
