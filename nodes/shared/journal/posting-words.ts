import { AmbiguousError, CancelledError, FatalError, type IntegrationError } from '../../../src/core/errors';
import type { PostingReport, ReportedJournal } from '../../../src/sync/journal';
import { counted } from '../context/execution-hints';
import type { OpenJournal } from './open-journals';

const MOST_LISTED = 20;
const MOST_REASONS = 5;

export interface PostingSummary {
	readonly system: string;
	readonly name: string;
	/** What is said of journals that are stored and do not count yet; `posted` when absent. */
	readonly storedAs?: string | undefined;
	/** What is said of released ones; `posted` when absent. */
	readonly releasedAs?: string | undefined;
	readonly dryRun: boolean;
	readonly report: PostingReport;
	readonly open: readonly OpenJournal[];
}

type Counting = readonly [isOne: (reported: ReportedJournal) => boolean, words: (count: number) => string];

const isNew = ({ outcome }: ReportedJournal): boolean => outcome.kind === 'posted' && outcome.evidence !== 'found';
/** Known to count; what no look has shown is not. */
const isReleased = ({ outcome }: ReportedJournal): boolean => outcome.kind === 'posted' && (outcome.stage === 'released' || outcome.release.kind === 'done');

/** In the order in which they are told; what is open is counted by its own state. */
const countedOf = ({ storedAs, releasedAs = 'posted' }: PostingSummary): readonly Counting[] => [
	[(one) => isNew(one) && (storedAs === undefined || isReleased(one)), (count) => `${counted(count, 'journal')} ${releasedAs}`],
	[(one) => isNew(one) && storedAs !== undefined && !isReleased(one), (count) => `${counted(count, 'journal')} ${storedAs}`],
	[({ outcome }) => outcome.kind === 'posted' && !outcome.verified, (count) => `${count.toLocaleString('en')} of them could not be looked up afterwards`],
	[({ outcome }) => outcome.kind === 'posted' && outcome.evidence === 'found', (count) => `${count.toLocaleString('en')} found`],
	[({ outcome }) => outcome.kind === 'planned', (count) => `${counted(count, 'journal')} planned`],
	[({ outcome }) => outcome.kind === 'empty', (count) => `${count.toLocaleString('en')} without an amount`],
];

const countsOf = (summary: PostingSummary): string[] => {
	const { report, open } = summary;
	const journals = countedOf(summary).map(([isOne, words]) => ({ count: report.journals.filter(isOne).length, words }));
	const states = [...new Set(open.map(({ state }) => state))].map((state) => `${open.filter((one) => one.state === state).length.toLocaleString('en')} ${state}`);
	const said = journals.filter(({ count }) => count > 0).map(({ count, words }) => words(count));
	return [...said, ...states, ...(report.rejected.length > 0 ? [`${counted(report.rejected.length, 'row')} rejected`] : [])];
};

/** One sentence for the hint: "Budget 2026 v3: 3 journals posted, 1 found, 2 rows rejected." */
export const summarySentence = (summary: PostingSummary): string => {
	const counts = countsOf(summary);
	const { name, dryRun } = summary;
	return `${dryRun ? 'Dry run of ' : ''}${name}: ${counts.length === 0 ? 'no journal' : counts.join(', ')}.${dryRun ? ' Nothing was written.' : ''}`;
};

/** Beyond the first ones in few words, or as their number alone. */
const listed = <T>(all: readonly T[], line: (one: T) => string, short: ((one: T) => string) | undefined): string[] => {
	const others = all.slice(MOST_LISTED);
	const rest = short === undefined ? (others.length === 0 ? [] : [`and ${others.length} more`]) : others.map(short);
	return [...all.slice(0, MOST_LISTED).map(line), ...rest].map((text) => `- ${text}`);
};

const openShort = ({ reported, state, numbers }: OpenJournal): string => `${reported.journal.reference} (${[state, ...numbers].join(', ')})`;

const openLine = (open: OpenJournal): string =>
	[`${openShort(open)}: ${open.said}.`, open.remedy, open.howToFindOut].filter((part) => part !== '').join(' ');

const wellLine = ({ journal, outcome }: ReportedJournal): string => {
	if (outcome.kind !== 'posted') return `${journal.reference}: ${outcome.kind}`;
	return `${journal.reference}: ${outcome.number} (${outcome.status})${outcome.evidence === 'found' ? ', posted before' : ''}${outcome.release.kind === 'done' ? ', released' : ''}`;
};

const rejectedLines = ({ rejected }: PostingReport): string[] => {
	const counts = new Map<string, number>();
	for (const { reasons } of rejected) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_REASONS).map(([reason, count]) => `${reason} (${counted(count, 'row')})`);
	return rejected.length === 0 ? [] : [`${counted(rejected.length, 'row')} rejected: ${most.join('; ')}.`];
};

/** Where running it again posts once more (stored and not shown by the search), or would call posted what is not. */
const isNotToBeRepeated = ({ reported: { outcome } }: OpenJournal): boolean =>
	outcome.kind === 'ambiguous' && (outcome.doubt === 'not visible' || outcome.doubt === 'other rows');

const detailsOf = ({ report, open }: PostingSummary, all: boolean): string => {
	const isOpen = new Set(open.map(({ reported }) => reported));
	const well = report.journals.filter((reported) => !isOpen.has(reported));
	return [
		'Not as it should be:', ...listed(open, openLine, all ? openShort : undefined),
		...(well.length === 0 ? ['No other journal was posted.'] : ['The others:', ...listed(well, wellLine, all ? wellLine : undefined)]),
		...rejectedLines(report),
		...(open.some(isNotToBeRepeated) ? [] : ['Running it again, from the history too, is safe: what is posted already is found and not posted once more.']),
	].join('\n');
};

const headline = ({ open, report }: PostingSummary): string => {
	const [first] = open;
	const said = report.stoppedBy?.facts.said ?? (first ? `${first.reported.journal.reference}: ${first.said}` : '');
	return `${said} (${open.length} of ${counted(report.journals.length, 'journal')} not as it should be)`;
};

/**
 * The error of a run that leaves something open, in the words of what went wrong first, then everything that was tried.
 *
 * @param all names every journal: where the workflow goes on with the error as its only item, nothing else tells them
 */
export const openError = (summary: PostingSummary, all: boolean): IntegrationError => {
	const { system, name, report, open } = summary;
	const cause = report.stoppedBy ?? open.map(({ reported: { outcome } }) => ('error' in outcome ? outcome.error : undefined)).find((error) => error !== undefined);
	const facts = { system, operation: `post "${name}"`, said: headline(summary), remedy: detailsOf(summary, all), cause };
	const doubtful = open.find(({ state }) => state === 'ambiguous');
	if (report.stoppedBy instanceof CancelledError) return new CancelledError(facts);
	return doubtful ? new AmbiguousError(facts, doubtful.howToFindOut) : new FatalError(facts);
};
