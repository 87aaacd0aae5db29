import type { IExecuteFunctions } from 'n8n-workflow';
import type { Urgency } from '../../../src/contracts';

/** In a run that somebody has started in the editor, that somebody waits; all other runs have time. */
export const urgencyOf = (context: Pick<IExecuteFunctions, 'getMode'>): Urgency => (context.getMode() === 'manual' ? 'interactive' : 'bulk');
