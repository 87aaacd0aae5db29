import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { JournalTarget } from '../../../../src/contracts';
import { createAcumaticaJournalTarget, type AcumaticaClient } from '../../../../src/systems/acumatica';
import { nodeClock } from '../../../shared/context/node-clock';
import type { TargetSettings } from '../../../shared/journal/journal-system';

interface Options {
	readonly closedPeriods?: 'refuse' | 'leave to the site';
	readonly controlTotal?: boolean;
	readonly longestDescription?: number;
	readonly longestHeaderText?: number;
	readonly mostLines?: number;
	readonly places?: number;
	readonly searchField?: string;
}

/** An expression may give a text, or nothing; whether it is a number that can work is for the target to say. */
const numberIn = (value: unknown): number | undefined => (value === undefined || value === null || value === '' ? undefined : Number(value));

const optionsOf = (context: IExecuteFunctions, itemIndex: number): Options => {
	const { closedPeriods, controlTotal, longestDescription, longestHeaderText, mostLines, places, searchField } =
		context.getNodeParameter('options', itemIndex, {}) as IDataObject & Options;
	return {
		closedPeriods, controlTotal, searchField, longestDescription: numberIn(longestDescription), longestHeaderText: numberIn(longestHeaderText),
		mostLines: numberIn(mostLines), places: numberIn(places),
	};
};

/** The general ledger of the tenant, as the options of the panel have it. */
export const journalTarget = (context: IExecuteFunctions, itemIndex: number, client: AcumaticaClient, settings: TargetSettings): JournalTarget =>
	createAcumaticaJournalTarget({ client, clock: nodeClock, ...settings, ...optionsOf(context, itemIndex) });
