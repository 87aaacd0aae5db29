export const scope = 'item';

export { resetCursor as execute } from '../../../shared/reading/cursor-operations';
