import type { Folder } from '../data/folder';
import { Stored, type Row } from '../data/row';

const KEY = /^B(\d{6})$/;

const supplier = (at: number): Row => {
	const number = `B${String(at + 1).padStart(6, '0')}`;
	const stamp = new Date(Date.UTC(2026, 0, 1) + Math.floor(at / 50) * 1000).toISOString();
	return new Stored([number], {
		BPSNUM: number, BPSNAM: `Bulk supplier ${at + 1}`, BPSSHO: `BULK${at + 1}`, BSGCOD: 'BULK', BPRPAY: number, BPSINV: number,
			BPSGRU: number, CUR: 'GBP', PTE: 'N30', ENAFLG: '2',
		CREDATTIM: stamp, UPDDATTIM: stamp, CREUSR: 'ADMIN', UPDUSR: 'ADMIN',
	});
};

/** Suppliers of category BULK, behind a filter: they take no memory until somebody reads them. */
export const generateSuppliers = (folder: Folder, count: number): number => {
	folder.table('BPSUPPLIER')?.compute({
		count, at: supplier, find: ([number = '']) => {
			const at = Number(KEY.exec(number)?.[1] ?? 0) - 1;
			return at >= 0 && at < count ? supplier(at) : undefined;
		},
	});
	return count;
};
