import { credentialScene, openExecution, openPanel, scrollTo, showAs, TALLER, type Scene, type Subject } from './camera';

/** Where the pictures of Sage X3 are taken. */
export interface SageX3Set {
	readonly url: string;
	/** Everything moved into Anaplan. */
	readonly close: Subject;
}

/** Below the middle, where the field comes to stand, there is room for two of its tables. */
const TWO_TABLES = { ...TALLER, height: 1200 };

/** The nodes whose output is shown. */
const READ = 'Get changed entry lines';
const MAPPED = 'Map entry lines';
export const SHOWN = [READ, MAPPED] as const;

/** With a client secret that is not that of the application: what the test says then has to be seen. */
export const OTHER_SECRET = { id: 'erpSageX3Other001', name: 'Sage X3, another secret' };
/** Its customer has not accepted yet: the address to open has to be seen. */
export const UNPAIRED = { id: 'erpSageX3Pairing1', name: 'Sage X3 by its gateway' };

const CREDENTIALS = [
	{ name: 'sagex3', id: 'erpSageX300000001' },
	{ name: 'sagex3-refused', id: OTHER_SECRET.id, opened: 'More details' },
	{ name: 'sagex3-gateway', id: UNPAIRED.id, opened: 'More details' },
];

export const SAGEX3_SCENES: ReadonlyArray<Scene<SageX3Set>> = [
	{ name: 'canvas-sagex3-close', size: TALLER, arrange: async (page, { url, close }) => await openExecution(page, url, close) },
	{
		name: 'sagex3-get-changes', size: TALLER,
		arrange: async (page, { url, close }) => {
			await openPanel(page, url, close, READ);
			await showAs(page, 'json');
		},
	},
	{
		name: 'mapping-workspaces', size: TWO_TABLES,
		arrange: async (page, { url, close }) => {
			await openPanel(page, url, close, MAPPED);
			await showAs(page, 'json');
			await scrollTo(page, 'Mappings of Workspaces');
		},
	},
	...CREDENTIALS.map(credentialScene),
];
