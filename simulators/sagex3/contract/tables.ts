/** How the text of a column is meant. A menu is a local menu, whose number the database holds (reference sage-x3 10). */
export type ColumnKind = 'text' | 'int' | 'decimal' | 'date' | 'stamp' | 'menu';

export interface TableDefinition {
	readonly key: readonly string[];
	/** What a facet of the class shows. */
	readonly columns: readonly string[];
	/** Tables of the lines that $details has. */
	readonly children?: readonly string[];
}

const KINDS: Readonly<Record<string, ColumnKind>> = {
	LIN: 'int', ANALIN: 'int', IDTLIN: 'int', SNS: 'int', FIY: 'int', PER: 'int', POPLIN: 'int', POQSEQ: 'int', POPSEQ: 'int',
		REVNUM: 'int', SLOT: 'int', LINNBR: 'int',
	FIYNUM: 'int', PERNUM: 'int',
	LEDTYP: 'menu', STA: 'menu', CAT: 'menu', ENAFLG: 'menu', CLEFLG: 'menu', RCPFLG: 'menu', INVFLG: 'menu', APPFLG: 'menu',
		FINFLG: 'menu', IPT: 'menu', SNSDEF: 'menu',
	LINCLEFLG: 'menu', PERSTA: 'menu', CREAUT: 'menu', PURFLG: 'menu', CPYLEGFLG: 'menu', BPSFLG: 'menu',
	AMTCUR: 'decimal', AMTLED: 'decimal', QTY: 'decimal', DEBLED: 'decimal', CDTLED: 'decimal', DEBCUR: 'decimal', CDTCUR: 'decimal',
		TOTORD: 'decimal', TOTORDL: 'decimal', TTVORD: 'decimal',
	CHGCOE: 'decimal', GROPRI: 'decimal', NETPRI: 'decimal', QTYUOM: 'decimal', QTYPUU: 'decimal', RCPQTYPUU: 'decimal',
		INVQTYPUU: 'decimal', LINAMT: 'decimal',
	LINATIAMT: 'decimal', RGCAMT: 'decimal',
	ACCDAT: 'date', MTCDAT: 'date', MTCDATMAX: 'date', ORDDAT: 'date', EXTRCPDAT: 'date', VLYSTR: 'date', VLYEND: 'date', PERSTR: 'date',
		PEREND: 'date', FIYSTR: 'date',
	CREDATTIM: 'stamp', UPDDATTIM: 'stamp',
};

export const columnKind = (column: string): ColumnKind => KINDS[column] ?? 'text';

const STAMPS = ['CREDATTIM', 'CREUSR', 'UPDDATTIM', 'UPDUSR'];

const table = (key: string, more: string, children?: readonly string[]): TableDefinition => ({
	key: key.split(' '), columns: [...new Set([...key.split(' '), ...more.split(' '), ...STAMPS])], ...(children === undefined ? {} : { children }),
});

