import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { journalFields } from '../../nodes/shared/fields/journal.fields';
import { journalSettings } from '../../nodes/shared/journal/journal-settings';
import type { JournalSystem } from '../../nodes/shared/journal/journal-system';
import { SYSTEM } from './journal-desk';

/** A target whose lines are one side only: it adds the other side itself. */
const ONE_SIDED: JournalSystem = { ...SYSTEM, imbalance: 'allow' };

const wanted = (system: JournalSystem, options: IDataObject = {}): unknown => {
	const values: IDataObject = { postingName: 'Budget 2026 v3', options };
	const panel = { getInputData: () => [{}], getNode: () => ({ parameters: {} }), getNodeParameter: (name: string, _item: number, fallback?: unknown) => values[name] ?? fallback };
	return journalSettings(panel as unknown as IExecuteFunctions, system).wishes.imbalance;
};

const shown = (system: JournalSystem): unknown => {
	const { options = [] } = journalFields({}, system).find(({ name }) => name === 'options') ?? {};
	return options.flatMap((option) => ('type' in option && option.name === 'imbalance' ? [option.default] : []));
};

describe('a journal that does not balance', () => {
	it('is rejected unless the target or the user says otherwise', () => {
		expect([wanted(SYSTEM), wanted(SYSTEM, { imbalance: 'allow' })]).toEqual(['reject', 'allow']);
	});

	it('is posted to a target that adds the other side itself, unless the user says otherwise', () => {
		expect([wanted(ONE_SIDED), wanted(ONE_SIDED, { imbalance: 'reject' })]).toEqual(['allow', 'reject']);
	});

	it('is treated as the panel shows it', () => expect([shown(SYSTEM), shown(ONE_SIDED)]).toEqual([['reject'], ['allow']]));
});
