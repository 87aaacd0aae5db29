import { FatalError } from '../../../core/errors';
import { child, text, type XmlElement } from '../../../core/xml';
import { SYSTEM } from '../identity';
import { offsetMinutes } from './stamp-format';

/** What `readUserFormatting` says (reference sage-intacct 7). Filters and answers use the format of the API user. */
export interface UserFormatting {
	readonly locale: string;
	/** Separator and order: `/mdY`. */
	readonly dateFormat: string;
	/** `-08:00`. */
	readonly gmtOffset: string;
	readonly clock: string;
}

export const readUserFormattingData = (data: XmlElement | undefined): UserFormatting => {
	const formatting = child(data, 'userformatting');
	return {
		locale: text(formatting, 'locale'), dateFormat: text(formatting, 'dateformat'),
		gmtOffset: text(formatting, 'gmtoffset'), clock: text(formatting, 'clock'),
	};
};

interface Demand {
	readonly met: (formatting: UserFormatting) => boolean;
	readonly said: (formatting: UserFormatting) => string;
	/** What to set, for the remedy. */
	readonly set: string;
}

const DEMANDS: readonly Demand[] = [
	{ met: ({ locale }) => locale === '' || locale === 'en_US', said: ({ locale }) => `locale ${locale}`, set: 'locale to English ' +
		'(United States)' },
	{ met: ({ dateFormat }) => dateFormat === '/mdY', said: ({ dateFormat }) => `date format "${dateFormat}"`, set: 'date format to ' +
		'MM/DD/YYYY with four-digit year' },
	{ met: ({ clock }) => clock === '24', said: ({ clock }) => `clock "${clock}"`, set: 'time format to 24 hours' },
	{ met: ({ gmtOffset }) => offsetMinutes(gmtOffset) !== undefined, said: ({ gmtOffset }) => `offset "${gmtOffset}"`, set: 'time zone ' +
		'to a zone, best GMT' },
];

/** Throws `FatalError` that names every preference to change, when times in this format could be misread. */
export const checkUserFormatting = (formatting: UserFormatting, userId: string): UserFormatting => {
	const unmet = DEMANDS.filter(({ met }) => !met(formatting));
	if (unmet.length === 0) return formatting;
	throw new FatalError({
		system: SYSTEM, operation: `read the date format of user ${userId}`,
		said: `the preferences of this user have ${unmet.map(({ said }) => said(formatting)).join(', ')}, which this client does not read`,
		remedy: `Log in to Intacct as ${userId} (or as an administrator) and set, under My preferences, ${unmet.map(({ set }) => set).join(', ')}.`,
	});
};