/** The tables that the simulator has, with the columns that it fills (names and keys: reference sage-x3 10). */
export const TABLES: Readonly<Record<string, TableDefinition>> = {
	GCOA: table('COA', 'DES DESSHO LEG'),
	GACCOUNT: table('COA ACC', 'DES DESSHO ACCSHO SAC CLSCOD SNSDEF CUR ENAFLG VLYSTR VLYEND'),
	GDIE: table('DIE', 'DES DESSHO CREAUT'),
	CACCE: table('DIE CCE', 'DES DESSHO FCY IPT ENAFLG VLYSTR VLYEND'),
	GTYPACCENT: table('TYP LEG', 'DES DEFJOU'),
	GJOURNAL: table('JOU LEG', 'DES'),
	TABCUR: table('CUR', 'DES'),
	TABCOUNTRY: table('CRY', 'DES'),
	ITMMASTER: table('ITMREF', 'DES'),
	COMPANY: table('CPY', 'DES CPYNAM CPYSHO CPYLEGFLG LEG MAIFCY CRY ACCCUR'),
	FACILITY: table('FCY', 'DES FCYNAM FCYSHO LEGCPY FINFLG PURFLG FINRSPFCY CRY LEG'),
	PERIOD: table('CPY LEDTYP FIYNUM PERNUM', 'PERSTR PEREND PERSTA'),
	BPARTNER: table('BPRNUM', 'DES BPRNAM BPRNAM2 BPRSHO CRY CUR LAN EECNUM ENAFLG BPSFLG'),
	BPSUPPLIER: table('BPSNUM', 'DES BPSNAM BPSSHO BSGCOD BPRPAY BPSINV BPSGRU CUR PTE ENAFLG'),
	PORDER: table('POHNUM',
		'POHTYP CPY POHFCY RCPFCY INVFCY REVNUM ORDDAT ORDREF PJTH BPSNUM CUR CHGCOE PTE EXTRCPDAT CLEFLG RCPFLG INVFLG APPFLG TOTORD TOTORDL LINNBR', ['PORDERQ']),
	PORDERQ: table('POHNUM POPLIN POQSEQ',
		'CPY POHTYP REVNUM ITMREF ITMDES QTYUOM UOM QTYPUU RCPQTYPUU INVQTYPUU EXTRCPDAT GROPRI NETPRI LINAMT LINATIAMT LINCLEFLG PRHFCY PJT'),
	GACCENTRY: table('TYP NUM', 'CPY FCY LEG JOU FIY PER ACCDAT CAT STA CUR REF DESVCR ORIMOD', ['GACCENTRYD']),
	GACCENTRYD: table('TYP NUM LIN LEDTYP',
		'IDTLIN CPY FCYLIN LEG ACCDAT FIY PER LED COA SAC ACC BPR DES SNS CUR AMTCUR CURLED AMTLED QTY MTC MTCDAT MTCDATMAX TAX', ['GACCENTRYA']),
	GACCENTRYA: table('TYP NUM LEDTYP LIN ANALIN', 'CPY FCYLIN ACCDAT COA ACC BPR SNS CUR AMTCUR CURLED AMTLED QTY', ['SLOTS']),
	/** Not a table of its own: the indexed columns DIE and CCE of an analytical line. */
	SLOTS: table('TYP NUM LEDTYP LIN ANALIN SLOT', 'DIE CCE'),
};

export type TableName = keyof typeof TABLES;

export const tableNamed = (name: string): TableDefinition => {
	const found = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
	if (found === undefined) throw new TypeError(`no table ${name}; known: ${Object.keys(TABLES).join(', ')}`);
	return found;
};

/** What a column names, and how many columns before it in the table are part of that key. */
export interface Naming {
	readonly table: string;
	/** Columns of the key, in its order. */
	readonly columns: readonly string[];
}

const naming = (table: string, ...columns: readonly string[]): Naming => ({ table, columns });

/** Columns that name a record of another table, by column; the same column names the same table everywhere. */
export const NAMINGS: Readonly<Record<string, Naming>> = {
	CPY: naming('COMPANY', 'CPY'), LEGCPY: naming('COMPANY', 'LEGCPY'), FCY: naming('FACILITY', 'FCY'), FCYLIN: naming('FACILITY', 'FCYLIN'),
	POHFCY: naming('FACILITY', 'POHFCY'), RCPFCY: naming('FACILITY', 'RCPFCY'), INVFCY: naming('FACILITY', 'INVFCY'),
		PRHFCY: naming('FACILITY', 'PRHFCY'),
	MAIFCY: naming('FACILITY', 'MAIFCY'), FINRSPFCY: naming('FACILITY', 'FINRSPFCY'), COA: naming('GCOA', 'COA'),
		ACC: naming('GACCOUNT', 'COA', 'ACC'),
	DIE: naming('GDIE', 'DIE'), CCE: naming('CACCE', 'DIE', 'CCE'), CUR: naming('TABCUR', 'CUR'), CURLED: naming('TABCUR', 'CURLED'),
		ACCCUR: naming('TABCUR', 'ACCCUR'),
	CRY: naming('TABCOUNTRY', 'CRY'), BPR: naming('BPARTNER', 'BPR'), BPSNUM: naming('BPARTNER', 'BPSNUM'), ITMREF: naming('ITMMASTER', 'ITMREF'),
	TYP: naming('GTYPACCENT', 'TYP', 'LEG'), JOU: naming('GJOURNAL', 'JOU', 'LEG'),
};
