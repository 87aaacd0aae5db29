import { disturbWith, type DisturbanceReaders } from '../../harness/armed';
import { ControlProblem, numberIn, textIn, type ControlBody } from '../../harness/control-call';

/** Something that shall go wrong inside the server, not between it and the client. Severities 1 and 2 inform and warn, 3 and 4 are errors. */
export type Disturbance =
	/**
	 * A diagnosis of a record or of lines of it. `match` is over `journalEntryLine MIS|LM1-2603-0001|1|1` for a node that is read or listed,
	 * over `journalEntryLine.analyticalLines MIS|…` for its lines, and over `GACCENTRYD MIS|…` for a class of api1.
	 * With an error the record, or its lines, are not there, and all others are.
	 */
	| { readonly kind: 'diagnosis'; readonly severity: number; readonly message: string }
	/** A diagnosis of the whole answer, beside complete data; `match` is over the nodes, or the class. */
	| { readonly kind: 'notice'; readonly severity: number; readonly message: string };

const severityIn = (body: ControlBody, fallback: number): number => {
	const severity = numberIn(body, 'severity', fallback);
	if (![1, 2, 3, 4].includes(severity)) throw new ControlProblem('severity takes 1, 2, 3, 4');
	return severity;
};

const READERS: DisturbanceReaders<Disturbance> = {
	diagnosis: (body) => ({ kind: 'diagnosis', severity: severityIn(body, 3), message: textIn(body, 'message', 'The record could not be read.') }),
	notice: (body) => ({ kind: 'notice', severity: severityIn(body, 2), message: textIn(body, 'message', 'Some indexes are being rebuilt.') }),
};

/** POST disturb {"kind":"diagnosis","severity":3,"match":"journalEntryLine.analyticalLines MIS","times":1}. */
export const disturb = disturbWith<Disturbance>(READERS);
