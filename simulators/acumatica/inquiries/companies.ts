import { inquiryRow, type Inquiry } from './inquiry';

/** The only list of companies and branches that Default has (reference acumatica 5.1). */
export const companiesStructure: Inquiry = ({ company }) => ({
	rows: company.branches.map((branch) => {
		const owner = company.companies.find(({ id }) => id === branch.company);
		return inquiryRow({
			CompanyID: branch.company, CompanyName: owner?.name ?? '', CompanyType: owner?.type ?? '', CompanyStatus: 'true', BranchID: branch.id,
			BranchName: branch.name,
			BranchStatus: String(branch.active), BranchCountry: owner?.country ?? '', BaseCurrencyID: owner?.currency ?? '',
		});
	}),
});
