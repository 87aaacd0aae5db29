import { ABC } from './companies/abc';
import { FIV, MIX, XYZ } from './companies/others';
import type { SiteDefinition } from './types';

/** Four companies with 2, 3, 5 and mixed numbers of segments; users whose roles allow everything, reading, and nothing of the journal. */
export const DEFAULT_SITE: SiteDefinition = {
	zone: 'America/New_York',
	users: [
		{ name: 'AGENT', password: 'Agent-Secret-1', tasks: ['*'], key: '0000000010' },
		{ name: 'READER', password: 'Reader-Secret-1', key: '0000000011',
			tasks: ['GL_Acc', 'GL_Main', 'GL_Sub', 'GL_Opt', 'GL_Fis', 'GL_Per', 'GL_Det', 'AP_', 'PO_', 'CI_', 'SY_'] },
		{ name: 'PAYABLES', password: 'Payables-Secret-1', tasks: ['AP_'], key: '0000000012' },
	],
	companies: [ABC, XYZ, FIV, MIX],
};
