import type { SimulatorContext } from '../harness/server';
import type { Database } from './database';
import type { Effects } from './effects';
import type { Sessions } from './sessions';
import type { Switches } from './switches';
import type { Usage } from './usage';
import { UserZone } from './zone';

/** Who may sign in; text compared exactly. */
export interface CompanyProfile {
	readonly sender: string;
	readonly senderPassword: string;
	readonly company: string;
	readonly user: string;
	readonly userPassword: string;
	readonly userRecordNo: string;
	readonly entities: readonly string[];
	/** Client companies that a console user may slide into. */
	readonly clients: readonly string[];
}

export const BLUEFIN: CompanyProfile = {
	sender: 'bluefin-ws',
	senderPassword: 'sender-secret',
	company: 'BluefinTools',
	user: 'ws_anaplan',
	userPassword: 'user-secret',
	userRecordNo: '48',
	entities: ['E100', 'E200'],
	clients: ['ChildCo'],
};

export const LOGIN_PATH = '/ia/xml/xmlgw.phtml';
export const ENDPOINT_PATH = '/ia/xml/na12/xmlgw.phtml';

/** Everything the functions work on. */
export interface World {
	readonly context: SimulatorContext;
	readonly profile: CompanyProfile;
	readonly switches: Switches;
	readonly database: Database;
	readonly sessions: Sessions;
	readonly usage: Usage;
	readonly effects: Effects;
	/** Function controlids that have completed under uniqueid=true. */
	readonly completed: Set<string>;
	zone(): UserZone;
	now(): number;
}

/** The user's zone for the present settings, kept while they stay. */
export const zoneOf = (switches: Switches): (() => UserZone) => {
	let known: { readonly settings: string; readonly zone: UserZone } | undefined;
	return () => {
		const settings = [switches.text('gmtOffset'), switches.text('daylightSaving'), String(switches.flag('midnightStampsAsDate'))].join('|');
		if (known?.settings !== settings) {
			known = {
				settings,
				zone: new UserZone(switches.text('gmtOffset'), switches.text('daylightSaving') === 'us', switches.flag('midnightStampsAsDate')),
			};
		}
		return known.zone;
	};
};
