import type { OrderDefinition, PlainRecord } from './types';

/** Names that break careless programs: accents, quotes, commas, a line break, a sign outside the first plane. */
const NAMES: readonly (readonly [code: string, name: string, more?: PlainRecord])[] = [
	['S0001', 'Harrow Steel'], ['S0002', 'Osier Ltd', { CUR: 'EUR', CRY: 'FR' }], ['S0003', 'Åsa & Søn "Papir"'],
		['S0004', 'Müller, Weiß GmbH', { CUR: 'EUR', CRY: 'DE' }],
	['S0005', 'Blue Heron\nPaper Division'], ['S0006', 'O\'Hara Freight'], ['S0007', 'Closed Quarry', { ENAFLG: '1' }],
		['S0008', 'Growth 🚀 Partners'], ['S0009', 'Semi;colon, Comma'],
	['S0010', 'Tab\tbed Mills'], ['S0011', '007 Carriers'], ['S0012', 'Leeds Utilities', { BSGCOD: 'UTIL' }],
];

const partner = ([code, name, more = {}]: (typeof NAMES)[number]): PlainRecord => ({
	BPRNUM: code, DES: name, BPRNAM: name, BPRSHO: name.slice(0, 10), CRY: more.CRY ?? 'GB', CUR: more.CUR ?? 'GBP', LAN: 'ENG',
		EECNUM: `GB${code.slice(1)}77`, ENAFLG: more.ENAFLG ?? '2', BPSFLG: '2',
});

const supplier = ([code, name, more = {}]: (typeof NAMES)[number]): PlainRecord => ({
	BPSNUM: code, DES: name, BPSNAM: name, BPSSHO: name.slice(0, 10), BSGCOD: more.BSGCOD ?? 'STD', BPRPAY: code, BPSINV: code,
		BPSGRU: code, CUR: more.CUR ?? 'GBP', PTE: 'N30', ENAFLG: more.ENAFLG ?? '2',
});

export const PARTNER_RECORDS: Readonly<Record<string, readonly PlainRecord[]>> = { BPARTNER: NAMES.map(partner), BPSUPPLIER: NAMES.map(supplier) };

const line = (at: number, quantity: number, price: string, more: PlainRecord = {}): PlainRecord => ({
	POPLIN: String((at + 1) * 1000), POQSEQ: '1', ITMREF: ['PULP-01', 'PULP-02', 'BOX-12'][at % 3] ?? '', ITMDES: `Item ${at + 1}`,
		QTYUOM: String(quantity), UOM: 'UN', QTYPUU: String(quantity),
	RCPQTYPUU: '0', INVQTYPUU: '0', EXTRCPDAT: '2026-04-20', GROPRI: price, NETPRI: price, LINAMT: (quantity * Number(price)).toFixed(2),
		LINATIAMT: (quantity * Number(price) * 1.2).toFixed(2),
	LINCLEFLG: '1', PRHFCY: 'LM1', ...more,
});

const order = (POHNUM: string, BPSNUM: string, lines: readonly PlainRecord[], more: PlainRecord = {}): OrderDefinition => {
	const total = lines.reduce((sum, { LINAMT = '0' }) => sum + Math.round(Number(LINAMT) * 100), 0) / 100;
	return {
		header: {
			POHNUM, POHTYP: 'STD', CPY: 'LM', POHFCY: 'LM1', RCPFCY: 'LM2', INVFCY: 'LM1', REVNUM: '0', ORDDAT: '2026-03-10',
				ORDREF: `Ref "${POHNUM}"`, BPSNUM, CUR: 'GBP', CHGCOE: '1', PTE: 'N30',
			EXTRCPDAT: '2026-04-20', CLEFLG: '1', RCPFLG: '1', INVFLG: '1', APPFLG: '3', TOTORD: total.toFixed(2),
				TOTORDL: total.toFixed(2), ...more,
		},
		lines,
	};
};

/** With no lines, with three, with more than a page of 500; open and closed. */
export const ORDERS: readonly OrderDefinition[] = [
	order('POLM10001', 'S0001', [line(0, 12, '10.50'), line(1, 3, '99.990'), line(2, 100, '0.25')]),
	order('POLM10002', 'S0003', []),
	order('POLM10003', 'S0004', Array.from({ length: 501 }, (_, at) => line(at, (at % 7) + 1, '2.40'))),
	order('POLM10004', 'S0006', [line(0, 4, '25.00', { LINCLEFLG: '2', RCPQTYPUU: '4', INVQTYPUU: '4' })],
		{ CLEFLG: '2', RCPFLG: '3', INVFLG: '3' }),
	order('POLF20001', 'S0002', [line(0, 10, '7.00', { PRHFCY: 'LF1' })],
		{ CPY: 'LF', POHFCY: 'LF1', RCPFCY: 'LF1', INVFCY: 'LF1', CUR: 'EUR', PJTH: 'P-001' }),
];
