import type { FolderDefinition, PlainRecord, SeedEntry } from './types';

const ACCOUNTS: readonly (readonly [code: string, name: string])[] = [['401000', 'Fournisseurs'], ['512000', 'Banque'],
	['601000', 'Achats'], ['613000', 'Locations'], ['641000', 'Salaires']];

const dimension = (DIE: string, CCE: string, DES: string): PlainRecord => ({ DIE, CCE, DES, DESSHO: CCE, IPT: '2', ENAFLG: '2' });

const ENTRIES: readonly SeedEntry[] = Array.from({ length: 30 }, (_, at) => {
	const amount = `${(at + 1) * 11}.00`;
	return {
		type: 'OD', number: `P01-2603-${String(at + 1).padStart(4, '0')}`, site: 'P01', date: '2026-03-15', journal: 'OD', status: 'final',
		stamp: new Date(Date.UTC(2026, 2, 15, 9, at)).toISOString(),
		lines: [
			{ account: ['601000', '613000', '641000'][at % 3] ?? '', sign: 1, amount,
				splits: [{ amount, slots: [['SEC', at % 2 === 0 ? 'S1' : 'S2'], ['AXE', '']] }] },
			{ account: '512000', sign: -1, amount },
		],
	};
});

/** A folder for trials: other data, other dimension types, renamed ledger types, and an endpoint of another name. */
export const PILOT: FolderDefinition = {
	folder: 'PILOT', endpoint: 'PILOTX3',
	ledgers: [{ number: '1', member: 'social', code: 'SOC', currency: { PX: 'EUR' } },
		{ number: '2', member: 'analytique', code: 'ANA', currency: { PX: 'EUR' } }],
	charts: { PX: 'PCG' }, rates: {}, decimals: {}, customFields: [],
	records: {
		TABCUR: [{ CUR: 'EUR', DES: 'Euro' }],
		COMPANY: [{ CPY: 'PX', DES: 'Pilote SARL', CPYNAM: 'Pilote SARL', CPYSHO: 'PX', CPYLEGFLG: '2', LEG: 'FRA', MAIFCY: 'P01',
			CRY: 'FR', ACCCUR: 'EUR' }],
		FACILITY: [{ FCY: 'P01', DES: 'Lyon', FCYNAM: 'Lyon', FCYSHO: 'P01', LEGCPY: 'PX', FINFLG: '2', PURFLG: '2', FINRSPFCY: 'P01',
			LEG: 'FRA', CRY: 'FR' }],
		GCOA: [{ COA: 'PCG', DES: 'Plan comptable', DESSHO: 'PCG', LEG: 'FRA' }],
		GACCOUNT: ACCOUNTS.map(([ACC, DES]) => ({ COA: 'PCG', ACC, DES, DESSHO: DES, CLSCOD: ACC.slice(0, 1), SNSDEF: '1', ENAFLG: '2' })),
		GDIE: [{ DIE: 'AXE', DES: 'Axe', DESSHO: 'Axe' }, { DIE: 'SEC', DES: 'Section', DESSHO: 'Section' }],
		CACCE: [dimension('AXE', 'A1', 'Un'), dimension('SEC', 'S1', 'Atelier'), dimension('SEC', 'S2', 'Bureau')],
		GTYPACCENT: [{ TYP: 'OD', LEG: 'FRA', DES: 'Opérations diverses', DEFJOU: 'OD' }],
			GJOURNAL: [{ JOU: 'OD', LEG: 'FRA', DES: 'Opérations diverses' }],
		BPARTNER: [{ BPRNUM: 'F1', DES: 'Fournisseur un', BPRNAM: 'Fournisseur un', BPRSHO: 'F1', CRY: 'FR', CUR: 'EUR', LAN: 'FRA',
			ENAFLG: '2', BPSFLG: '2' }],
		BPSUPPLIER: [{ BPSNUM: 'F1', DES: 'Fournisseur un', BPSNAM: 'Fournisseur un', BPSSHO: 'F1', BSGCOD: 'STD', BPRPAY: 'F1',
			BPSINV: 'F1', BPSGRU: 'F1', CUR: 'EUR', PTE: 'N30', ENAFLG: '2' }],
	},
	orders: [], entries: ENTRIES,
	generated: { site: 'P01', accounts: ['601000', '613000', '641000'], offset: '512000', dimensionTypes: [['SEC', ['S1', 'S2']]] },
};
