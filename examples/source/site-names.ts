import { byName } from './workflow-builder';

/** The names that every example gives its credentials and its model, so that one setup serves them all. */
export const CREDENTIALS = {
	sageIntacctApi: { id: 'erpSageIntacct01', name: 'Sage Intacct' },
	acumaticaApi: { id: 'erpAcumatica0001', name: 'Acumatica' },
	sage100Api: { id: 'erpSage100000001', name: 'Sage 100' },
	sage300Api: { id: 'erpSage300000001', name: 'Sage 300' },
	sageX3Api: { id: 'erpSageX300000001', name: 'Sage X3' },
	anaplanApi: { id: 'erpAnaplanBasic1', name: 'Anaplan' },
	/** This n8n itself: an API key that reads executions. */
	n8nApi: { id: 'erpThisN8n000001', name: 'This n8n' },
	smtp: { id: 'erpMail000000001', name: 'Mail' },
};

export const TARGET = { workspace: byName('Finance'), model: byName('Finance Hub') };
